// Building elements. Text is always a text node, so that nothing a message says can become markup.

/** An element with attributes, listeners (`onclick: f`) and children (nodes or texts; null and false are left out). */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element with this id. */
export function by(id) {
  return document.getElementById(id);
}

let pressing = false;
document.addEventListener("mousedown", () => (pressing = true), true);
document.addEventListener("mouseup", () => (pressing = false), true);

/** Do it now, or when the press under way is over: what closes under a press would move away what it is meant for. */
export function afterPress(what) {
  if (!pressing) what();
  else document.addEventListener("mouseup", () => setTimeout(what), { once: true });
}

let given = 0;

/** An id that no other element has. */
export function freshId(stem) {
  given += 1;
  return `${stem}-${given}`;
}

/** Put a text into an element, only when it differs: screen readers are told of each change. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
  if (element.hasAttribute("data-hides")) element.hidden = !text;
}

const signs = new WeakMap(); // what an element was built from

/** Make the children of a list fit `items`; `keyOf` names one, `make` builds it, `signOf` says when it must be built anew. */
export function reconcile(list, items, keyOf, signOf, make) {
  const present = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let before = null;
  for (const item of items) {
    const key = keyOf(item);
    const sign = signOf(item);
    let child = present.get(key);
    present.delete(key);
    if (!child || signs.get(child) !== sign) {
      const fresh = make(item);
      fresh.dataset.key = key;
      signs.set(fresh, sign);
      if (child) replaceKeepingFocus(child, fresh);
      child = fresh;
    }
    const place = before ? before.nextSibling : list.firstChild;
    if (child !== place) list.insertBefore(child, place);
    before = child;
  }
  for (const gone of present.values()) gone.remove();
}

const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex]";

/** Replace an element; the focus goes to the control of the new one that is the same, is called the same, or is nearest. */
function replaceKeepingFocus(old, fresh) {
  const active = document.activeElement;
  const inside = old.contains(active);
  const before = inside ? [...old.querySelectorAll(FOCUSABLE)] : [];
  old.replaceWith(fresh);
  if (!inside) return;
  const controls = [...fresh.querySelectorAll(FOCUSABLE)];
  const name = active.dataset.customId;
  const sameKind = name !== undefined ? controls.filter((control) => control.dataset.customId && !control.disabled) : controls;
  const target =
    sameKind.find((control) => name !== undefined && control.dataset.customId === name) ??
    sameKind.find((control) => control.textContent === active.textContent) ??
    (name === undefined ? null : sameKind.at(-1)) ??
    controls[Math.min(before.indexOf(active), controls.length - 1)];
  target?.focus({ preventScroll: true });
}
