// The options of a slash command as fields: each knows its value, or the sentence that says what is wrong with it.

import { channels, people, roles } from "./choices.js";
import { bare, combobox, matching } from "./combobox.js";
import { ask, fileValue } from "./doors.js";
import { el, freshId } from "./dom.js";
import { state } from "./state.js";

export const [SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT] =
  Array.from({ length: 11 }, (_, position) => position + 1);

const NOTHING = { value: undefined, wrong: "" };

/**
 * A field for an option of the command `name`. `others()` gives the values of the other options, for live suggestions; `remove` is called
 * by the button of an optional field. The result: `element`, `input`, `read()`, a promise of {value, wrong}, and `settled()`, a promise that is
 * kept when no choice is on its way any more.
 */
export function optionField(name, option, others, remove) {
  const id = freshId("option");
  const hint = el("span", { id: `${id}-hint`, class: "quiet" }, hintOf(option));
  const input = el("input", { id, "data-option": option.name, "aria-describedby": hint.id, "aria-required": option.required ? "true" : null, spellcheck: "false" });
  const made = make(name, option, input, others);
  const element = el(
    "div",
    { class: "option" },
    el("label", { for: id }, option.name, option.required && el("span", { class: "required" }, " (required)")),
    el(
      "div",
      { class: "option-line" },
      input,
      remove && el("button", { type: "button", class: "plain", "aria-label": `Leave out ${option.name}`, onclick: remove }, "✕"),
    ),
    made.list ?? null,
    hint,
  );
  return { option, element, input, read: made.read, settled: made.settled ?? (async () => {}) };
}

function hintOf(option) {
  const limits = [];
  if (option.min_value !== undefined && option.max_value !== undefined) limits.push(`${option.min_value} to ${option.max_value}`);
  else if (option.min_value !== undefined) limits.push(`at least ${option.min_value}`);
  else if (option.max_value !== undefined) limits.push(`at most ${option.max_value}`);
  if (option.max_length && option.max_length < 1000) limits.push(`up to ${option.max_length} characters`);
  return [option.description, ...limits].join(" · ");
}

function make(name, option, input, others) {
  if (option.type === ATTACHMENT) {
    input.type = "file";
    return { read: async () => (input.files.length ? { value: await fileValue(input.files[0]), wrong: "" } : missing(option)) };
  }
  input.type = "text";
  if (option.autocomplete) return completed(name, option, input, others);
  const fixed = offered(option);
  if (fixed) return chosen(option, input, fixed);
  if (option.type === INTEGER || option.type === NUMBER) input.inputMode = option.type === INTEGER ? "numeric" : "decimal";
  return { read: async () => typed(option, input.value) };
}

function missing(option) {
  return option.required ? { ...NOTHING, wrong: `${option.name} is missing.` } : NOTHING;
}

/** What can be chosen for an option, as a function, or null where one writes. */
function offered(option) {
  if (option.choices?.length) return () => option.choices.map((choice) => ({ value: choice.value, label: choice.name }));
  switch (option.type) {
    case BOOLEAN:
      return () => [{ value: true, label: "True" }, { value: false, label: "False" }];
    case USER:
      return people;
    case ROLE:
      return roles;
    case MENTIONABLE:
      return () => [...people(), ...roles()];
    case CHANNEL:
      return () => channels(option.channel_types);
    default:
      return null;
  }
}

/** A field where one of a few things must be chosen; writing filters them. */
function chosen(option, input, all) {
  let picked = null;
  const box = combobox(input, {
    label: option.name,
    suggest: (text) => (picked ? all() : matching(all(), text)),
    take: (one) => {
      picked = one;
      input.value = one.label;
    },
  });
  input.addEventListener("input", () => (picked = null));
  input.addEventListener("focus", () => !input.value && box.refresh());
  input.addEventListener("click", () => !box.isOpen() && box.refresh());
  const read = async () => {
    const text = input.value.trim();
    const found = picked ?? only(all(), text);
    if (found) return { value: found.value, wrong: "" };
    return text ? { ...NOTHING, wrong: `${option.name}: choose one from the list.` } : missing(option);
  };
  return { list: box.element, read, settled: box.settled };
}

/** The option that a written text means: the one named so, or the only one that fits. */
function only(options, text) {
  if (!text) return null;
  const fitting = matching(options, text);
  const named = fitting.find((one) => bare(one.label) === bare(text));
  return named ?? (fitting.length === 1 ? fitting[0] : null);
}

/** A field with the bot's own suggestions; other words are allowed, the bot decides. */
function completed(name, option, input, others) {
  let picked = null;
  const box = combobox(input, {
    label: option.name,
    pause: 150,
    suggest: async (text) => {
      try {
        const body = { user: state.person, channel: state.view.channel, name, option: option.name, text, options: await others(option) };
        const { choices } = await ask("complete", body);
        return choices.map((choice) => ({ value: choice.value, label: choice.name }));
      } catch {
        return []; // as in Discord's client, a field without suggestions can still be filled in
      }
    },
    take: (one) => {
      picked = one;
      input.value = one.label;
    },
  });
  input.addEventListener("input", () => (picked = null));
  input.addEventListener("focus", () => !input.value && box.refresh());
  const read = async () => (picked ? { value: picked.value, wrong: "" } : typed(option, input.value));
  return { list: box.element, read, settled: box.settled };
}

/** The value of what was written, within the option's limits. */
function typed(option, written) {
  const text = written.trim();
  if (!text) return missing(option);
  if (option.type === STRING) {
    if (text.length < (option.min_length ?? 0)) return { ...NOTHING, wrong: `${option.name} needs at least ${option.min_length} characters.` };
    if (text.length > (option.max_length ?? 6000)) return { ...NOTHING, wrong: `${option.name} takes at most ${option.max_length ?? 6000} characters.` };
    return { value: text, wrong: "" };
  }
  const number = Number(text);
  if (!Number.isFinite(number) || (option.type === INTEGER && !Number.isInteger(number))) {
    return { ...NOTHING, wrong: `${option.name} takes a ${option.type === INTEGER ? "whole number" : "number"}.` };
  }
  if (number < (option.min_value ?? -Infinity) || number > (option.max_value ?? Infinity)) {
    return { ...NOTHING, wrong: `${option.name} takes ${option.min_value ?? "any number"} to ${option.max_value ?? "any number"}.` };
  }
  return { value: number, wrong: "" };
}
