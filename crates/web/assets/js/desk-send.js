// Talking to the server from the desk: one place that knows whether there is a connection.

const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
/** How long an answer is waited for, ms. */
const PATIENCE = 8000;
/** How long hands have to rest before the page is left to sign in, ms: letters typed meanwhile would go astray. */
const REST = 1000;
const backAgain = [];
let lost = false;
let leaving = false;
let typedAt = -REST;
document.addEventListener("input", () => { typedAt = performance.now(); }, true);

/** There is no connection: nothing was refused, nothing was done that we know of. */
export class Lost extends Error {}

/** Calls `then` every time the connection comes back. */
export function onBack(then) {
  backAgain.push(then);
}

/** Shows or hides the line about the connection. */
export function setLost(now) {
  const banner = document.querySelector("#desk-lost, #letters-lost");
  if (banner) banner.hidden = !now;
  const before = lost;
  lost = now;
  if (before && !now) for (const then of backAgain) then();
}

export function isLost() {
  return lost;
}

/** Asks the server. Throws `Lost` where nobody answered; any answer of the server is given back. */
export async function ask(url, { form, json } = {}) {
  const headers = { "HX-Request": "true" };
  const asked = { headers, signal: AbortSignal.timeout(PATIENCE) };
  if (form || json) {
    headers["X-CSRF-Token"] = csrf;
    asked.method = "POST";
    asked.body = form ? new URLSearchParams(form) : JSON.stringify(json);
    if (json) headers["Content-Type"] = "application/json";
  }
  let answer;
  try {
    answer = await fetch(url, asked);
  } catch {
    setLost(true);
    throw new Lost();
  }
  if (answer.status === 502 || answer.status === 503 || answer.status === 504) {
    setLost(true);
    throw new Lost();
  }
  setLost(false);
  // What was typed stays in this browser and is sent after signing in.
  if (answer.status === 401 && !leaving) leave();
  return answer;
}

function leave() {
  leaving = true;
  const rest = REST - (performance.now() - typedAt);
  if (rest > 0) setTimeout(leave, rest);
  else location.href = `/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`;
}
