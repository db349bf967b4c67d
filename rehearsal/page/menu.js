// The menu of message commands: what the bot offers for one message, to this person.

import { placeOf, use } from "./actions.js";
import { el, freshId } from "./dom.js";
import { state } from "./state.js";

const MESSAGE_COMMAND = 3;

let close = () => {};

/** Open the menu of a message under its button; a second press closes it. */
export function openMenu(button, message) {
  const wasOpen = button.getAttribute("aria-expanded") === "true";
  close();
  if (wasOpen) return;
  const id = freshId("menu");
  const commands = state.view.commands.filter((command) => command.type === MESSAGE_COMMAND);
  const items = commands.map((command) => el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => run(command.name) }, command.name));
  const menu = items.length
    ? el("div", { role: "menu", id, class: "menu", "aria-label": "Apps for this message", onkeydown: keys }, items)
    : el("p", { id, class: "menu quiet", tabindex: "-1", onkeydown: keys }, "Picketwire offers nothing here.");
  button.setAttribute("aria-expanded", "true");
  button.setAttribute("aria-controls", id);
  button.after(menu);
  (items[0] ?? menu).focus();

  const outsideMenu = (event) => {
    if (!menu.contains(event.target) && event.target !== button) close();
  };
  document.addEventListener("pointerdown", outsideMenu);
  close = () => {
    document.removeEventListener("pointerdown", outsideMenu);
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-controls");
    menu.remove();
    close = () => {};
  };

  function run(name) {
    close();
    button.focus();
    use("menu", { on: placeOf(message), name });
  }

  function keys(event) {
    const at = items.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
    if (event.key in steps && items.length) {
      items[steps[event.key] % items.length].focus();
    } else if (event.key === "Escape") {
      close();
      button.focus();
    } else if (event.key === "Tab") {
      close();
      return;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
