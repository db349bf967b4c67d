// What a person does with the bot: ask a door, show that the bot is thinking, then what became of it.

import { ask, Refusal } from "./doors.js";
import { by, say } from "./dom.js";
import { state } from "./state.js";

let underway = 0;
const hooks = { refresh: async () => {}, openForm: () => {} };

/** Name what to do after an answer: `refresh()` fetches the view, `openForm(answer)` shows a modal. */
export function connect(given) {
  Object.assign(hooks, given);
}

/** Say a sentence near the command line; it stays until the next thing is done. "" takes it away. */
export function notice(text) {
  const element = by("notice");
  element.hidden = !text;
  element.textContent = text;
}

/** Do something that can go wrong; a refusal becomes a sentence, an error of the page itself is shown too. */
export async function guarded(what) {
  try {
    return await what();
  } catch (error) {
    notice(error instanceof Refusal ? error.message : `This page made an error: ${error.message}`);
    if (!(error instanceof Refusal)) console.error(error);
    return null;
  }
}

async function interact(door, body) {
  underway += 1;
  say(by("thinking"), "Picketwire is thinking…");
  try {
    return await ask(door, { user: state.person, ...body });
  } finally {
    underway -= 1;
    if (!underway) say(by("thinking"), "");
  }
}

/** Why an interaction failed, in a sentence; "" if it did not. */
export function failureOf(answer) {
  return answer.failed ? `Picketwire did not answer: ${answer.failed}.` : "";
}

/** Send an interaction and show what comes of it; whether it worked. */
export async function use(door, body) {
  notice("");
  const answer = await guarded(() => interact(door, body));
  if (answer) {
    const failure = failureOf(answer);
    if (failure) notice(failure);
    else if (answer.modal) hooks.openForm(answer);
  }
  await hooks.refresh();
  return Boolean(answer) && !answer.failed;
}

/** Send a filled-in form; the sentence that says why it was not taken, or "". */
export async function sendForm(answer, values) {
  try {
    const result = await interact("modal", { answer: answer.id, values });
    const failure = failureOf(result);
    if (!failure && result.modal) hooks.openForm(result);
    return failure;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.message;
  } finally {
    await hooks.refresh();
  }
}

/** Where a message is, as the doors take it. */
export function placeOf(message) {
  return { channel: message.channel_id, message: message.id, ...(message.answer ? { answer: message.answer } : {}) };
}
