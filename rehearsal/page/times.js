// Times as people read them: the simulated clock, and Discord's timestamps in the reader's zone.

const LANGUAGE = navigator.language.startsWith("en") ? navigator.language : "en-GB";
export const HOME = "America/Los_Angeles";

const STYLES = {
  short: { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

const formats = new Map();

function format(style, zone) {
  const key = `${style}/${zone ?? ""}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(LANGUAGE, { ...STYLES[style], timeZone: zone }));
  }
  return formats.get(key);
}

/** A moment in words, by one of Discord's styles (t T d D f F) or "short", in the reader's zone or another. */
export function inWords(moment, style = "f", zone = undefined) {
  return format(style in STYLES ? style : "f", zone).format(moment);
}

/** The reader's own zone, "Europe/Berlin". */
export function readersZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const UNITS = [
  ["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1],
];
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });

/** How far a moment is from `now`: "in 3 hours", "2 days ago". */
export function fromNow(moment, now) {
  const seconds = (moment - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return relative.format(Math.round(seconds / size), unit);
}

/** Bring the relative times on the page up to a simulated `now`. */
export function refreshRelative(now) {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const words = fromNow(new Date(element.dateTime), now);
    if (element.textContent !== words) element.textContent = words;
  }
}
