// Discord's Markdown as DOM nodes: the blocks of a message. What stands within a line is in inline.js.

import { el } from "./dom.js";
import { inline } from "./inline.js";

const FENCE = /```(?:([\w+-]+)\n)?\n?([\s\S]+?)\n?```/g;
const ITEM = /^( *)([-*]|\d{1,3}\.) +(.*)$/;

/** The nodes of a message's text. `names` looks up mentions: `channel(id)`, `role(id)`, `user(id)`, each a text; `now` is simulated. */
export function markdown(text, names) {
  const nodes = [];
  let end = 0;
  for (const block of text.matchAll(FENCE)) {
    nodes.push(...blocks(text.slice(end, block.index).replace(/\n$/, ""), names));
    nodes.push(el("pre", { tabindex: "0", role: "group", "aria-label": "Code" }, el("code", {}, block[2])));
    end = block.index + block[0].length;
  }
  nodes.push(...blocks(end ? text.slice(end).replace(/^\n/, "") : text, names));
  return nodes;
}

/** Give the headings within `root` levels without gaps, below `top`; how big they are stays as it was written. */
export function levelHeadings(root, top) {
  const sizes = [];
  for (const heading of root.querySelectorAll(".heading")) {
    const size = Number(heading.dataset.size);
    while (sizes.length && sizes.at(-1) >= size) sizes.pop();
    sizes.push(size);
    heading.setAttribute("aria-level", String(top + sizes.length));
  }
}

function blocks(text, names) {
  if (!text) return [];
  const lines = text.split("\n");
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const heading = /^(#{1,3}) +(.+)$/.exec(line);
    if (line.startsWith(">>> ")) {
      nodes.push(el("blockquote", {}, blocks([line.slice(4), ...lines.slice(at + 1)].join("\n"), names)));
      at = lines.length;
    } else if (line.startsWith("> ")) {
      const quoted = takeWhile(lines, at, (one) => one.startsWith("> "));
      nodes.push(el("blockquote", {}, blocks(quoted.map((one) => one.slice(2)).join("\n"), names)));
      at += quoted.length;
    } else if (heading) {
      nodes.push(el("h3", { class: "heading", "data-size": heading[1].length }, inline(heading[2], names)));
      at += 1;
    } else if (line.startsWith("-# ")) {
      nodes.push(el("p", { class: "subtext" }, inline(line.slice(3), names)));
      at += 1;
    } else if (ITEM.test(line)) {
      const items = takeWhile(lines, at, (one) => ITEM.test(one));
      nodes.push(...lists(items.map((one) => ITEM.exec(one)), names));
      at += items.length;
    } else {
      const plain = takeWhile(lines, at, (one) => !startsBlock(one));
      nodes.push(...paragraphs(plain, names));
      at += plain.length;
    }
  }
  return nodes;
}

function startsBlock(line) {
  return /^(#{1,3} +\S|>>> |> |-# )/.test(line) || ITEM.test(line);
}

function takeWhile(lines, from, fits) {
  let end = from + 1;
  while (end < lines.length && fits(lines[end])) end += 1;
  return lines.slice(from, end);
}

/** Lines below each other are one paragraph, an empty line begins the next. */
function paragraphs(lines, names) {
  const found = [];
  let current = [];
  for (const line of [...lines, ""]) {
    if (line.trim()) {
      current.push(line);
    } else if (current.length) {
      // Marks may span lines, so the paragraph is read as a whole.
      found.push(el("p", {}, inline(current.join("\n"), names)));
      current = [];
    }
  }
  return found;
}

/** Matched items as lists: numbers and bullets do not mix, deeper items belong to the one above them. */
function lists(items, names) {
  const depth = items[0][1].length;
  const isOrdered = (item) => /\d/.test(item[2]);
  const found = [];
  let at = 0;
  while (at < items.length) {
    const ordered = isOrdered(items[at]);
    if (!found.length || ordered !== (found.at(-1).tagName === "OL")) {
      const start = ordered ? Number.parseInt(items[at][2], 10) : 1;
      found.push(el(ordered ? "ol" : "ul", { start: start === 1 ? null : start }));
    }
    const item = el("li", {}, inline(items[at][3], names));
    const deeper = takeWhile(items, at, (one) => one[1].length > depth).slice(1);
    if (deeper.length) item.append(...lists(deeper, names));
    found.at(-1).append(item);
    at += 1 + deeper.length;
  }
  return found;
}
