// Writing a letter: saved as typed, files, the type by Alt and a digit, Ctrl+Enter sends.
import { Idiomorph } from "idiomorph";
import { ask, Lost, onBack, setLost } from "./desk-send.js";
import { toast } from "./toast.js";

const form = document.querySelector("#compose");
const id = form?.dataset.outgoing ?? "";
const words = JSON.parse(form?.dataset.words ?? "{}");
const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
const KEPT = `letter.${id}`;
/** A pause in typing that saves, ms. */
const PAUSE = 400;
let unsaved = {};
let timer = 0;
let saving = Promise.resolve(true);

/** What is not saved yet survives a reload. */
function keep() {
  if (Object.keys(unsaved).length === 0) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, JSON.stringify(unsaved));
}

function say(text) {
  const place = document.querySelector("#compose-saved");
  if (place) place.textContent = text;
}

/** Notes a change and saves it soon. */
function change(patch, { now = false } = {}) {
  Object.assign(unsaved, patch);
  keep();
  clearTimeout(timer);
  timer = setTimeout(flush, now ? 0 : PAUSE);
}

/** Saves what is not saved; one save at a time, in order. Gives whether everything is saved. */
function flush() {
  clearTimeout(timer);
  saving = saving.then(save, save);
  return saving;
}

async function save() {
  if (Object.keys(unsaved).length === 0) return true;
  const sent = unsaved;
  unsaved = {};
  let answer;
  try {
    answer = await ask(`/outgoing/${id}`, { json: sent });
  } catch (error) {
    unsaved = { ...sent, ...unsaved };
    keep();
    if (!(error instanceof Lost)) throw error;
    say(words.kept);
    clearTimeout(timer);
    timer = setTimeout(flush, 5000);
    return false;
  }
  const text = await answer.text();
  if (!answer.ok) {
    // Refused, not lost: what is typed stays on the page and in this browser.
    unsaved = { ...sent, ...unsaved };
    keep();
    toast(text, { html: true });
    return false;
  }
  keep();
  say(words.saved);
  apply(text);
  return true;
}

/** Puts the picker and the state of Send into place without disturbing who types. */
function apply(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of [...fresh.body.children]) {
    const old = part.id && document.getElementById(part.id);
    if (!old) continue;
    Idiomorph.morph(old, part, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      callbacks: { beforeAttributeUpdated: (name, node, kind) => !(name === "open" && kind === "remove" && node.matches("details")) },
    });
    // The property follows the attribute only until somebody has clicked.
    for (const radio of document.querySelectorAll("#picker input[type=radio]")) radio.checked = radio.hasAttribute("checked");
  }
}

const all = (name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);

function changed(field) {
  if (field.closest("[data-save-all]")) return change({ documents: all("documents") }, { now: true });
  const name = field.dataset.save;
  if (!name) return;
  if (name === "checked") change({ checked: all("checked").map(Number) });
  else if (field.type === "checkbox") change({ [name]: field.checked }, { now: true });
  else change({ [name]: field.value }, { now: field.type === "radio" || field.tagName === "SELECT" });
}

if (form) start();

function start() {
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) changed(event.target);
  });
  form.addEventListener("change", (event) => changed(event.target));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("form")) return;
    event.preventDefault();
    send(event.submitter?.hasAttribute("data-send-anyway"));
  });
  // A template is put in on the server: what is typed is saved before.
  for (const other of document.querySelectorAll("#template-form, #discard-form")) {
    other.addEventListener("submit", async (event) => {
      event.preventDefault();
      const pressed = event.submitter;
      if (other.id === "discard-form") {
        unsaved = {};
        keep();
      } else if (!(await flush())) return;
      const body = new URLSearchParams({ csrf, [pressed.name]: pressed.value });
      const answer = await fetch(other.action, { method: "POST", headers: { "X-CSRF-Token": csrf, "HX-Request": "true" }, body }).catch(() => null);
      if (!answer) return setLost(true);
      if (answer.redirected && new URL(answer.url).pathname === location.pathname) {
        sessionStorage.setItem("letter.filled", id);
        location.reload();
      } else if (answer.redirected) location.href = answer.url;
      else toast(await answer.text(), { html: true });
    });
  }
  onBack(flush);
  takeUp();
  place();
  keys();
  files();
}

