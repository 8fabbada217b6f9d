// What is done on the desk: recording, opening, taking, marking. Each is one request, answered with the whole desk.
import { ask, isLost, Lost } from "./desk-send.js";
import { apply, isOver, isTyping, line, minutes, sheet, sheetId, toLine, words } from "./desk-page.js";
import { change, move, settle, take } from "./desk-save.js";
import { toast } from "./toast.js";

/** A wrap-up must have been in sight this long before Enter records: a key meant for the talk records nothing, ms. */
const SEEN = 600;
/** A key so recent means that somebody is typing, ms. */
const TYPING = 4000;
let typedAt = -TYPING;
let readySince = 0;
let readyOf = "";
let busy = false;
/** The last sheet that was opened by itself because its call needed it. */
let lastUrgent = "";

document.addEventListener("desk:applied", noteReady);

/** Remembers since when the open sheet can be recorded. */
export function noteReady() {
  const ready = sheet()?.dataset.ready !== undefined ? sheetId() : "";
  if (ready && ready !== readyOf) readySince = performance.now();
  readyOf = ready;
}

/** Sends a command with everything not saved yet. Gives whether it was done. */
export async function command(url, form = {}) {
  const id = sheetId();
  const unsaved = await take(id);
  const body = { sheet: id, ...form };
  if (Object.keys(unsaved.patch).length > 0) body.patch = JSON.stringify(unsaved.patch);
  let answer;
  try {
    answer = await ask(url, { form: body });
  } catch (error) {
    unsaved.giveBack();
    if (error instanceof Lost) return false;
    throw error;
  }
  const text = await answer.text();
  if (!answer.ok) {
    unsaved.giveBack();
    toast(text, { html: true });
    return false;
  }
  unsaved.done();
  apply(text);
  if (!isTyping()) toLine();
  return true;
}

/** Records the open sheet: exactly the type that is shown. */
export async function record() {
  if (!sheetId() || busy) return;
  if (sheet().dataset.ready === undefined) return whyNot();
  if (performance.now() - readySince < SEEN) return;
  busy = true;
  const id = sheetId();
  const accept = document.querySelector("#types input:checked")?.value ?? document.querySelector("#record")?.dataset.accept ?? "";
  const done = await command(`/desk/sheets/${id}/record`, { accept });
  busy = false;
  if (!done && document.querySelector("#desk-lost")?.hidden === false) toast(words["not-recorded"]);
}

/** Says again why the sheet cannot be recorded, where it stands. */
function whyNot() {
  const why = document.querySelector("#record-why");
  if (!why) return;
  why.classList.remove("nudge");
  void why.offsetWidth;
  why.classList.add("nudge");
  document.querySelector(".who-one")?.focus();
}

/** Opens a sheet. */
export async function open(id) {
  if (!id || id === sheetId()) return;
  settle(sheetId());
  const answer = await ask(`/desk/columns?sheet=${id}`).catch(() => null);
  if (!answer?.ok) return;
  apply(await answer.text());
  toLine();
}

/** Asks for the desk anew, and opens the sheet of a call that needs it, unless another is being worked on. */
export async function refresh() {
  const before = sheetId();
  const answer = await ask(`/desk/columns?sheet=${before}`).catch(() => null);
  if (!answer?.ok) return;
  const text = await answer.text();
  // Something was done meanwhile: this answer is of the desk before it.
  if (sheetId() !== before) return refresh();
  const wasOver = isOver();
  apply(text);
  const urgent = document.querySelector("#desk-now")?.dataset.urgent;
  const isNew = urgent !== lastUrgent;
  if (urgent && urgent !== sheetId() && isIdle(isNew)) {
    lastUrgent = urgent;
    return openQuietly(urgent, isNew);
  }
  // A ring or a hang-up never takes the focus from a field being typed in.
  const news = sheetId() !== before || isOver() !== wasOver;
  if (news && !isTyping()) toLine();
}

async function openQuietly(id, isNew) {
  const answer = await ask(`/desk/columns?sheet=${id}`).catch(() => null);
  if (!answer?.ok || !isIdle(isNew)) return;
  apply(await answer.text());
  if (!isTyping()) toLine();
}

document.addEventListener("input", () => { typedAt = performance.now(); });

/** Whether the call of another sheet may take the place of the open one by itself. */
function isIdle(isNew) {
  if (!sheetId() || sheet().dataset.recorded !== undefined) return true;
  if (document.querySelector("dialog[open]")) return false;
  const talks = document.querySelector("#desk-now")?.dataset.urgentState === "talking";
  // The end of an older call may have been lost: a call just answered goes before it, once.
  if (sheet().dataset.call === "talking" && !(talks && isNew)) return false;
  // Whoever picked up needs the sheet of that call; only words being typed this moment go before it.
  if (talks) return performance.now() - typedAt > TYPING;
  return sheet().dataset.call === "missed" && !line()?.value.trim();
}

/** The matters as they stand on the page. */
function matters() {
  const first = document.querySelector("#types input:checked")?.value ?? document.querySelector("#record")?.dataset.accept ?? null;
  const more = [...document.querySelectorAll(".matter")].map((row) => ({
    work_type: row.querySelector("[data-matter-type]").value || null,
    note: row.querySelector("[data-matter-note]").value,
  }));
  return [{ work_type: first, note: "" }, ...more];
}

export function saveMatters() {
  change(sheetId(), { matters: matters() });
}

export async function addMatter() {
  const id = sheetId();
  change(id, { matters: [...matters(), { work_type: null, note: "" }] });
  await settle(id);
  [...document.querySelectorAll("[data-matter-type]")].at(-1)?.focus();
}

export function dropMatter(row) {
  const left = matters();
  left.splice(Number(row.dataset.matter), 1);
  change(sheetId(), { matters: left });
  toLine();
}

/** A move by its button: said, answered, refused, in a hurry, promised, closing. */
export function moved(event) {
  if (event !== "promise") return move(event);
  move(`promise ${minutes}m`);
  // The promise becomes a next step unless one was typed.
  const step = document.querySelector("#next-step");
  if (step && !step.value && !document.querySelector(".chip.step")) change(sheetId(), { next_step: words.promise });
}

export function setNotClient(kind) {
  document.querySelector("#dlg-not-client")?.close();
  change(sheetId(), { not_client: kind || null });
  toLine();
}

/** Undoes the last recording of this browser; it can be tried again until it is done. */
export async function undo(id = sessionStorage.getItem("desk.undo")) {
  if (!id || busy) return;
  busy = true;
  const done = await command(`/desk/sheets/${id}/undo`);
  busy = false;
  if (!done) {
    if (isLost()) toast(words["not-undone"]);
    return;
  }
  sessionStorage.removeItem("desk.undo");
  for (const note of document.querySelectorAll(".toast:has([data-undo])")) note.remove();
}
