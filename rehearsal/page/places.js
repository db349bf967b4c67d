// The left side: who one is, the channels with their unread marks, and the server's scheduled events.

import { by, el, reconcile, say } from "./dom.js";
import { channelName, isUnread, state } from "./state.js";
import { inWords } from "./times.js";

const DIRECT = 1;

/** Prepare the switch of persons; `move(person, channel)` goes there. */
export function startPlaces(move) {
  by("person").addEventListener("change", (event) => move(event.target.value, state.channel));
  by("channels").addEventListener("click", (event) => {
    const link = event.target.closest("a[data-channel]");
    if (!link) return;
    event.preventDefault();
    move(state.person, link.dataset.channel);
  });
}

/** Show people, channels and events of the view. */
export function drawPlaces() {
  const { people, channels, events, server, channel: here } = state.view;
  const select = by("person");
  reconcile(select, people, (person) => person.id, (person) => person.name, (person) => el("option", { value: person.id }, person.name));
  if (select.value !== state.person) select.value = state.person;
  say(by("server-name"), server);
  const line = (channel) => ({ channel, current: channel.id === here, unread: channel.id !== here && isUnread(channel) });
  reconcile(by("channels"), ordered(channels).map(line), (one) => one.channel.id, JSON.stringify, channelItem);
  const now = channels.find((channel) => channel.id === here);
  say(by("channel-title"), now ? channelName(now) : "Picketwire rehearsal");
  document.title = `${now ? channelName(now) : ""} – Picketwire rehearsal`;
  by("events-section").hidden = !events.length;
  reconcile(by("events"), events, (event) => event.id, JSON.stringify, eventItem);
}

/** Threads below their channel, direct messages last. */
function ordered(channels) {
  const top = channels.filter((channel) => !channel.thread && channel.type !== DIRECT);
  const threads = channels.filter((channel) => channel.thread);
  const under = (parent) => threads.filter((thread) => thread.parent === parent.id);
  const placed = top.flatMap((channel) => [channel, ...under(channel)]);
  return [...placed, ...threads.filter((thread) => !placed.includes(thread)), ...channels.filter((channel) => channel.type === DIRECT)];
}

function channelItem({ channel, current, unread }) {
  return el(
    "li",
    { class: channel.thread ? "thread" : null },
    el(
      "a",
      { href: `#${new URLSearchParams({ person: state.person, channel: channel.id })}`, "data-channel": channel.id, "aria-current": current ? "page" : null, class: unread ? "unread" : null },
      channelName(channel),
      unread && el("span", { class: "unread-mark" }, el("span", { class: "hidden" }, ", "), "new"),
    ),
  );
}

const STATES = { 2: "going on", 3: "over", 4: "cancelled" };

function eventItem(event) {
  const start = new Date(event.scheduled_start_time);
  return el(
    "li",
    {},
    el("strong", {}, event.name),
    el("span", { class: "quiet" }, el("time", { datetime: start.toISOString() }, inWords(start, "f")), STATES[event.status] && ` (${STATES[event.status]})`),
    event.entity_metadata?.location && el("span", { class: "quiet" }, event.entity_metadata.location),
    event.description && el("details", {}, el("summary", {}, "More"), el("p", {}, event.description)),
  );
}
