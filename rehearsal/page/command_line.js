// The command line: "/" lists what this person may use here, the chosen command shows its options as fields, Enter sends it.

import { guarded, notice, use } from "./actions.js";
import { combobox, matching } from "./combobox.js";
import { by, el } from "./dom.js";
import { GROUP, optionField } from "./options.js";
import { state } from "./state.js";

const CHAT = 1;

let chosen = null; // the command whose options are on show
let fields = [];
let box;

/** Prepare the command line. */
export function startCommandLine() {
  const input = by("command-field");
  box = combobox(input, {
    label: "Commands",
    suggest: async (text) => {
      await state.arrival; // what the person before might use is not offered
      return text.startsWith("/") ? matching(commands(), text) : [];
    },
    take: (option) => choose(option.command),
  });
  by("command-search").append(box.element);
  input.addEventListener("input", () => notice(""));
  by("command").addEventListener("submit", (event) => {
    event.preventDefault();
    guarded(() => (chosen ? send() : written(input.value.trim())));
  });
  by("command").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    notice("");
    if (chosen) leave();
    else input.value = "";
  });
}

/** Person or channel changed: a command on show may not exist for them. */
export function resetCommandLine() {
  if (chosen) leave(false);
  else box.close();
}

/** The chat commands with their subcommands as full names: [{value, label, description, command}]. */
function commands() {
  const found = [];
  const add = (name, item) => {
    const inner = (item.options ?? []).filter((option) => option.type <= GROUP);
    if (inner.length) for (const option of inner) add(`${name} ${option.name}`, option);
    else found.push({ value: name, label: `/${name}`, description: item.description, command: { name, options: item.options ?? [], description: item.description } });
  };
  for (const command of state.view.commands) if ((command.type ?? CHAT) === CHAT) add(command.name, command);
  return found.sort((a, b) => a.label.localeCompare(b.label));
}

async function written(text) {
  if (!text) return;
  await state.arrival;
  if (!text.startsWith("/")) {
    notice("Picketwire reads no messages, it answers commands. Begin with /.");
    return;
  }
  const name = text.slice(1).toLowerCase().replace(/\s+/g, " ");
  const found = commands().find((option) => option.value === name);
  if (found) choose(found.command);
  else if (!state.view.commands.length) notice("There are no commands here. Use them in a channel of the server.");
  else notice(`There is no command /${name} for this person here.`);
}

function choose(command) {
  chosen = command;
  fields = [];
  notice("");
  by("command-search").hidden = true;
  const form = by("command-form");
  form.hidden = false;
  const required = command.options.filter((option) => option.required);
  form.replaceChildren(
    el(
      "div",
      { class: "command-head" },
      el("strong", { id: "command-name" }, `/${command.name}`),
      el("span", { class: "quiet" }, command.description),
      el("button", { type: "button", class: "plain", "aria-label": `Leave /${command.name}`, onclick: () => leave() }, "✕"),
    ),
    el("div", { class: "options", id: "options" }),
    el("div", { class: "row", id: "more-options", role: "group", "aria-label": "Further options" }),
    el("div", { class: "row" }, el("button", { type: "submit", class: "button primary", id: "send" }, "Send")),
  );
  for (const option of required) addField(option);
  drawMore();
  (fields[0]?.input ?? by("send")).focus();
}

function addField(option) {
  const remove = option.required ? null : () => {
    fields = fields.filter((other) => other !== field);
    field.element.remove();
    drawMore();
    by("send").focus();
  };
  const field = optionField(chosen.name, option, others, remove);
  fields.push(field);
  by("options").append(field.element);
  return field;
}

function drawMore() {
  const used = new Set(fields.map((field) => field.option.name));
  const rest = chosen.options.filter((option) => !used.has(option.name));
  by("more-options").hidden = !rest.length;
  by("more-options").replaceChildren(
    ...rest.map((option) =>
      el(
        "button",
        {
          type: "button", class: "button secondary small", title: option.description, "data-add-option": option.name,
          onclick: () => {
            const field = addField(option);
            drawMore();
            field.input.focus();
          },
        },
        `+ ${option.name}`,
      ),
    ),
  );
}

/** The values of all options but one, leaving out what is not right yet. */
async function others(but) {
  const values = {};
  for (const field of fields) {
    if (field.option === but) continue;
    const { value, wrong } = await field.read();
    if (value !== undefined && !wrong) values[field.option.name] = value;
  }
  return values;
}

async function send() {
  const sent = chosen;
  const options = {};
  for (const field of fields) await field.settled();
  for (const field of fields) {
    const { value, wrong } = await field.read();
    field.input.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (wrong) {
      notice(wrong);
      field.input.focus();
      return;
    }
    if (value !== undefined) options[field.option.name] = value;
  }
  const button = by("send");
  if (chosen !== sent || button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const worked = await use("command", { channel: state.view.channel, name: sent.name, options });
  button.removeAttribute("aria-busy");
  if (worked && chosen === sent) leave(!document.querySelector("dialog[open]"));
}

function leave(focus = true) {
  chosen = null;
  fields = [];
  by("command-form").hidden = true;
  by("command-form").replaceChildren();
  by("command-search").hidden = false;
  by("command-field").value = "";
  box.close();
  if (focus) by("command-field").focus();
}
