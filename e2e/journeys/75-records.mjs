// What is kept of calls: found, merged, taken out, printed.
import { readFile } from "node:fs/promises";
import { test, expect } from "../lib/test.mjs";
import { callIs, recordByEnter, type } from "../lib/desk.mjs";

/** A call of Anna's from the ring to the record. */
async function one(office, anna, name, number, words) {
  await office.talk(name, number);
  await callIs(anna, "talking");
  await type(anna, words);
  await office.hangUp(name);
  await recordByEnter(anna);
}

test("the journal is taken out as a file a spreadsheet opens, by those who may", async ({ office, anna }) => {
  await one(office, anna, "j-1", "+79130000001", "ооо ромашка, мария, лампы 20 шт");
  await anna.goto("/journal");
  await expect(anna.getByRole("link", { name: "Скачать для Excel" })).toHaveCount(0);
  const olga = await office.visit("olga");
  await olga.goto("/journal");
  const [download] = await Promise.all([olga.waitForEvent("download"), olga.getByRole("link", { name: "Скачать для Excel" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^journal-.*\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith("\ufeff")).toBe(true);
  expect(text).toContain("+7 913 000-00-01");
  expect(text).toContain("Ромашка");
});

test("on paper stand the sheet and the journal, not the frame around them", async ({ office, anna }) => {
  await one(office, anna, "p-1", "+79130000002", "ооо василек, олег, розетки 50 шт");
  await anna.emulateMedia({ media: "print" });
  await anna.goto("/journal");
  await expect(anna.locator("table.journal")).toContainText("Василек");
  for (const part of [".top", ".side", ".filters"]) await expect(anna.locator(part).first()).toBeHidden();
  await anna.goto("/desk/blank");
  await expect(anna.locator("main")).toContainText("Телефон");
  await expect(anna.locator(".top")).toBeHidden();
});

test("a client is found in Ctrl+K by the last digits and by a part of a name", async ({ office, anna }) => {
  await one(office, anna, "s-1", "+79130004477", "ооо фотон, иванов петр, лампы 20 шт");
  for (const words of ["4477", "фото", "ивано"]) {
    await anna.keyboard.press("Control+k");
    await type(anna, words);
    await expect(anna.locator("#palette-list [role=option]").first()).toContainText("Фотон");
    // One Escape closes it, whatever was typed.
    await anna.keyboard.press("Escape");
    await expect(anna.locator("#palette")).toBeHidden();
  }
  await anna.keyboard.press("Control+k");
  await type(anna, "щщщ");
  await expect(anna.locator("#palette-list")).toContainText("Ничего не нашлось");
  await expect(anna.locator("#palette-list [aria-selected=true]")).toHaveCount(0);
  await anna.keyboard.press("Enter");
  await expect(anna.locator("#palette")).toBeVisible();
});

test("two cards of one client are merged, and the merge is undone", async ({ office, anna }) => {
  await one(office, anna, "m-1", "+79130000005", "ооо ромашка, мария, лампы 20 шт");
  await one(office, anna, "m-2", "+79130000006", "ооо ромашка, олег, розетки 5 шт");
  const olga = await office.visit("olga");
  await olga.goto("/clients");
  const cards = olga.locator("main").getByRole("link", { name: /Ромашка/ });
  await expect(cards).toHaveCount(2);
  await cards.first().click();
  await olga.getByRole("button", { name: "Объединить" }).click();
  await expect(olga.locator("main")).toContainText("Карточки объединены");
  await olga.goto("/clients");
  await expect(cards).toHaveCount(1);
  await cards.first().click();
  await olga.getByRole("button", { name: "Разъединить" }).click();
  await olga.goto("/clients");
  await expect(cards).toHaveCount(2);
});
