// One message as an element: head, text, embeds, files, components, and what is said below it.

import { guarded } from "./actions.js";
import { colour, components, figure, file, picture } from "./components.js";
import { ask } from "./doors.js";
import { by, el, freshId } from "./dom.js";
import { outside } from "./inline.js";
import { levelHeadings, markdown } from "./markdown.js";
import { offersApps, openMenu } from "./menu.js";
import { channelName, channelOf, dismiss, state } from "./state.js";
import { inWords } from "./times.js";

const LOADING = 1 << 7;
const SILENT = 1 << 12;

/** How mentions and relative times are read. */
export const names = {
  channel: (id) => {
    const channel = channelOf(id);
    return channel ? channelName(channel) : "#unknown-channel";
  },
  role: (id) => {
    const name = state.view.roles.find((role) => role.id === id)?.name ?? "unknown-role";
    return name.startsWith("@") ? name : `@${name}`;
  },
  user: (id) => `@${state.view.names[id] ?? "unknown-person"}`,
  now: () => (state.status ? new Date(state.status.now) : new Date()),
};

/** Who wrote a message. */
export function authorOf(message) {
  return message.author.global_name || message.author.username.replace(/^./, (letter) => letter.toUpperCase());
}

/** The first line that can be read in a message, without marks. */
export function firstLine(message) {
  const text = message.content || deepText(message.components) || message.embeds[0]?.title || "";
  const holder = el("div", {}, markdown(text.trim().split("\n", 1)[0], names));
  return holder.textContent.slice(0, 200) || (message.flags & LOADING ? "is thinking" : "a message without text");
}

function deepText(items) {
  for (const item of items ?? []) {
    const found = item.type === 10 ? item.content : deepText(item.components);
    if (found) return found;
  }
  return "";
}

/** The element of a message. */
export function messageElement(message) {
  const author = authorOf(message);
  const title = freshId("message");
  const content = el("div", { class: "body" }, body(message));
  levelHeadings(content, 2);
  return el(
    "li",
    { class: message.answer ? "message private" : "message", "data-message": message.id },
    el(
      "article",
      { "aria-labelledby": title },
      el("div", { class: message.author.bot ? "avatar bot" : "avatar", "aria-hidden": "true" }, author[0]),
      el("header", {}, el("h2", { id: title }, author), message.author.bot && el("span", { class: "app" }, "App"), moment(message), silent(message), offersApps() && appsButton(message)),
      reason(message),
      content,
      message.answer ? privateFoot(message) : message.edited_at && edited(message),
    ),
  );
}

function moment(message) {
  const at = new Date(message.at);
  return el("time", { datetime: at.toISOString(), title: inWords(at, "F"), class: "quiet" }, inWords(at, "short"));
}

function silent(message) {
  return Boolean(message.flags & SILENT) && el("span", { class: "quiet", title: "Sent without a push to anybody’s phone" }, "silent");
}

/** What the message answers: another message, or whose command it was. */
function reason(message) {
  const earlier = message.message_reference && state.view.messages.find((one) => one.id === message.message_reference.message_id);
  if (earlier) return el("p", { class: "quiet" }, `In answer to ${authorOf(earlier)}: ${firstLine(earlier)}`);
  const asked = message.asked && `/${message.asked}`;
  if (message.answer) return asked && /^\/[a-z0-9_ -]+$/.test(asked) && el("p", { class: "quiet" }, `You used ${asked}`);
  const user = message.interaction_metadata?.user;
  return user && el("p", { class: "quiet" }, `${user.global_name ?? user.username} used a command`);
}

function body(message) {
  if (message.flags & LOADING) return [el("p", { class: "quiet" }, "Picketwire is thinking…")];
  return [
    markdown(message.content, names),
    message.embeds.map(embed),
    message.attachments.filter((one) => !isPlaced(one, message)).map(attachment),
    components(message.components, message, names),
  ];
}

/** A V2 layout shows its files itself. */
function isPlaced(one, message) {
  return JSON.stringify(message.components).includes(one.url);
}

function attachment(one) {
  if (one.content_type?.startsWith("image/")) return figure(one, one.description);
  return file(one.url, one.filename, one.description ?? "");
}

function embed(one) {
  const box = el(
    "div",
    { class: "container embed" },
    one.author && el("p", { class: "subtext" }, one.author.name),
    one.title && el("h3", { class: "heading", "data-size": 2 }, (one.url && outside(one.url, one.title)) || one.title),
    one.description && markdown(one.description, names),
    (one.fields ?? []).map((field) => [el("p", {}, el("strong", {}, markdownLine(field.name))), markdown(field.value, names)]),
    one.image && picture(one.image, ""),
    one.footer && el("p", { class: "subtext" }, one.footer.text),
  );
  if (one.color) box.style.borderInlineStartColor = colour(one.color);
  return box;
}

function markdownLine(text) {
  return el("span", {}, markdown(text, names)).textContent;
}

function privateFoot(message) {
  const button = el("button", { type: "button", class: "plain" }, "Dismiss");
  button.addEventListener("click", () => {
    dismiss(message.id);
    button.closest("li").remove();
    by("command-field").focus();
  });
  return el("p", { class: "quiet private-foot" }, "Only you can see this. ", button);
}

/** The mark of a changed message; it opens what the message said before. */
function edited(message) {
  const id = freshId("versions");
  const earlier = el("div", { id, hidden: true, class: "versions" });
  const button = el("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": id }, "(edited)");
  button.addEventListener("click", () =>
    guarded(async () => {
      if (earlier.hidden) earlier.replaceChildren(...versions(await ask("versions", { message: message.id })));
      levelHeadings(earlier, 2);
      earlier.hidden = !earlier.hidden;
      button.setAttribute("aria-expanded", String(!earlier.hidden));
    }),
  );
  return el("div", { class: "edited" }, button, earlier);
}

function versions(all) {
  const before = all.slice(0, -1).filter((one) => one.text);
  if (!before.length) return [el("p", { class: "quiet" }, "There is no earlier text.")];
  return before.map((one, position) => {
    const title = `Version ${position + 1}, ${inWords(new Date(one.at), "short")}`;
    return el("section", {}, el("p", {}, el("strong", {}, title)), markdown(one.text, names));
  });
}

function appsButton(message) {
  const button = el(
    "button",
    { type: "button", class: "plain apps", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": "Apps for this message" },
    "Apps",
  );
  button.addEventListener("click", () => openMenu(button, message));
  return button;
}
