// The desk as those see it who sit at it.
import { expect } from "@playwright/test";

export const sheet = (page) => page.locator("#desk-sheet");
export const line = (page) => page.locator("#desk-sheet textarea.line");
export const chips = (page) => page.locator("#desk-sheet .chips");
export const toast = (page) => page.locator("#toasts");
export const lost = (page) => page.locator("#desk-lost");
export const number = (page) => page.locator("#desk-sheet-title");

/** Types into whatever has the focus, key by key. */
export const type = (page, text) => page.keyboard.type(text);

/** Everything typed so far is kept by the server. */
export async function saved(page) {
  await expect(page.locator("#line-saved")).toHaveText(/Сохранено|Saved/);
}

/** The call of the open sheet has this state: ringing, talking, ended, missed. */
export async function callIs(page, state) {
  await expect(sheet(page)).toHaveAttribute("data-call", state);
}

/** Everything typed is kept, the call is over and has been in sight long enough for Enter to record. */
export async function canRecord(page) {
  await expect(sheet(page)).toHaveAttribute("data-ready", "");
}

/** Records the open sheet by Enter: the first moments after a hang-up Enter records nothing, on purpose. */
export async function recordByEnter(page) {
  await canRecord(page);
  const id = await sheet(page).getAttribute("data-sheet");
  await expect(async () => {
    const sent = page.waitForRequest(/\/record$/, { timeout: 500 });
    await page.keyboard.press("Enter");
    await sent;
  }).toPass();
  await expect(page.locator(`#desk-sheet[data-sheet="${id}"]:not([data-recorded])`)).toHaveCount(0);
  await expect(toast(page)).toContainText(/Записано|Recorded/);
}
