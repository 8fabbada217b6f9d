// The demonstration office: its phone rings by itself.
import { test as base, expect } from "@playwright/test";
import { callIs, recordByEnter, type } from "../lib/desk.mjs";
import { folder, officeOf } from "../lib/office.mjs";
import { DIRECTOR, PASSWORD } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

base("the demonstration office opens with a phone that rings within ten seconds, and its call is recorded", async ({ browser }) => {
  base.setTimeout(120_000);
  const data = await folder();
  const office = officeOf(browser, data, await startServer(data));
  try {
    const page = await office.visit();
    await page.goto("/");
    await page.getByLabel("Название офиса").fill("Показательный офис");
    await page.getByLabel("Фамилия").fill(DIRECTOR.surname);
    await page.getByLabel("Имя", { exact: true }).fill(DIRECTOR.given);
    await page.getByLabel("Логин или почта").fill(DIRECTOR.login);
    await page.getByLabel("Пароль", { exact: true }).fill(PASSWORD);
    await page.getByLabel("С демонстрационного офиса").check();
    await page.getByRole("button", { name: "Открыть офис" }).click();
    await expect(page.locator("#desk")).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('#desk-sheet[data-call="ringing"]')).toBeVisible({ timeout: 10_000 });
    await page.keyboard.press("Alt+g");
    await callIs(page, "talking");
    await type(page, "ооо проба, нужен кабель 50 м");
    await page.keyboard.press("Alt+g");
    await callIs(page, "ended");
    await recordByEnter(page);
    expect(office.wrong).toEqual([]);
  } finally {
    await office.close();
  }
});
