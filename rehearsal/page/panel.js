// The right side: the simulated clock and its speed, the bot's state, the faults one can cause, and what was lost (nothing).

import { guarded, notice } from "./actions.js";
import { ask } from "./doors.js";
import { by, el, say } from "./dom.js";
import { state } from "./state.js";
import { HOME, inWords, readersZone, refreshRelative } from "./times.js";

const SPEEDS = [
  ["pause", "Pause", "The clock all but stands still: one of its seconds takes eleven days."],
  ["real", "Real time", "The clock goes as fast as yours."],
  ["hour", "An hour in 20 s", "Each hour takes 20 seconds."],
  ["day", "A day in 20 s", "Each day takes 20 seconds."],
];
const FAULTS = [
  ["rate", "Rate limit", "Discord turns the next post away and asks to wait 2 seconds. It should come 2 seconds later, once."],
  ["errors", "Three server errors", "Discord answers the next posts with an error, three times. Each should come a little later, once."],
  ["after", "Error after posting", "Discord takes the next post and says that it failed. It should be there once, not twice."],
  ["drop", "Lost answer", "Discord takes the next post, and the connection breaks off before the answer. It should be there once."],
  ["gateway", "Disconnect", "Discord ends the connection over which commands come. The bot should be back within seconds."],
];
const COUNT_PAUSE = 4000; // ms between two counts: each reads all that happened
const TOLD = 30_000; // ms for which "back after" is said

let wasRestarting = "";
let restartedAt = 0;
let backAfter = "";
let counting = false;
let countedAt = 0;
let countLater = 0;

/** Prepare the buttons. */
export function startPanel() {
  say(by("zone-name"), `Your zone (${readersZone()})`);
  by("speeds").append(
    ...SPEEDS.map(([key, label]) => el("button", { type: "button", class: "button secondary small", "data-speed": key, "aria-pressed": "false", onclick: () => changeSpeed(key) }, label)),
  );
  by("kill").addEventListener("click", kill);
  by("faults").append(...FAULTS.map(faultItem), feedItem());
}

/** Show what the stream said. */
export function drawPanel() {
  const { status } = state;
  const now = new Date(status.now);
  say(by("clock-here"), inWords(now, "F"));
  say(by("clock-home"), inWords(now, "F", HOME));
  say(by("short-clock"), inWords(now, "short"));
  refreshRelative(now);
  drawSpeed(status);
  drawBot(status);
  drawQueue(status);
  drawFeeds(status);
}

function drawSpeed(status) {
  for (const button of by("speeds").children) {
    button.setAttribute("aria-pressed", String(button.dataset.speed === status.pace));
  }
  const known = SPEEDS.find(([key]) => key === status.pace);
  const words = known ? known[2] : `The clock goes ${Math.round(status.speed)} times as fast as yours.`;
  say(by("speed-words"), status.over ? "The days of this rehearsal are over: the press prints nothing more, everything else goes on." : words);
}

function drawBot(status) {
  if (status.restarting && !wasRestarting) restartedAt = performance.now();
  if (!status.restarting && wasRestarting && !backAfter) {
    backAfter = `Back after ${((performance.now() - restartedAt) / 1000).toFixed(1)} s. `;
    count();
  }
  if ((status.restarting && !wasRestarting) || performance.now() - restartedAt > TOLD) backAfter = "";
  wasRestarting = status.restarting;
  const kills = status.kills ? `Killed ${status.kills === 1 ? "once" : `${status.kills} times`} so far.` : "";
  let words = `${backAfter}Connected. ${kills}`;
  if (status.restarting) words = "Killed. Picketwire is starting again…";
  else if (!status.connected) words = "Not connected. Picketwire is on its way…";
  else if (!status.set_up) words = "Connected, not set up yet. Use /setup as a moderator.";
  say(by("bot-state"), words.trim());
  by("kill").setAttribute("aria-disabled", String(Boolean(status.restarting)));
}

