// What every page can do: the palette, the list of keys, the menu, short messages, the token of forms.
import htmx from "htmx.org";
import { toast } from "./toast.js";
import { openPalette } from "./palette.js";

const csrf = document.querySelector('meta[name="csrf"]')?.content;

// The token goes with every change a script sends.
document.addEventListener("htmx:configRequest", (event) => {
  if (csrf) event.detail.headers["X-CSRF-Token"] = csrf;
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) {
    location.href = `/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`;
    return;
  }
  toast(event.detail.xhr.responseText, { html: true });
});
document.addEventListener("htmx:sendError", () => toast(document.querySelector("#keys")?.dataset.lost ?? ""));

// Chords are bound to the physical key, so that they work on every layout.
document.addEventListener("keydown", (event) => {
  const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (chord && event.code === "KeyK" && document.querySelector("#palette")) {
    event.preventDefault();
    openPalette();
  } else if (event.key === "F1" && document.querySelector("#keys")) {
    event.preventDefault();
    openKeys();
  }
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-palette]")) openPalette();
  if (target?.closest("[data-keys]")) {
    event.preventDefault();
    openKeys();
  }
  const menu = target?.closest("[data-menu]");
  if (menu) {
    const open = document.body.dataset.menu !== "open";
    document.body.dataset.menu = open ? "open" : "";
    menu.setAttribute("aria-expanded", String(open));
  }
  if (target?.closest("[data-print]")) print();
  for (const details of document.querySelectorAll("details[data-dismiss][open]")) {
    if (!details.contains(target)) details.open = false;
  }
  if (target instanceof HTMLDialogElement) target.close();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const details of document.querySelectorAll("details[data-dismiss][open]")) {
    details.open = false;
    details.querySelector("summary")?.focus();
  }
});

async function openKeys() {
  const dialog = document.querySelector("#keys");
  if (dialog.open) return dialog.close();
  if (!dialog.hasChildNodes()) {
    const answer = await fetch("/keys", { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    dialog.innerHTML = await answer.text();
  }
  dialog.showModal();
}

// A choice that should take effect at once sends its form.
document.addEventListener("change", (event) => {
  event.target.closest?.("form[data-auto]")?.requestSubmit();
});

// Copying a link for somebody else.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const field = document.querySelector(button.dataset.copy);
  field.select();
  await navigator.clipboard?.writeText(field.value);
  toast(button.dataset.copied);
});

window.htmx = htmx;
