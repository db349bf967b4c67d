// The page's beginning: reads the address, listens to the stream, fetches the view when something happened, draws.

import { connect, guarded, notice } from "./actions.js";
import { resetCommandLine, startCommandLine } from "./command_line.js";
import { ask, listen, Refusal } from "./doors.js";
import { startDrawers } from "./drawers.js";
import { by } from "./dom.js";
import { openForm } from "./form.js";
import { drawMessages, startMessages } from "./messages.js";
import { count, drawPanel, startPanel } from "./panel.js";
import { drawPlaces, startPlaces } from "./places.js";
import { readAddress, state, writeAddress } from "./state.js";

let fetching = null;
let again = false;

/** Fetch the view and draw it; calls that come meanwhile are one more fetch. */
function refresh() {
  if (fetching) {
    again = true;
    return fetching;
  }
  fetching = (async () => {
    do {
      again = false;
      await guarded(fetchView);
    } while (again);
  })().finally(() => (fetching = null));
  return fetching;
}

async function fetchView() {
  const { person, channel } = state;
  let view;
  try {
    view = await ask("view", { user: person, channel });
  } catch (error) {
    // An address from another rehearsal: nobody here has that number.
    if (!(error instanceof Refusal) || (!person && !channel)) throw error;
    view = await ask("view", { user: "", channel: "" });
    state.person = "";
  }
  if (person !== state.person && state.person) return; // the person moved on meanwhile
  if (channel !== state.channel) return;
  state.view = view;
  state.status = view.room;
  state.person ||= view.people[0].id;
  state.channel = view.channel;
  writeAddress(false);
  draw();
}

function draw() {
  drawPlaces();
  drawMessages();
  drawPanel();
}

function move(person, channel) {
  if (person === state.person && channel === state.channel) return;
  state.person = person;
  state.channel = channel;
  writeAddress(true);
  arrive();
}

function arrive() {
  notice("");
  resetCommandLine();
  state.arrival = refresh();
}

function banner(text) {
  by("banner").hidden = !text;
  by("banner").textContent = text;
}

function beat(status) {
  banner("");
  state.status = status;
  if (state.view) drawPanel();
  if (status.ending) banner("The rehearsal is over. Start another one to go on.");
  else if (status.changed) refresh().then(() => count());
}

connect({ refresh, openForm });
readAddress();
startDrawers();
startPlaces(move);
startMessages();
startCommandLine();
startPanel();
window.addEventListener("popstate", () => {
  readAddress();
  arrive();
});
window.addEventListener("error", (event) => notice(`This page made an error: ${event.message}`));
window.addEventListener("unhandledrejection", (event) => notice(`This page made an error: ${event.reason?.message ?? event.reason}`));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
await refresh();
listen(beat, () => banner("The rehearsal does not answer. This page keeps trying."));
