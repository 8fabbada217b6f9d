// The desk: wires the page to its parts. Rules live on the server; here are keys, saving and hearing of calls.
import { apply, fitLine, isTyping, line, sheetId, toLine, words } from "./desk-page.js";
import { addMatter, command, dropMatter, moved, noteReady, open, record, refresh, saveMatters, setNotClient, undo } from "./desk-act.js";
import { change, settle, takeUp } from "./desk-save.js";
import { clearAnswers } from "./desk-answers.js";
import { listen } from "./desk-live.js";
import { ask } from "./desk-send.js";
import "./desk-keys.js";

const root = document.querySelector("#desk");
const title = document.title;
/** The clock of the server against ours, ms. */
const ahead = Number(root.dataset.now) / 1000 - Date.now();
let refreshing = 0;

// The line and the other fields.
document.addEventListener("input", (event) => {
  const field = event.target;
  if (field === line()) {
    change(sheetId(), { line: field.value });
    fitLine();
  } else if (field.dataset?.field === "next_step") change(sheetId(), { next_step: field.value });
  else if (field.matches?.("[data-matter-note]")) saveMatters();
});
document.addEventListener("change", (event) => {
  if (event.target.matches('#types input[type="radio"], [data-matter-type]')) saveMatters();
});

// Buttons.
document.addEventListener("click", (event) => {
  const pressed = event.target.closest?.("button, a");
  if (!pressed) return;
  const data = pressed.dataset;
  if (data.post) command(data.post);
  else if (data.move) { moved(data.move); if (!isTyping()) toLine(); }
  else if (data.record !== undefined) record();
  else if (data.open) openWindow(data.open);
  else if (data.notClient !== undefined) setNotClient(data.notClient);
  else if (data.fact) openFact(data);
  else if (data.matterAdd !== undefined) addMatter();
  else if (data.matterDrop !== undefined) dropMatter(pressed.closest(".matter"));
  else if (data.undo !== undefined) undo();
  else if (data.sheetLink && !event.ctrlKey && !event.metaKey) open(data.sheetLink);
  else return;
  event.preventDefault();
});

function openWindow(id) {
  const dialog = document.getElementById(id);
  if (dialog.open) return;
  dialog.querySelector("[data-problem]")?.replaceChildren();
  dialog.showModal();
}

// Windows give the focus back to the line.
for (const dialog of document.querySelectorAll("dialog.small-window")) dialog.addEventListener("close", () => toLine());

function openFact({ fact, title: name, value, values }) {
  const dialog = document.querySelector("#dlg-fact");
  dialog.dataset.name = fact;
  dialog.querySelector("h2").textContent = name;
  const field = dialog.querySelector("#dlg-fact-value");
  field.value = value;
  const list = dialog.querySelector("datalist");
  list.replaceChildren(...(values ? JSON.parse(values) : []).map((one) => new Option(one)));
  dialog.showModal();
  field.select();
}
document.querySelector("#dlg-fact").addEventListener("close", (event) => {
  const dialog = event.target;
  const value = dialog.querySelector("#dlg-fact-value").value.trim();
  const fact = dialog.dataset.name;
  if (dialog.returnValue === "keep") change(sheetId(), { by_hand: [{ fact, value: value || null }] });
  if (dialog.returnValue === "strike") change(sheetId(), { by_hand: [{ fact, value: null }] });
  if (dialog.returnValue === "refuse") moved(`refuse ${fact}`);
  dialog.returnValue = "";
});

document.querySelector("[data-call-form]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const answer = await ask("/desk/calls", { form: new FormData(form) }).catch(() => null);
  if (!answer) return;
  const text = await answer.text();
  if (!answer.ok) {
    form.querySelector("[data-problem]").innerHTML = text;
    return;
  }
  settle(sheetId());
  form.closest("dialog").close();
  form.reset();
  apply(text);
  toLine();
});

// Hearing of calls.
function soonRefresh() {
  clearTimeout(refreshing);
  refreshing = setTimeout(refresh, 30);
}
/** A saved line is news to other pages only: this one waits until nobody types, and then sees nothing change. */
const AFTER_LINE = 400;
let afterLine = 0;
listen(root.dataset.last, (event) => {
  if (event?.kind !== "sheet") return soonRefresh();
  clearTimeout(afterLine);
  afterLine = setTimeout(refresh, AFTER_LINE);
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) soonRefresh(); });

// Clocks, and the title of the page while it rings.
function tick() {
  const now = Date.now() + ahead;
  for (const clock of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((now - Number(clock.dataset.since) / 1000) / 1000));
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const text = h ? `${h}:${String(m).padStart(2, "0")}:${String(s).padStart(2, "0")}` : `${m}:${String(s).padStart(2, "0")}`;
    if (clock.textContent !== text) clock.textContent = text;
  }
}
setInterval(tick, 1000);

function showRinging() {
  const who = document.querySelector('#desk-now [data-state="ringing"] .call-who')?.textContent;
  document.title = who ? `☎ ${words.rings.replace("{}", who)}` : title;
}

// Where the cursor was, for a reload.
addEventListener("pagehide", () => {
  const field = line();
  if (field) sessionStorage.setItem("desk.cursor", JSON.stringify({ id: sheetId(), at: field.selectionEnd }));
});
document.addEventListener("desk:applied", () => {
  noteReady();
  showRinging();
  fitLine();
  tick();
});
document.addEventListener("desk:opened", clearAnswers);

takeUp();
noteReady();
showRinging();
fitLine();
if (line() && !isTyping()) {
  const left = JSON.parse(sessionStorage.getItem("desk.cursor") ?? "null");
  toLine(left?.id === sheetId() ? { at: Math.min(left.at, line().value.length) } : {});
}
// "I am on the phone" of the command window, from any page.
if (new URLSearchParams(location.search).get("do") === "call") {
  history.replaceState(null, "", "/");
  openWindow("dlg-call");
}
if (sheetId() && !location.search.includes("sheet=")) history.replaceState(null, "", `/?sheet=${sheetId()}`);
