// A modal of the bot as a dialog: labels, hints, lengths and required marks; it stays open with a sentence when it is refused.

import { sendForm } from "./actions.js";
import { selectOptions } from "./choices.js";
import { fileValue } from "./doors.js";
import { by, el, freshId } from "./dom.js";
import { markdown } from "./markdown.js";
import { names } from "./message.js";
import { picker } from "./picker.js";

const ROW = 1;
const TEXT_INPUT = 4;
const TEXT_DISPLAY = 10;
const LABEL = 18;
const FILE_UPLOAD = 19;
const PARAGRAPH = 2;

/** Show the modal that an answer opened. */
export function openForm(answer) {
  const dialog = by("form-dialog");
  const fields = [];
  const parts = answer.modal.components.map((item) => part(item, fields));
  const wrong = el("p", { class: "notice", role: "alert", hidden: true });
  const form = el(
    "form",
    { novalidate: true },
    el("h2", { id: "form-title" }, answer.modal.title),
    parts,
    wrong,
    el(
      "div",
      { class: "row end" },
      el("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Cancel"),
      el("button", { type: "submit", class: "button primary" }, "Submit"),
    ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    let sentence;
    try {
      sentence = await submit(answer, fields);
    } catch (error) {
      sentence = `This page made an error: ${error.message}`;
    }
    form.removeAttribute("aria-busy");
    wrong.hidden = !sentence;
    wrong.textContent = sentence;
    // Another form may have taken this one's place.
    if (!sentence && dialog.contains(form)) dialog.close();
  });
  dialog.replaceChildren(form);
  dialog.onclose = () => by("command-field").focus();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input, textarea, .picker-button")?.focus();
}

async function submit(answer, fields) {
  const values = {};
  for (const field of fields) {
    const { value, wrong } = await field.read();
    if (wrong) {
      field.focus();
      return wrong;
    }
    if (value !== undefined) values[field.name] = value;
  }
  return sendForm(answer, values);
}

function part(item, fields) {
  if (item.type === TEXT_DISPLAY) return el("div", { class: "text" }, markdown(item.content, names));
  const inner = item.type === LABEL ? item.component : item.components?.[0];
  if ((item.type !== LABEL && item.type !== ROW) || !inner) {
    return el("p", { class: "quiet" }, `This page does not know fields of type ${item.type}.`);
  }
  return field({ label: item.label ?? inner.label, description: item.description, item: inner }, fields);
}

function field({ label, description, item }, fields) {
  const id = freshId("field");
  const required = item.required ?? true;
  const hint = el("p", { class: "quiet", id: `${id}-hint` }, [description, limits(item)].filter(Boolean).join(" · "));
  const shape = { id, label, item, required, describedBy: hint.id };
  const control = item.type === TEXT_INPUT ? textField(shape) : item.type === FILE_UPLOAD ? fileField(shape) : selectField(shape);
  fields.push({ name: item.custom_id, ...control });
  const title = [label, required ? el("span", { class: "required" }, " (required)") : el("span", { class: "quiet" }, " (optional)")];
  return el("div", { class: "field" }, control.labelled ? el("label", { for: id }, title) : el("p", { class: "label" }, title), control.element, hint);
}

function limits(item) {
  if (item.type !== TEXT_INPUT) return "";
  const { min_length: least, max_length: most } = item;
  if (least && most) return `${least} to ${most} characters`;
  if (most) return `up to ${most} characters`;
  return least ? `at least ${least} characters` : "";
}

function textField({ id, label, item, required, describedBy }) {
  const attributes = {
    id, placeholder: item.placeholder, "aria-required": String(required), "aria-describedby": describedBy, "data-custom-id": item.custom_id,
  };
  const element = item.style === PARAGRAPH ? el("textarea", { ...attributes, rows: "5" }) : el("input", { ...attributes, type: "text" });
  element.value = item.value ?? "";
  const check = (text) => {
    if (!text.trim() && required) return `“${label}” is missing.`;
    if (text && text.length < (item.min_length ?? 0)) return `“${label}” needs at least ${item.min_length} characters; it has ${text.length}.`;
    if (text.length > (item.max_length ?? 4000)) return `“${label}” takes at most ${item.max_length ?? 4000} characters; it has ${text.length}.`;
    return "";
  };
  const read = async () => {
    const wrong = check(element.value);
    element.setAttribute("aria-invalid", String(Boolean(wrong)));
    return { value: element.value, wrong };
  };
  return { element, labelled: true, focus: () => element.focus(), read };
}

function fileField({ id, label, item, required, describedBy }) {
  const most = item.max_values ?? 1;
  const least = item.min_values ?? 1;
  const element = el("input", { id, type: "file", multiple: most > 1, "aria-describedby": describedBy, "data-custom-id": item.custom_id });
  const read = async () => {
    const { files } = element;
    if (files.length > most || (files.length < least && (required || files.length))) {
      return { value: undefined, wrong: `“${label}” takes ${least === most ? least : `${least} to ${most}`} ${most === 1 ? "file" : "files"}.` };
    }
    return { value: await Promise.all([...files].map(fileValue)), wrong: "" };
  };
  return { element, labelled: true, focus: () => element.focus(), read };
}

function selectField({ label, item, required, describedBy }) {
  const least = required ? (item.min_values ?? 1) : 0;
  const made = picker({
    label, options: selectOptions(item), placeholder: item.placeholder, least, most: item.max_values ?? 1, customId: item.custom_id, describedBy,
  });
  const read = async () => {
    const value = made.values();
    return { value, wrong: value.length < least ? `“${label}” is missing.` : "" };
  };
  return { element: made.element, labelled: false, focus: () => made.element.querySelector("button").focus(), read };
}
