// What the selects and the options of commands offer: people, roles and channels of the server, and fixed choices.

import { channelName, state } from "./state.js";

const STRING_SELECT = 3;
const USER_SELECT = 5;
const ROLE_SELECT = 6;
const MENTIONABLE_SELECT = 7;

/** The people of the server as options. */
export function people() {
  return state.view.people.map((person) => ({ value: person.id, label: person.name }));
}

/** The roles of the server as options. */
export function roles() {
  return state.view.roles.map((role) => ({ value: role.id, label: role.name.startsWith("@") ? role.name : `@${role.name}` }));
}

/** The channels this person sees as options, of these types only if any are named. */
export function channels(types) {
  return state.view.channels
    .filter((channel) => channel.type !== 1 && (!types?.length || types.includes(channel.type)))
    .map((channel) => ({ value: channel.id, label: channelName(channel) }));
}

/** The options of a select component; what it presets is marked as chosen. */
export function selectOptions(item) {
  if (item.type === STRING_SELECT) {
    return item.options.map((option) => ({
      value: option.value, label: withEmoji(option), description: option.description, chosen: Boolean(option.default),
    }));
  }
  const preset = new Set((item.default_values ?? []).map((one) => one.id));
  const offered = { [USER_SELECT]: people, [ROLE_SELECT]: roles, [MENTIONABLE_SELECT]: () => [...people(), ...roles()] };
  const make = offered[item.type] ?? (() => channels(item.channel_types));
  return make().map((option) => ({ ...option, chosen: preset.has(option.value) }));
}

/** A label with the plain emoji before it, if there is one. */
export function withEmoji({ emoji, label }) {
  return [emoji?.id ? "" : emoji?.name, label].filter(Boolean).join(" ");
}
