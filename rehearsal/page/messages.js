// The list of messages: only what changed is built anew, the reader's place is kept, and what is new is said once.

import { by, el, reconcile, say } from "./dom.js";
import { authorOf, firstLine, messageElement } from "./message.js";
import { offersApps } from "./menu.js";
import { channelName, channelOf, markSeen, shownMessages, state } from "./state.js";

const LOADING = 1 << 7;
const NEAR = 40; // pixels from the end that still count as being there
const EMPTY = {
  1: "No direct messages yet. What Picketwire sends to this person alone appears here.",
  15: "This is a forum. Its posts are in the list of channels, below it.",
};

let place = ""; // person and channel of the messages now shown
let known = new Set();
let atEnd = true;

/** Prepare the list: following the end, the button for new messages, the menu by keyboard. */
export function startMessages() {
  const scroll = by("scroll");
  scroll.addEventListener("scroll", () => {
    atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
    if (atEnd) by("new-messages").hidden = true;
  });
  // Pictures that arrive later, and fields that open below, must not push the end out of sight.
  const follow = new ResizeObserver(() => atEnd && toEnd());
  follow.observe(by("messages"));
  follow.observe(scroll);
  by("new-messages").addEventListener("click", () => {
    toEnd();
    scroll.focus();
  });
  by("messages").addEventListener("keydown", (event) => {
    if (!(event.shiftKey && event.key === "F10") && event.key !== "ContextMenu") return;
    const item = event.target.closest("[data-message]");
    if (!item) return;
    event.preventDefault();
    item.querySelector(".apps")?.click();
  });
}

function toEnd() {
  const scroll = by("scroll");
  scroll.scrollTop = scroll.scrollHeight;
  atEnd = true;
  by("new-messages").hidden = true;
}

/** Show the messages of the view. */
export function drawMessages() {
  const messages = shownMessages();
  const here = `${state.person}/${state.view.channel}`;
  const moved = here !== place;
  const apps = offersApps();
  reconcile(by("messages"), messages, (message) => message.id, (message) => `${JSON.stringify(message)}${apps}`, messageElement);
  drawEmpty(messages);
  if (moved) {
    place = here;
    by("scroll").setAttribute("aria-label", `Messages in ${channelName(channelOf(state.view.channel))}`);
    toEnd();
  } else {
    announce(messages.filter((message) => !known.has(sign(message)) && !(message.flags & LOADING)));
  }
  known = new Set(messages.filter((message) => !(message.flags & LOADING)).map(sign));
  const last = state.view.messages.at(-1);
  if (last && document.visibilityState === "visible") markSeen(state.view.channel, last.id);
}

/** Private answers are told again when they change: a new page of a list is a new answer. */
function sign(message) {
  return message.answer ? `${message.id}/${message.edited_at}` : message.id;
}

function announce(fresh) {
  if (!fresh.length) return;
  const newest = fresh.at(-1);
  const more = fresh.length > 1 ? `${fresh.length} new messages. The last: ` : "";
  say(by("spoken"), `${more}${authorOf(newest)}: ${firstLine(newest)}`);
  const answer = fresh.findLast((message) => message.answer);
  if (answer) show(by("messages").querySelector(`[data-message="${answer.id}"]`));
  else if (atEnd) toEnd();
  else by("new-messages").hidden = false;
}

/** Bring an answer that the person asked for into sight; of a long one, its beginning. */
function show(item) {
  const scroll = by("scroll");
  const top = item.offsetTop - scroll.offsetTop;
  if (item.offsetHeight > scroll.clientHeight) scroll.scrollTop = top;
  else item.scrollIntoView({ block: "nearest" });
}

function drawEmpty(messages) {
  if (messages.length) return;
  by("messages").append(el("li", { class: "quiet empty" }, EMPTY[channelOf(state.view.channel)?.type] ?? "No messages here yet."));
}
