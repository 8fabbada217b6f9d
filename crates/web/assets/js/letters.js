// Letters: one key for each thing, rows by arrows, hearing of changes, taking a sent letter back.
import { Idiomorph } from "idiomorph";
import { listen } from "./desk-live.js";

const TEXT = 'textarea, select, input:not([type="radio"], [type="checkbox"], [type="button"], [type="submit"])';
/** Changes that come together are shown together, ms. */
const TOGETHER = 250;

const isTyping = () => Boolean(document.querySelector("dialog[open]")) || Boolean(document.activeElement?.matches(TEXT));
const seen = (element) => Boolean(element && element.getClientRects().length > 0 && !element.disabled);

/** Presses a button or opens a link or a folded part. */
function press(element) {
  if (!seen(element)) return false;
  element.click();
  const inside = element.closest("details[open]")?.querySelector("[data-digit]");
  if (element.matches("summary")) inside?.focus();
  return true;
}

// Plain keys, bound to the physical key; inside text they are text.
document.addEventListener("keydown", (event) => {
  if (event.altKey && event.code === "KeyZ" && !event.ctrlKey && !event.metaKey) {
    if (press(document.querySelector("[data-undo]"))) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing || isTyping()) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit) {
    const open = document.querySelector(`details[open] [data-digit="${digit}"]`);
    if (press(open ?? document.querySelector(`[data-digit="${digit}"]`))) event.preventDefault();
    return;
  }
  const field = document.querySelector(`[data-key-focus="${event.code}"]`);
  if (seen(field)) {
    field.focus();
    event.preventDefault();
    return;
  }
  for (const button of document.querySelectorAll(`[data-key="${event.code}"]`)) {
    if (press(button)) return event.preventDefault();
  }
  if (event.code === "KeyJ" || event.key === "ArrowDown") move(event, 1);
  else if (event.code === "KeyK" || event.key === "ArrowUp") move(event, -1);
});

/** Moves the focus along the rows of a list; Enter opens, as on every link. */
function move(event, by) {
  const rows = [...document.querySelectorAll("[data-rows] a[data-row]")];
  if (rows.length === 0) return;
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
  rows[next].focus();
  event.preventDefault();
}

// A letter to take back: the note leaves when the letter does.
for (const note of document.querySelectorAll(".undo-note")) {
  // One that leaves on another day stays: timers are not made for it.
  const seconds = Number(note.dataset.leaves);
  if (seconds < 86400) setTimeout(() => note.remove(), seconds * 1000);
}

// What changes elsewhere appears here by itself.
let pending = 0;
const list = document.querySelector("#letters[data-live]");
const page = document.querySelector("#letter-page[data-live]");

async function refreshList() {
  const answer = await fetch(list.dataset.refresh, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || document.querySelector("#letters-q")?.value) return;
  Idiomorph.morph(list, await answer.text(), { morphStyle: "innerHTML", ignoreActiveValue: true });
}

async function refreshMaking() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const made = fresh.querySelector("#letter-making");
  if (made) Idiomorph.morph(document.querySelector("#letter-making"), made, { morphStyle: "outerHTML" });
}

if (list || page) {
  const kinds = (list ?? page).dataset.live.split(" ");
  listen((list ?? page).dataset.last, (event) => {
    if (event && !kinds.includes(event.kind)) return;
    if (event && page && event.subject !== page.dataset.subject) return;
    clearTimeout(pending);
    pending = setTimeout(list ? refreshList : refreshMaking, TOGETHER);
  });
}

// A question about the letter stands above it and comes first.
if (!document.querySelector(".whose, .untyped, .undo-note")) document.querySelector("article.letter.open")?.scrollIntoView({ block: "nearest" });
