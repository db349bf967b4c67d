// The menu of message commands: what the bot offers for one message, to this person.

import { placeOf, use } from "./actions.js";
import { el, freshId } from "./dom.js";
import { state } from "./state.js";

const MESSAGE_COMMAND = 3;

let close = () => {};

/** The message commands of this person here. */
function offered() {
  return state.view.commands.filter((command) => command.type === MESSAGE_COMMAND);
}

/** Whether there are any. */
export function offersApps() {
  return offered().length > 0;
}

/** Open the menu of a message under its button; a second press closes it. */
export function openMenu(button, message) {
  const wasOpen = button.getAttribute("aria-expanded") === "true";
  close();
  if (wasOpen) return;
  const id = freshId("menu");
  const items = offered().map(({ name }) =>
    el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => run(name) }, name),
  );
  const menu = el("div", { role: "menu", id, class: "menu", "aria-label": "Apps for this message", onkeydown: keys }, items);
  button.setAttribute("aria-expanded", "true");
  button.setAttribute("aria-controls", id);
  button.after(menu);
  items[0].focus();

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
    if (event.key in steps) {
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