/** Takes up what this browser has kept and the server has not. */
function takeUp() {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  for (const [name, value] of Object.entries(kept)) {
    const field = form.elements.namedItem(name);
    if (field && typeof value === "string" && field.type !== "radio") field.value = value;
  }
  if (Object.keys(kept).length > 0) change(kept, { now: true });
}

/** Where one begins: at a gap, at the templates, at the address. */
function place() {
  const text = form.querySelector("#f-text");
  const to = form.querySelector("#f-to");
  if (!text) return form.querySelector("#picker input")?.focus();
  if (to && to.value === "") return to.focus();
  if (sessionStorage.getItem("letter.filled") === id) {
    sessionStorage.removeItem("letter.filled");
    toGap(text);
  } else if (form.dataset.first === "templates") form.querySelector(".template")?.focus();
  else text.focus();
}

/** Selects the first gap, so that typing fills it. */
function toGap(text) {
  text.focus();
  const gap = /\[\s*(?:\.\.\.|…)[^\]\n]*\]/.exec(text.value);
  if (gap) text.setSelectionRange(gap.index, gap.index + gap[0].length);
  else text.setSelectionRange(0, 0);
}

function keys() {
  form.addEventListener("keydown", (event) => {
    // Enter in a field records nothing and sends nothing.
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.matches("input:not([type=submit])")) event.preventDefault();
    const template = event.target.closest?.("#templates");
    if (!template || event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (digit) {
      form.querySelector(`[data-template-digit="${digit}"]`)?.click();
      event.preventDefault();
    } else if (event.key.length === 1 && event.key !== " ") {
      // Who begins to type wants to write.
      const text = form.querySelector("#f-text");
      text.focus();
      text.setSelectionRange(0, 0);
    }
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      send(false);
      return;
    }
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (!digit || !event.altKey || event.ctrlKey || event.metaKey || event.getModifierState("AltGraph")) return;
    const radio = form.querySelector(`#picker [data-digit-chord="${digit}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    changed(radio);
  });
}

let busy = false;
/** Sends: everything typed is saved first; the server says why not. */
async function send(anyway) {
  if (busy) return;
  const button = document.querySelector("#send");
  busy = true;
  try {
    if (!(await flush())) return;
    if (document.querySelector("#send")?.getAttribute("aria-disabled") === "true") {
      form.querySelector("#f-note, #picker input")?.focus();
      nudge();
      return;
    }
    const body = { send_at: form.querySelector("#f-send-at")?.value ?? "" };
    if (anyway) body.gaps = "ok";
    const answer = await ask(`/outgoing/${id}/send`, { form: body });
    if (answer.redirected) {
      location.href = answer.url;
      return;
    }
    const text = await answer.text();
    if (text.includes('id="send-state"')) {
      apply(text);
      document.querySelector("[data-send-anyway]")?.focus();
    } else toast(text, { html: true });
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    say(words.kept);
  } finally {
    busy = false;
    button?.blur();
  }
}

/** Says again why the letter cannot leave, where it stands. */
function nudge() {
  const why = document.querySelector("#send-why");
  if (!why) return;
  why.classList.remove("nudge");
  void why.offsetWidth;
  why.classList.add("nudge");
}

function files() {
  const input = form.querySelector("[data-attach]");
  if (!input) return;
  input.addEventListener("change", async () => {
    await attach([...input.files]);
    input.value = "";
  });
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    attach([...event.dataTransfer.files]);
  });
  form.addEventListener("paste", (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0) return;
    event.preventDefault();
    attach(pasted);
  });
  form.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-detach]");
    if (!button) return;
    const answer = await ask(`/outgoing/${id}/detach`, { form: { digest: button.dataset.detach } }).catch(() => null);
    if (answer?.ok) apply(await answer.text());
  });
}

/** Sends files one after the other; a file the server refuses says why. */
async function attach(chosen) {
  const said = document.querySelector("#files-said");
  for (const file of chosen) {
    said.textContent = `${words.uploading} ${file.name}`;
    const headers = { "HX-Request": "true", "X-CSRF-Token": csrf, "Content-Type": file.type || "application/octet-stream" };
    const url = `/outgoing/${id}/attachments?name=${encodeURIComponent(file.name)}`;
    const answer = await fetch(url, { method: "POST", headers, body: file }).catch(() => null);
    if (!answer) {
      setLost(true);
      break;
    }
    const text = await answer.text();
    if (answer.ok) apply(text);
    else toast(text, { html: true });
  }
  said.textContent = "";
}
