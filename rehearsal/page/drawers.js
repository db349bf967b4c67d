// On a narrow window the two sides are drawers: a button opens one; Close, Escape, or going elsewhere closes it.

import { by } from "./dom.js";

const DRAWERS = ["places", "panel"];

/** Prepare both drawers. */
export function startDrawers() {
  for (const name of DRAWERS) {
    by(`open-${name}`).addEventListener("click", () => show(name, !isOpen(name)));
    by(`close-${name}`).addEventListener("click", () => leave(name));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") DRAWERS.filter(isOpen).forEach(leave);
  });
  // The focus must not wander below an open drawer.
  for (const kind of ["focusin", "pointerdown"]) document.addEventListener(kind, (event) => closeOthers(event.target));
  by("channels").addEventListener("click", () => show("places", false));
}

function isOpen(name) {
  return by(name).classList.contains("open");
}

function closeOthers(target) {
  for (const name of DRAWERS) {
    if (isOpen(name) && !by(name).contains(target) && !by(`open-${name}`).contains(target)) show(name, false);
  }
}

function leave(name) {
  show(name, false);
  by(`open-${name}`).focus();
}

function show(name, open) {
  by(name).classList.toggle("open", open);
  by(`open-${name}`).setAttribute("aria-expanded", String(open));
  if (open) by(`close-${name}`).focus();
}
