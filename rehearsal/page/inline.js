// Discord's Markdown within a line as DOM nodes: emphasis, code, links, spoilers, times, mentions.

import { el } from "./dom.js";
import { fromNow, inWords } from "./times.js";

const DEEPEST = 10; // marks within marks; deeper ones stay as they are written
const MARKS = [
  ["***", (inner) => el("strong", {}, el("em", {}, inner))],
  ["**", (inner) => el("strong", {}, inner)],
  ["__", (inner) => el("u", {}, inner)],
  ["~~", (inner) => el("s", {}, inner)],
  ["||", spoiler],
  ["*", (inner) => el("em", {}, inner)],
  ["_", (inner) => el("em", {}, inner)],
];
const PIECES = {
  escape: /\\([^A-Za-z0-9\s])/y,
  code: /(`+)([\s\S]*?[^`])\1(?!`)/y,
  link: /\[((?:\\.|\[[^\]]*\]|[^\]\\[])+)\]\((?:<(https?:\/\/[^\s<>]+)>|(https?:\/\/(?:[^\s<>()]|\([^\s<>()]*\))+))(?: +"[^"]*")?\)/y,
  angled: /<(https?:\/\/[^\s<>]+)>/y,
  bare: /https?:\/\/[^\s<>]+/y,
  time: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
  mention: /<(#|@&|@!?)(\d{1,20})>/y,
  command: /<\/([\w -]{1,100}):(\d{1,20})>/y,
  everyone: /@(?:everyone|here)\b/y,
  line: /\n/y,
};

/** The nodes of a text without blocks; `names` as in markdown.js. */
export function inline(text, names, depth = 0) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const add = (node) => {
    if (plain) nodes.push(plain);
    plain = "";
    nodes.push(node);
  };
  while (at < text.length) {
    const piece = pieceAt(text, at);
    if (piece?.kind === "escape") {
      plain += piece.match[1];
      at += piece.match[0].length;
      continue;
    }
    const made = piece && make(piece, names, depth);
    if (made) {
      add(made.node);
      at += made.length;
      continue;
    }
    const marked = depth < DEEPEST && markAt(text, at);
    if (marked) {
      add(marked.wrap(inline(text.slice(at + marked.mark.length, marked.end), names, depth + 1)));
      at = marked.end + marked.mark.length;
      continue;
    }
    plain += text[at];
    at += 1;
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function pieceAt(text, at) {
  if (!"\\`[<h@\n".includes(text[at])) return null;
  for (const [kind, pattern] of Object.entries(PIECES)) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { kind, match };
  }
  return null;
}

function make({ kind, match }, names, depth) {
  const whole = { length: match[0].length };
  switch (kind) {
    case "code":
      return { ...whole, node: el("code", {}, match[2].trim() || match[2]) };
    case "link":
      return linked(match[2] ?? match[3], depth < DEEPEST ? inline(match[1], names, depth + 1) : match[1], whole.length);
    case "angled":
      return linked(match[1], match[1], whole.length);
    case "bare": {
      const address = withoutTail(match[0]);
      return linked(address, address, address.length);
    }
    case "time":
      return { ...whole, node: time(Number(match[1]), match[2] ?? "f", names) };
    case "mention": {
      const name = { "#": names.channel, "@&": names.role }[match[1]] ?? names.user;
      return { ...whole, node: el("span", { class: "mention" }, name(match[2])) };
    }
    case "command":
      return { ...whole, node: el("span", { class: "mention" }, `/${match[1]}`) };
    case "everyone":
      return { ...whole, node: el("span", { class: "mention" }, match[0]) };
    default:
      return { ...whole, node: el("br") };
  }
}

/** A link to http or https in a new tab; null for anything else. */
export function outside(address, ...children) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", title: url.href }, ...children);
}

function linked(address, children, length) {
  const node = outside(address, children);
  return node && { node, length };
}

/** An address in running text without the punctuation that belongs to the sentence. */
function withoutTail(address) {
  let end = address.replace(/[.,;:!?'"*_~|]+$/, "");
  while (end.endsWith(")") && end.split(")").length > end.split("(").length) end = end.slice(0, -1);
  return end;
}

function time(seconds, style, names) {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return el("span", {}, "an unknown time");
  const words = style === "R" ? fromNow(moment, names.now()) : inWords(moment, style);
  const shown = { datetime: moment.toISOString(), title: inWords(moment, "F"), "data-relative": style === "R" };
  return el("time", shown, words);
}

/** The mark that opens at `at` and where it closes; null if nothing does. */
function markAt(text, at) {
  if (!"*_~|".includes(text[at])) return null;
  for (const [mark, wrap] of MARKS) {
    if (!text.startsWith(mark, at)) continue;
    const end = closing(text, at + mark.length, mark);
    if (end > at + mark.length && opens(text, at, mark, end)) return { mark, wrap, end };
  }
  return null;
}

/** Single stars and underscores hug their words, and underscores within a word are part of it. */
function opens(text, at, mark, end) {
  if (mark === "*") return !/\s/.test(text[at + 1]) && !/\s/.test(text[end - 1]);
  if (mark === "_") return !/\w/.test(text[at - 1] ?? " ") && !/\w/.test(text[end + 1] ?? " ");
  return true;
}

function closing(text, from, mark) {
  let at = from;
  while (at < text.length) {
    if (text[at] === "\\") {
      at += 2;
      continue;
    }
    if (text[at] === "`" || text[at] === "[" || text[at] === "<") {
      const piece = pieceAt(text, at);
      if (piece) {
        at += piece.match[0].length;
        continue;
      }
    }
    if (text.startsWith(mark, at)) {
      // A single mark is not half of a double one; a run of three closes the inner mark first.
      if (mark.length > 1 || text[at + 1] !== mark) {
        while (mark.length > 1 && text.startsWith(mark, at + 1)) at += 1;
        return at;
      }
      at += 2;
      continue;
    }
    at += 1;
  }
  return -1;
}

/** Text that is shown when one asks for it. */
function spoiler(inner) {
  const button = el("button", { type: "button", class: "spoiler" }, "Hidden text: show");
  button.addEventListener("click", () => {
    const shown = el("span", { class: "spoiler-open", tabindex: "-1" }, inner);
    button.replaceWith(shown);
    shown.focus();
  });
  return button;
}
