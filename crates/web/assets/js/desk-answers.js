// Answers found by typing a few letters. An opened answer means that we answered.
import { ask } from "./desk-send.js";
import { isOver, sheetId, toLine } from "./desk-page.js";
import { move } from "./desk-save.js";
import { toast } from "./toast.js";

const PAUSE = 60;
let timer = 0;
let asked = 0;

const field = () => document.querySelector("#answers-q");
const found = () => document.querySelector("#answers-found");

export function toAnswers() {
  field()?.focus();
  field()?.select();
}

/** Empties the box: another call begins. Who is typing in it goes on. */
export function clearAnswers() {
  if (!field() || document.activeElement === field()) return;
  field().value = "";
  found().replaceChildren();
}

async function find() {
  const mine = ++asked;
  const words = field().value.trim();
  if (!words) return found().replaceChildren();
  const answer = await ask(`/desk/answers?q=${encodeURIComponent(words)}`).catch(() => null);
  if (answer?.ok && mine === asked) found().innerHTML = await answer.text();
}

const summaries = () => [...found().querySelectorAll("summary")];

document.addEventListener("input", (event) => {
  if (event.target !== field()) return;
  clearTimeout(timer);
  timer = setTimeout(find, PAUSE);
});

document.addEventListener("keydown", (event) => {
  const inField = event.target === field();
  const at = summaries().indexOf(event.target);
  if (!inField && at < 0) return;
  if (event.key === "ArrowDown") (summaries()[at + 1] ?? summaries()[0])?.focus();
  else if (event.key === "ArrowUp" && at >= 0) (at === 0 ? field() : summaries()[at - 1]).focus();
  else if (event.key === "Enter" && inField && !event.isComposing) openFirst();
  else if (event.key === "Escape") toLine();
  else return;
  event.preventDefault();
});

async function openFirst() {
  clearTimeout(timer);
  await find();
  const first = summaries()[0];
  if (first) first.parentElement.open = true;
  else found().querySelector("[data-ask]")?.focus();
}

// `toggle` does not bubble, so it is caught on the way down.
document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (!(opened instanceof HTMLDetailsElement) || !opened.open || !found()?.contains(opened)) return;
  for (const other of found().querySelectorAll("details[open]")) if (other !== opened) other.open = false;
  if (sheetId() && !isOver()) move("answer");
}, true);

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-ask]");
  if (!button) return;
  const answer = await ask("/desk/questions", { form: { question: button.dataset.ask, sheet: sheetId() } }).catch(() => null);
  if (!answer) return;
  toast(await answer.text(), { html: true });
  if (answer.ok) clearAnswers();
  toLine();
});
