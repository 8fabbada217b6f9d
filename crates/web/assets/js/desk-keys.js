// The keys of the desk. Plain characters are always text; commands are Alt with a physical key.
import { isOver, line, toLine } from "./desk-page.js";
import { clearAnswers, toAnswers } from "./desk-answers.js";
import { addMatter, open, record, undo } from "./desk-act.js";

/** Chords that are not a button of the page (those carry `data-chord`). */
const OWN = {
  KeyL: () => toLine(),
  KeyA: () => toAnswers(),
  KeyY: () => (document.querySelector("#types input:checked") ?? document.querySelector("#types input"))?.focus(),
  KeyS: () => document.querySelector("#next-step")?.focus(),
  KeyX: () => open(document.querySelector("#desk-now")?.dataset.next),
  KeyZ: () => undo(),
  KeyM: () => document.querySelector("[data-matter-add]") && addMatter(),
};

const digitOf = (event) => /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
const isPlain = (event) => !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
const isComposing = (event) => event.isComposing || event.keyCode === 229;

function chord(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.getModifierState("AltGraph")) return false;
  const digit = digitOf(event);
  if (digit) return choose(isOver() ? `#types [data-digit="${digit}"]` : `[data-digit-chord="${digit}"]`);
  const button = document.querySelector(`#desk [data-chord="${event.code}"]`);
  if (button) {
    button.click();
    return true;
  }
  if (!OWN[event.code]) return false;
  OWN[event.code]();
  return true;
}

/** Presses what a selector finds; the list of all types is opened when it is in there. */
function choose(selector) {
  const found = document.querySelector(selector);
  if (!found) return false;
  const closed = found.closest("details:not([open])");
  if (closed) closed.open = true;
  found.click();
  return true;
}

/** Digits in a list that has the focus. */
function listDigit(event) {
  const digit = isPlain(event) && digitOf(event);
  if (!digit) return false;
  const target = event.target;
  if (target.closest(".choice-list")) return choose(`dialog[open] [data-digit="${digit}"]`);
  if (target.closest(".who-list")) return choose(`[data-who="${digit}"]`);
  if (target.matches('#types input[type="radio"]')) {
    document.querySelector(`#types [data-digit="${digit}"]`)?.focus();
    return choose(`#types [data-digit="${digit}"]`);
  }
  return false;
}

function enter(event) {
  if (event.key !== "Enter" || isComposing(event) || !isPlain(event) || document.querySelector("dialog[open]")) return false;
  const target = event.target;
  const records = target === line() || target.matches("#next-step, [data-matter-note], #types input");
  if (!records || !isOver()) return target.matches("#next-step, [data-matter-note]");
  record();
  return true;
}

function escape(event) {
  if (event.key !== "Escape" || isComposing(event) || document.querySelector("dialog[open]")) return false;
  if (event.target === line()) clearAnswers();
  else toLine();
  return false;
}

/** From the end of the line, down into the types once the call is over. */
function arrow(event) {
  if (event.key !== "ArrowDown" || !isPlain(event) || event.target !== line() || !isOver()) return false;
  if (line().selectionEnd !== line().value.length) return false;
  OWN.KeyY();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (chord(event) || listDigit(event) || enter(event) || arrow(event) || escape(event)) event.preventDefault();
});
