// A short message at the bottom; it leaves by itself unless it asks for something.

export function toast(text, { html = false, stay = false } = {}) {
  const place = document.querySelector("#toasts");
  if (!place || !text) return null;
  const note = document.createElement("div");
  note.className = "toast";
  if (html) note.innerHTML = text;
  else note.textContent = text;
  place.append(note);
  if (!stay) setTimeout(() => note.remove(), 7000);
  return note;
}
