// Saving as typed: one request in flight for a sheet, the newest wins, and what is not acknowledged stays in this
// browser until it is, across reloads, lost connections and restarts of the server.
import { ask, Lost, onBack } from "./desk-send.js";
import { apply, employee, line, sheet, sheetId, words } from "./desk-page.js";
import { toast } from "./toast.js";

/** Pause after a key before saving, ms: short enough to be answered within 50 ms. */
const PAUSE = 30;
/** Pauses between attempts without connection, ms. */
const RETRY = [1000, 2000, 4000, 8000];
/** Longest line the server takes, bytes. */
const LINE_LIMIT = 64 * 1024;
const PREFIX = `desk.${employee}.`;
const sheets = new Map();

function state(id) {
  if (!sheets.has(id)) sheets.set(id, { base: "", version: 0, pending: {}, flight: null, taken: null, sending: null, refusal: null, timer: 0, tries: 0 });
  return sheets.get(id);
}

const isEmpty = (patch) => Object.keys(patch).length === 0;

/** Two patches as one: later values win, happenings are put one after another. */
function join(first, second) {
  const both = { ...first, ...second };
  if (first.line !== undefined) both.line_base = first.line_base;
  for (const list of ["moves", "by_hand"]) {
    if (first[list] || second[list]) both[list] = [...(first[list] ?? []), ...(second[list] ?? [])];
  }
  return both;
}

/** Keeps what the server has not acknowledged. */
function keep(id) {
  const one = state(id);
  const patch = one.flight ? join(one.flight, one.pending) : one.pending;
  if (isEmpty(patch)) return localStorage.removeItem(PREFIX + id);
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify({ patch, base: one.base }));
  } catch {
    // The browser has no room for it: the server still gets it.
  }
}

/** Notes a change of a sheet and saves it soon. */
export function change(id, patch) {
  if (!id) return;
  const one = state(id);
  if (patch.line !== undefined) patch.line_base = one.base;
  one.pending = join(one.pending, patch);
  keep(id);
  mark("…");
  soon(id, PAUSE);
}

/** A move of the talk, at this moment. */
export function move(event) {
  change(sheetId(), { moves: [{ at: Date.now() * 1000, event }] });
}

function soon(id, pause) {
  const one = state(id);
  if (one.flight) return;
  clearTimeout(one.timer);
  one.timer = setTimeout(() => { one.sending = send(id); }, pause);
}

async function send(id) {
  const one = state(id);
  if (one.flight || isEmpty(one.pending)) return;
  one.flight = one.pending;
  one.pending = {};
  let answer;
  try {
    answer = await ask(`/desk/sheets/${id}`, { json: one.flight });
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    putBack(id);
    mark(words.kept);
    soon(id, RETRY[Math.min(one.tries++, RETRY.length - 1)]);
    return;
  }
  one.tries = 0;
  const text = await answer.text();
  const sent = one.flight;
  if (!answer.ok) {
    refused(id, answer.status, text);
    return;
  }
  one.flight = null;
  one.refusal?.remove();
  one.refusal = null;
  const told = new DOMParser().parseFromString(text, "text/html").querySelector("#desk-sheet")?.dataset;
  if (told?.line !== undefined) heard(id, sent.line, told);
  keep(id);
  if (id === sheetId()) apply(text);
  if (isEmpty(one.pending)) mark(words.saved);
  else soon(id, 0);
}

/** What the server says of the sheet, after `sent` was saved (`undefined`: nothing of the line was sent). */
function heard(id, sent, told) {
  const one = state(id);
  if (Number(told.version) < one.version) return;
  one.version = Number(told.version);
  if (one.pending.line !== undefined) {
    // Typed on meanwhile: the next save is told against what was sent, so that words of another tab are kept.
    one.base = sent ?? one.base;
    one.pending.line_base = one.base;
    return;
  }
  const field = id === sheetId() ? line() : null;
  const acknowledged = sent ?? one.base;
  one.base = told.line;
  if (!field || field.value === told.line) return;
  // Only what the server is known to have may make room: letters it never got stay, and are saved over its line.
  if (field.value === acknowledged) setLine(field, told.line);
  else change(id, { line: field.value });
}

