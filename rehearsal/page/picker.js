// A list to choose from, one or several: a button that opens a listbox. Messages and forms use it for every kind of select.

import { afterPress, el, freshId } from "./dom.js";

/**
 * Build a picker. `options`: {value, label, description, chosen}; `least` and `most` values; `done(values)` is called when the person
 * has chosen and closed the list. `values()` of the result tells the choice.
 */
export function picker({ label, options, placeholder, least = 1, most = 1, disabled = false, customId, describedBy, done = () => {} }) {
  const several = most > 1;
  const id = freshId("list");
  let chosen = options.filter((option) => option.chosen).map((option) => option.value);
  let before = chosen;
  let active = 0;

  const shown = el("span", { class: "picked" });
  const button = el(
    "button",
    {
      type: "button", class: "picker-button", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": id,
      "data-custom-id": customId, "aria-describedby": describedBy, disabled, onclick: () => (list.hidden ? open() : close(true)),
    },
    shown,
  );
  const items = options.map((option, position) =>
    el(
      "li",
      {
        role: "option", id: `${id}-${position}`, "data-value": option.value, onclick: () => choose(position),
      },
      el("span", {}, option.label),
      option.description && el("span", { class: "quiet" }, option.description),
    ),
  );
  const list = el(
    "ul",
    {
      role: "listbox", id, tabindex: "-1", hidden: true, "aria-label": label,
      "aria-multiselectable": several ? "true" : null, onkeydown: keys,
    },
    items,
  );
  const hint = several && el("p", { class: "quiet picker-hint", hidden: true }, amount(least, most), " ");
  if (hint) hint.append(el("button", { type: "button", class: "button secondary small", onclick: () => close(true) }, "Done"));
  const root = el("div", { class: "picker", onfocusout: left }, button, list, hint);

  function draw() {
    const labels = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
    shown.textContent = labels.join(", ") || placeholder || "Choose";
    button.setAttribute("aria-label", `${label}: ${shown.textContent}`);
    items.forEach((item, position) => {
      item.setAttribute("aria-selected", String(chosen.includes(options[position].value)));
      item.classList.toggle("active", position === active);
    });
    list.setAttribute("aria-activedescendant", items[active]?.id ?? "");
  }

  function open() {
    before = chosen;
    active = Math.max(options.findIndex((option) => chosen.includes(option.value)), 0);
    show(true);
    list.focus();
    root.scrollIntoView({ block: "nearest" });
  }

  function show(visible) {
    list.hidden = !visible;
    if (hint) hint.hidden = !visible;
    button.setAttribute("aria-expanded", String(visible));
    draw();
  }

  function close(keep, focus = true) {
    if (list.hidden) return;
    if (!keep || (several && chosen.length < least)) chosen = before;
    show(false);
    if (focus) button.focus();
    if (chosen.join("\n") !== before.join("\n")) done(chosen);
  }

  function choose(position) {
    const { value } = options[position];
    active = position;
    if (!several) {
      chosen = chosen.includes(value) && least === 0 ? [] : [value];
      if (before.includes(value) && least > 0) before = []; // choosing the same again is a choice too
      close(true);
    } else if (chosen.includes(value)) {
      chosen = chosen.filter((other) => other !== value);
    } else if (chosen.length < most) {
      chosen = [...chosen, value];
    }
    draw();
  }

  function keys(event) {
    const steps = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: items.length - 1 };
    if (event.key in steps) active = Math.min(Math.max(steps[event.key], 0), items.length - 1);
    else if (event.key === "Enter" || event.key === " ") choose(active);
    else if (event.key === "Escape") close(false);
    else if (event.key === "Tab") return;
    else if (event.key.length === 1) typed(event.key.toLowerCase());
    else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
    items[active]?.scrollIntoView({ block: "nearest" });
  }

  function typed(letter) {
    const order = [...options.keys()].map((step) => (active + 1 + step) % options.length);
    active = order.find((position) => options[position].label.toLowerCase().startsWith(letter)) ?? active;
  }

  function left(event) {
    if (event.relatedTarget && !root.contains(event.relatedTarget)) afterPress(() => root.contains(document.activeElement) || close(true, false));
  }

  draw();
  return { element: root, values: () => chosen };
}

/** "Choose 1 to 3." */
function amount(least, most) {
  return least === most ? `Choose ${least}.` : `Choose ${least} to ${most}.`;
}
