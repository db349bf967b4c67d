// What the page knows at this moment: the last view, the last status, who and where one is. No drawing here.

export const state = {
  view: null, // what the door `view` gave last
  status: null, // what the stream said last
  person: "",
  channel: "",
  arrival: Promise.resolve(), // until the view is that of this person and channel
};

/** Take person and channel from the address, so that a reload keeps them. */
export function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  state.person = address.get("person") ?? "";
  state.channel = address.get("channel") ?? "";
}

/** Write person and channel into the address; `visit` makes it a step that Back undoes. */
export function writeAddress(visit) {
  const address = `#${new URLSearchParams({ person: state.person, channel: state.channel })}`;
  if (location.hash === address) return;
  if (visit) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/** The channel with this id among those the person sees. */
export function channelOf(id) {
  return state.view?.channels.find((channel) => channel.id === id);
}

/** The name to show for a channel: "#news", a thread's name, "Direct messages". */
export function channelName(channel) {
  if (channel.type === 1) return channel.name;
  return channel.thread ? channel.name : `#${channel.name}`;
}

/** Ids of Discord grow with time; they are too long for numbers. */
export function later(a, b) {
  return a.length === b.length ? a > b : a.length > b.length;
}

// Notes that outlive a reload: which message was read last, and what was dismissed.
function note(kind) {
  try {
    return JSON.parse(sessionStorage.getItem(kind)) ?? {};
  } catch {
    return {};
  }
}

const seen = note("seen");
const dismissed = note("dismissed");

function keep(kind, value) {
  try {
    sessionStorage.setItem(kind, JSON.stringify(value));
  } catch {
    // Without storage a reload forgets what was read; nothing else.
  }
}

/** Note that this person has seen the channel up to a message. */
export function markSeen(channel, message) {
  const key = `${state.person}/${channel}`;
  if (seen[key] === message) return;
  seen[key] = message;
  keep("seen", seen);
}

/** Whether a channel has messages that this person has not seen. */
export function isUnread(channel) {
  if (!channel.last) return false;
  const read = seen[`${state.person}/${channel.id}`];
  return read === undefined || later(channel.last, read);
}

/** Take a private answer out of sight for good. */
export function dismiss(message) {
  dismissed[message] = true;
  keep("dismissed", dismissed);
}

/** The messages to show, oldest first: those of the channel and the person's private answers. */
export function shownMessages() {
  const all = [...state.view.messages, ...state.view.private.filter((message) => !dismissed[message.id])];
  return all.sort((a, b) => (a.id === b.id ? 0 : later(a.id, b.id) ? 1 : -1));
}