function setLine(field, text) {
  const [from, to] = [field.selectionStart, field.selectionEnd];
  const atEnd = to === field.value.length;
  field.value = text;
  if (document.activeElement === field) field.setSelectionRange(atEnd ? text.length : from, atEnd ? text.length : to);
}

/** Takes the line of a fresh answer where nothing of ours is on its way. */
export function takeLine() {
  const id = sheetId();
  const one = state(id);
  if (id && !one.flight && !one.taken && one.pending.line === undefined) heard(id, undefined, sheet().dataset);
}

function putBack(id) {
  const one = state(id);
  if (one.flight) one.pending = join(one.flight, one.pending);
  one.flight = null;
  keep(id);
}

function refused(id, status, text) {
  const one = state(id);
  if (status === 404 || status === 409) {
    const left = one.flight?.line;
    one.flight = null;
    one.pending = {};
    keep(id);
    if (left && left !== one.base) toast(words["old-draft"].replace("{}", left), { stay: true });
    return;
  }
  // Refused for what it holds, or our own fault: it stays here, and the next key tries again.
  putBack(id);
  mark("");
  // One message that lasts until the sheet is saved again, not one for every key.
  if (one.refusal?.isConnected) return;
  const isLong = new TextEncoder().encode(one.pending.line ?? "").length > LINE_LIMIT || status === 413;
  one.refusal = isLong ? toast(words["line-limit"], { stay: true }) : toast(text, { html: true, stay: true });
}

/** Takes everything not acknowledged, to send it with a command; `giveBack` returns it if nobody answered. */
export async function take(id) {
  const one = state(id);
  clearTimeout(one.timer);
  await one.sending;
  clearTimeout(one.timer);
  const patch = one.pending;
  one.pending = {};
  one.taken = patch;
  return {
    patch,
    giveBack: () => {
      one.taken = null;
      one.pending = join(patch, one.pending);
      keep(id);
      soon(id, RETRY[0]);
    },
    done: () => {
      one.taken = null;
      if (patch.line !== undefined) {
        one.base = patch.line;
        if (one.pending.line !== undefined) one.pending.line_base = patch.line;
      }
      keep(id);
    },
  };
}

/** Saves now whatever waits, for example before another sheet is opened. */
export async function settle(id) {
  if (!id) return;
  const one = state(id);
  clearTimeout(one.timer);
  await one.sending;
  if (!isEmpty(one.pending)) {
    one.sending = send(id);
    await one.sending;
  }
}

function mark(text) {
  const place = document.querySelector("#line-saved");
  if (place) place.textContent = text;
}

/** Takes up what a reload or a lost connection left behind. */
export function takeUp() {
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
    const id = key.slice(PREFIX.length);
    const one = state(id);
    try {
      const { patch, base } = JSON.parse(localStorage.getItem(key));
      one.pending = join(patch, one.pending);
      one.base = base;
    } catch {
      localStorage.removeItem(key);
      continue;
    }
    if (id === sheetId() && one.pending.line !== undefined && line()) line().value = one.pending.line;
    soon(id, 0);
  }
  takeLine();
}

onBack(() => {
  for (const [id, one] of sheets) if (!isEmpty(one.pending)) soon(id, 0);
});
document.addEventListener("desk:opened", () => {
  // What was said of another sheet; of the same one it outlives the answers that come meanwhile.
  mark("");
  const one = state(sheetId());
  if (!line()) return;
  const unsent = one.pending.line ?? one.flight?.line;
  // An answer made before the last save of this sheet shows the line as it was then.
  const older = Number(sheet().dataset.version) < one.version ? one.base : undefined;
  const text = unsent ?? older;
  if (text !== undefined) line().value = text;
});
document.addEventListener("desk:applied", takeLine);
