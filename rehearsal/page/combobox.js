// A text field with suggestions, by the combobox pattern: the focus stays in the field, arrows walk the list, Enter takes one.

import { afterPress, el, freshId } from "./dom.js";

/**
 * Give `input` a list. `suggest(text)` gives [{value, label, description}] (or a promise of them); `take(option)` is called when one is
 * chosen. The result: `element` (the list, to be placed after the field), `close()`, `isOpen()`, `refresh()`, and `settled()`, a promise that
 * is kept when no choice by Enter waits for its list any more.
 */
export function combobox(input, { label, suggest, take, pause = 0 }) {
  const list = el("ul", { role: "listbox", id: freshId("suggestions"), "aria-label": label, hidden: true, class: "suggestions" });
  const said = el("span", { class: "hidden", role: "status" });
  const element = el("div", { class: "suggestion-box" }, list, said);
  let options = [];
  let active = -1;
  let timer = 0;
  let asked = 0;
  let behind = false; // whether something was written since the list was drawn
  let taking = Promise.resolve(); // the choice by Enter that may still wait for its list

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) {
    input.setAttribute(name, value);
  }
  input.addEventListener("input", () => {
    behind = true;
    later(refresh);
  });
  input.addEventListener("keydown", keys);
  input.addEventListener("blur", () => afterPress(() => document.activeElement !== input && hide()));
  // A press on the list must not take the focus from the field.
  list.addEventListener("pointerdown", (event) => event.preventDefault());

  function later(what) {
    clearTimeout(timer);
    timer = setTimeout(what, pause);
  }

  async function refresh() {
    const found = await ask();
    if (found && document.activeElement === input) draw(found);
  }

  /** What is suggested for the field's text; null if by then the text, or the question, is another. */
  async function ask() {
    asked += 1;
    const mine = asked;
    const text = input.value;
    const found = await suggest(text);
    return mine === asked && input.value === text ? found : null;
  }

  function draw(found) {
    options = found;
    active = -1;
    behind = false;
    list.replaceChildren(
      ...options.map((option, position) =>
        el(
          "li",
          { role: "option", id: `${list.id}-${position}`, "aria-selected": "false", "data-value": option.value, onclick: () => choose(position) },
          el("span", {}, option.label),
          option.description && el("span", { class: "quiet" }, option.description),
        ),
      ),
    );
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = options.length ? `${options.length} to choose from` : "";
    move(options.length ? 0 : -1);
  }

  function move(position) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = position;
    const item = list.children[active];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  }

  /** Close the list; an answer that is still on its way comes too late. */
  function close() {
    asked += 1;
    hide();
  }

  function hide() {
    clearTimeout(timer);
    options = [];
    behind = false;
    list.hidden = true;
    list.replaceChildren();
    said.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(position) {
    const option = options[position];
    close();
    take(option);
  }

  /** Enter came before the list for what was written: take its first option, also when the person is at another field by then. */
  async function takeFirst() {
    clearTimeout(timer);
    const found = await ask();
    if (!found) return;
    close();
    if (found.length) take(found[0]);
    else if (document.activeElement === input) input.form?.requestSubmit(); // without any, Enter is the form's
  }

  function keys(event) {
    const open = !list.hidden;
    if (event.key === "Enter" && behind) taking = takeFirst();
    else if (event.key === "ArrowDown" && !open) refresh();
    else if (event.key === "ArrowDown") move((active + 1) % options.length);
    else if (event.key === "ArrowUp" && open) move((active - 1 + options.length) % options.length);
    else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && !behind)) && open && active >= 0) choose(active);
    else if (event.key === "Escape" && open) close();
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }

  return { element, close, refresh, isOpen: () => !list.hidden, settled: () => taking };
}

/** A name as it is compared: without its sign and without capitals. */
export function bare(name) {
  return name.trim().toLowerCase().replace(/^[/#@]/, "");
}

/** The options whose words begin with what was typed, or that hold it; the better matches first. */
export function matching(options, text) {
  const wanted = bare(text);
  if (!wanted) return options;
  const rank = (option) => {
    const name = bare(option.label);
    if (name.startsWith(wanted)) return 0;
    if (name.includes(` ${wanted}`)) return 1;
    return name.includes(wanted) ? 2 : (option.description ?? "").toLowerCase().includes(wanted) ? 3 : 4;
  };
  return options
    .map((option) => ({ option, place: rank(option) }))
    .filter(({ place }) => place < 4)
    .sort((a, b) => a.place - b.place)
    .map(({ option }) => option);
}
