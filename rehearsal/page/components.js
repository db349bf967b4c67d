// The components of a message as controls: rows, buttons, selects, and the parts of a V2 layout. Forms have form.js.

import { placeOf, use } from "./actions.js";
import { selectOptions, withEmoji } from "./choices.js";
import { el } from "./dom.js";
import { outside } from "./inline.js";
import { markdown } from "./markdown.js";
import { picker } from "./picker.js";

const LINK = 5;
const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 6: "secondary" };
const SELECTS = new Set([3, 5, 6, 7, 8]);

/** The nodes of a message's components. `names` as for markdown. */
export function components(items, message, names) {
  return items.map((item) => component(item, message, names)).filter(Boolean);
}

function component(item, message, names) {
  const inner = () => components(item.components, message, names);
  if (SELECTS.has(item.type)) return select(item, message);
  switch (item.type) {
    case 1:
      return el("div", { class: "row" }, inner());
    case 2:
      return button(item, message);
    case 9:
      return el("div", { class: "section" }, el("div", {}, inner()), component(item.accessory, message, names));
    case 10:
      return el("div", { class: "text" }, markdown(item.content, names));
    case 11:
      return covered(item, el("div", { class: "thumbnail" }, picture(item.media, item.description)));
    case 12:
      return el("div", { class: "gallery" }, item.items.map((one) => covered(one, figure(one.media, one.description))));
    case 13:
      return covered(item, file(item.file.url, item.file.url.split("/").at(-1)));
    case 14:
      return item.divider === false ? el("div", { class: "gap" }) : el("hr");
    case 17:
      return covered(item, container(item, inner()));
    default:
      return el("p", { class: "quiet" }, `This page does not know components of type ${item.type}.`);
  }
}

function container(item, inner) {
  const box = el("div", { class: "container" }, inner);
  if (item.accent_color || item.accent_color === 0) box.style.borderInlineStartColor = colour(item.accent_color);
  return box;
}

/** A number as a colour. */
export function colour(number) {
  return `#${number.toString(16).padStart(6, "0")}`;
}

function button(item, message) {
  const label = withEmoji(item);
  if (item.style === LINK) {
    const link = outside(item.url, label, el("span", { class: "hidden" }, " (opens in a new tab)"));
    if (!link) return null;
    link.className = "button link";
    return link;
  }
  const element = el(
    "button",
    {
      type: "button", class: `button ${STYLES[item.style] ?? "secondary"}`, disabled: item.disabled || item.style === 6,
      "data-custom-id": item.custom_id,
    },
    label,
  );
  element.addEventListener("click", async () => {
    if (element.getAttribute("aria-busy") === "true") return;
    element.setAttribute("aria-busy", "true");
    await use("press", { on: placeOf(message), custom_id: item.custom_id });
    element.removeAttribute("aria-busy");
  });
  return element;
}

function select(item, message) {
  return picker({
    label: item.placeholder || "Choose",
    placeholder: item.placeholder,
    options: selectOptions(item),
    least: item.min_values ?? 1,
    most: item.max_values ?? 1,
    disabled: item.disabled,
    customId: item.custom_id,
    done: (values) => use("select", { on: placeOf(message), custom_id: item.custom_id, values }),
  }).element;
}

/** A picture of this server, or its words: pictures from elsewhere are not loaded. */
export function picture(media, description) {
  const words = description || "A picture without a description";
  const address = ownAddress(media.url);
  return address ? el("img", { src: address, alt: words }) : el("p", { class: "quiet" }, `Picture: ${words}`);
}

/** A picture with its description to read below. */
export function figure(media, description) {
  return el(
    "figure",
    {},
    picture(media, description),
    description && el("details", { class: "alt" }, el("summary", {}, "Description of the picture"), el("p", {}, description)),
  );
}

/** A file to download. */
export function file(address, name, words = "") {
  const own = ownAddress(address);
  const link = own ? el("a", { href: own, download: name }, name) : outside(address, name);
  return el("p", { class: "file" }, "File: ", link ?? name, words && ` – ${words}`);
}

/** The path of an address on this very server; null for any other. */
function ownAddress(address) {
  try {
    const url = new URL(address, location.href);
    const local = ["127.0.0.1", "localhost"];
    const here = url.port === location.port && local.includes(url.hostname) && local.includes(location.hostname);
    return here ? url.pathname : null;
  } catch {
    return null;
  }
}

/** What is marked as a spoiler stands behind a button. */
function covered(item, element) {
  if (!item.spoiler || !element) return element;
  return el("details", { class: "cover" }, el("summary", {}, "Hidden content: show"), element);
}
