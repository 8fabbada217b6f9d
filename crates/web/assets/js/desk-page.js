// The page of the desk: what is on it, and putting the server's answers into place without disturbing who types.
import { Idiomorph } from "idiomorph";
import { toast } from "./toast.js";

const root = document.querySelector("#desk");
const TEXT = 'textarea, select, input:not([type="radio"], [type="checkbox"], [type="button"], [type="submit"])';
/** How long a message with "undo" stays, ms. */
const UNDO_SHOWN = 15000;

/** What an answer about one sheet is made of. */
const OF_SHEET = ["desk-sheet", "desk-guide"];

export const employee = root?.dataset.employee ?? "";
export const words = JSON.parse(root?.dataset.words ?? "{}");
export const minutes = root?.dataset.minutes ?? "12";

/** The sheet that is open, with what the server last said of it. */
export function sheet() {
  return document.querySelector("#desk-sheet");
}

export function sheetId() {
  return sheet()?.dataset.sheet ?? "";
}

export function line() {
  return document.querySelector("#desk-sheet textarea.line");
}

/** Whether the call of the open sheet is over. */
export function isOver() {
  return ["ended", "missed"].includes(sheet()?.dataset.call ?? "");
}

/** Whether somebody is typing somewhere: then the focus stays where it is. */
export function isTyping() {
  const active = document.activeElement;
  return Boolean(document.querySelector("dialog[open]")) || Boolean(active?.matches(TEXT) && active.isConnected);
}

/** Puts the cursor into the line, at its end or where it was. */
export function toLine({ at } = {}) {
  const field = line();
  if (!field) return;
  field.focus({ preventScroll: false });
  const place = at ?? field.value.length;
  field.setSelectionRange(place, place);
}

const keeping = {
  beforeNodeMorphed: (old, fresh) => !(old.id && old.id === fresh.id && old.hasAttribute?.("data-keep")),
  // What was opened by hand stays open.
  beforeAttributeUpdated: (name, node, kind) => !(name === "open" && kind === "remove" && node.hasAttribute("data-keep-open")),
};

/** Puts an answer into place: every element with an id takes the place of the one with the same id. */
export function apply(html) {
  const before = sheetId();
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const told = fresh.querySelector("#desk-sheet")?.dataset;
  // Answers may overtake each other: of the open sheet only what is not older than what is shown takes its place.
  const isOlder = Boolean(told?.sheet) && told.sheet === before && Number(told.version) < Number(sheet().dataset.version);
  for (const part of [...fresh.body.children]) {
    if (part.hasAttribute("data-toast")) {
      say(part);
      continue;
    }
    if (isOlder && OF_SHEET.includes(part.id)) continue;
    const old = part.matches("a.today-bar") ? document.querySelector("a.today-bar") : part.id && document.getElementById(part.id);
    if (!old) continue;
    Idiomorph.morph(old, part, { morphStyle: "outerHTML", ignoreActiveValue: true, callbacks: keeping });
  }
  const now = sheetId();
  if (now !== before) {
    history.replaceState(null, "", now ? `/?sheet=${now}` : "/");
    document.dispatchEvent(new CustomEvent("desk:opened", { detail: { before, now } }));
  }
  document.dispatchEvent(new CustomEvent("desk:applied"));
}

/** A message of the server, with "undo" where it can be undone. */
function say(part) {
  // Only the newest recording is offered for undoing.
  if (part.dataset.undo) for (const old of document.querySelectorAll(".toast:has([data-undo])")) old.remove();
  const note = toast(part.innerHTML, { html: true, stay: Boolean(part.dataset.undo) });
  if (!part.dataset.undo) return;
  sessionStorage.setItem("desk.undo", part.dataset.undo);
  setTimeout(() => note?.remove(), UNDO_SHOWN);
}

/** Lets the line grow with its text where the browser does not do so by itself. */
export function fitLine() {
  const field = line();
  if (!field || CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
