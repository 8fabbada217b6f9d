// Ctrl+K: clients by name or any part of a number, pages, actions. The server finds; here are only the keys.

const dialog = document.querySelector("#palette");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("ul");
let asked = 0;

export function openPalette() {
  if (dialog.open) return dialog.close();
  input.value = "";
  dialog.showModal();
  input.focus();
  find();
}

async function find() {
  const mine = ++asked;
  const answer = await fetch(`/palette?q=${encodeURIComponent(input.value)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  list.innerHTML = await answer.text();
  input.removeAttribute("aria-activedescendant");
  choose(list.querySelector("li[data-href]"));
}

function chosen() {
  return list.querySelector('[aria-selected="true"]');
}

function choose(item) {
  if (!item) return;
  chosen()?.setAttribute("aria-selected", "false");
  item.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

function open(item) {
  if (item?.dataset.href) location.href = item.dataset.href;
}

input?.addEventListener("input", find);
input?.addEventListener("keydown", (event) => {
  // The first Escape would only empty a search field; here it closes, as the line below says.
  if (event.key === "Escape") {
    event.preventDefault();
    return dialog.close();
  }
  if (event.isComposing) return;
  const now = chosen();
  if (event.key === "ArrowDown") choose(now?.nextElementSibling ?? list.firstElementChild);
  else if (event.key === "ArrowUp") choose(now?.previousElementSibling ?? list.lastElementChild);
  else if (event.key === "Enter") open(now);
  else return;
  event.preventDefault();
});
list?.addEventListener("click", (event) => open(event.target.closest("li")));