function drawQueue(status) {
  const box = by("queue");
  const sign = JSON.stringify(status.queued);
  if (box.dataset.sign === sign) return;
  box.dataset.sign = sign;
  if (!status.queued.length) {
    box.replaceChildren();
    return;
  }
  const title = (kind) => FAULTS.find(([key]) => key === kind)?.[1] ?? kind;
  const forget = el("button", { type: "button", class: "button secondary small", onclick: () => cause("clear") }, "Forget them");
  box.replaceChildren(
    el("p", {}, "Waiting for the next post:"),
    el("ul", {}, status.queued.map(({ kind, times }) => el("li", {}, times > 1 ? `${title(kind)}, ${times} more` : title(kind)))),
    forget,
  );
}

function drawFeeds(status) {
  const select = by("feed-outlet");
  if (!select.options.length) select.append(...status.outlets.map((outlet) => el("option", { value: outlet.key }, outlet.name)));
  const closed = status.outlets.filter((outlet) => outlet.dead);
  say(by("feeds-closed"), closed.length ? `Closed now: ${closed.map((outlet) => `${outlet.name} (${outlet.dead})`).join(", ")}.` : "");
  const chosen = status.outlets.find((outlet) => outlet.key === select.value);
  say(by("feed-switch"), chosen?.dead ? "Open its feed again" : "Close its feed");
}

function faultItem([kind, label, words]) {
  const id = `fault-${kind}`;
  return el(
    "li",
    {},
    el("button", { type: "button", class: "button secondary small", "data-fault": kind, "aria-describedby": id, onclick: () => cause(kind) }, label),
    el("p", { class: "quiet", id }, words),
  );
}

function feedItem() {
  const words = "The outlet’s feed says “payment required” from its next reading on. When that has lasted a day, moderators should be told once, and once more when it is read again.";
  const button = el("button", { type: "button", id: "feed-switch", class: "button secondary small", "data-fault": "feed", "aria-describedby": "fault-feed" }, "Close its feed");
  const select = el("select", { id: "feed-outlet", onchange: () => drawFeeds(state.status) });
  button.addEventListener("click", () => {
    const dead = state.status.outlets.find((outlet) => outlet.key === select.value)?.dead;
    cause(dead ? "feed_back" : "feed", dead ? { outlet: select.value } : { outlet: select.value, status: 402 });
  });
  return el(
    "li",
    {},
    el("label", { for: "feed-outlet" }, "Outlet"),
    el("div", { class: "row" }, select, button),
    el("p", { class: "quiet", id: "fault-feed" }, words),
    el("p", { id: "feeds-closed", role: "status" }),
  );
}

function cause(kind, more = {}) {
  notice("");
  return guarded(() => ask("fault", { kind, ...more }));
}

async function changeSpeed(speed) {
  notice("");
  await guarded(() => ask("speed", { speed }));
}

async function kill() {
  if (state.status?.restarting) return;
  const answer = await cause("kill");
  if (!answer) return;
  backAfter = `Back after ${answer.seconds} s. `;
  restartedAt = performance.now();
  count(true);
}

/** Count what was posted, lost and doubled, at most every few seconds. */
export async function count(atOnce = false) {
  clearTimeout(countLater);
  const wait = atOnce ? 0 : countedAt + COUNT_PAUSE - performance.now();
  if (counting || wait > 0) {
    countLater = setTimeout(count, Math.max(wait, 500)); // or else the last thing that happened is never counted
    return;
  }
  counting = true;
  const counts = await guarded(() => ask("count"));
  counting = false;
  countedAt = performance.now();
  const known = counts?.posted !== undefined;
  by("counts").hidden = by("count-words").hidden = !known;
  if (!known) return;
  for (const name of ["posted", "lost", "doubled"]) say(by(`count-${name}`), String(counts[name]));
  say(
    by("count-words"),
    "Posted: messages in the channels so far. Lost: what was due and is not there. Doubled: posted more than once. " +
      `What was due in the last ${counts.margin_hours} simulated hours may still come. ` +
      "A server whose posts were paused, or whose digest was changed, misses some on purpose; they count as lost here.",
  );
}
