// On a narrow window the two sides are drawers: a button opens one, Escape and a press elsewhere close it.

import { by } from "./dom.js";

const DRAWERS = [["open-places", "places"], ["open-panel", "panel"]];

/** Prepare both drawers. */
export function startDrawers() {
  for (const [button, drawer] of DRAWERS) {
    by(button).addEventListener("click", () => show(button, drawer, !by(drawer).classList.contains("open")));
    by(drawer).addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !by(drawer).classList.contains("open")) return;
      show(button, drawer, false);
      by(button).focus();
    });
  }
  by("channels").addEventListener("click", closeAll);
  document.querySelector("main").addEventListener("pointerdown", closeAll);
}

function closeAll() {
  for (const [button, drawer] of DRAWERS) show(button, drawer, false);
}

function show(button, drawer, open) {
  if (open) closeAll();
  by(drawer).classList.toggle("open", open);
  by(button).setAttribute("aria-expanded", String(open));
  if (open) by(drawer).querySelector("select, button, a")?.focus();
}
