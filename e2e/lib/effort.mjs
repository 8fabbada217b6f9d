// The keystroke-level model, measured: a recorder in the page notes every key, click and focus; here they become seconds.

/** Seconds of the model: a key, a pointing, a press of a button, a hand between keyboard and mouse, a thought. */
export const SECONDS = { K: 0.2, P: 1.1, B: 0.1, H: 0.4, M: 1.35 };

const ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`";
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю.ё";
const CODES = [..."QWERTYUIOP"].map((c) => `Key${c}`).concat("BracketLeft", "BracketRight", [..."ASDFGHJKL"].map((c) => `Key${c}`), "Semicolon", "Quote", [..."ZXCVBNM"].map((c) => `Key${c}`), "Comma", "Period", "Slash", "Backquote");

/** The physical key of a character on the Russian layout, and whether Shift is held for it. */
export function keyOf(character) {
  const at = RUSSIAN.indexOf(character);
  if (at >= 0) return { code: CODES[at], shift: false };
  if (character === ",") return { code: "Slash", shift: true };
  if (character === " ") return { code: "Space", shift: false };
  if (/[0-9]/.test(character)) return { code: `Digit${character}`, shift: false };
  throw new Error(`no key for "${character}" on the Russian layout (${ENGLISH.length} keys)`);
}

/** How many keys a text costs: one a character, and Shift where it is held. */
export const keysOf = (text) => [...text].reduce((sum, one) => sum + (keyOf(one).shift ? 2 : 1), 0);

/** Lets a page note what its user does. Call before the page is opened. */
export async function record(page) {
  await page.addInitScript(() => {
    const log = (globalThis.done = []);
    const field = (node) => (node?.matches?.("textarea, input, select") ? node.id || node.name : "");
    addEventListener("keydown", (event) => {
      const command = (event.key === "Enter" && !event.shiftKey) || ((event.altKey || event.ctrlKey) && !["Alt", "Control"].includes(event.key));
      log.push({ what: "key", command, field: field(event.target) });
    }, true);
    addEventListener("pointerdown", (event) => log.push({ what: "click", field: field(event.target) }), true);
  });
}

/** Types on a Russian layout, each key pressed and released as a hand does. */
export async function typeByHand(page, text) {
  const keyboard = await page.context().newCDPSession(page);
  const press = (type, key, code, more = {}) => keyboard.send("Input.dispatchKeyEvent", { type, key, code, ...more });
  for (const character of text) {
    const { code, shift } = keyOf(character);
    if (shift) await press("rawKeyDown", "Shift", "ShiftLeft", { modifiers: 8 });
    await press("keyDown", character, code, { text: character, modifiers: shift ? 8 : 0 });
    await press("keyUp", character, code, { modifiers: shift ? 8 : 0 });
    if (shift) await press("keyUp", "Shift", "ShiftLeft");
  }
  await keyboard.detach();
}

/** What was done since the last asking. */
export const taken = (page) => page.evaluate(() => globalThis.done.splice(0));

/** Seconds of what was done. A thought goes before each field entered and each command; hands start on the keyboard. */
export function cost(done) {
  const keys = done.filter((one) => one.what === "key").length;
  const clicks = done.filter((one) => one.what === "click").length;
  const commands = done.filter((one) => one.command).length + done.filter((one) => one.what === "click" && !one.field).length;
  let [fields, homings, at, hand] = [0, 0, "", "key"];
  for (const one of done) {
    if (one.field && one.field !== at && !one.command) fields += 1;
    if (one.field && !one.command) at = one.field;
    if (one.what !== hand) homings += 1;
    hand = one.what;
  }
  const thoughts = fields + commands;
  const total = keys * SECONDS.K + clicks * (SECONDS.P + SECONDS.B) + homings * SECONDS.H + thoughts * SECONDS.M;
  return { keys, clicks, homings, thoughts, total };
}
