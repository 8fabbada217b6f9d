// Pictures of the main pages, in both themes and languages, wide and on a phone; the best few are kept in docs/screenshots.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test, expect } from "@playwright/test";
import { callIs, canRecord, saved, type } from "../lib/desk.mjs";
import { folder, officeOf } from "../lib/office.mjs";
import { DIRECTOR, PASSWORD } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const ALL = fileURLToPath(new URL("../.shots/", import.meta.url));
const KEPT = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
/** Those the documents show. */
const BEST = ["desk-talk-ru-light-1440", "desk-talk-en-dark-1440", "desk-talk-ru-light-390", "client-ru-light-1440", "journal-en-light-1440"];
const LINES = {
  ru: "иванов петр, ооо стройдом, строят коттеджи, нужен кабель ввгнг 3х2.5 300 м, перезвонить завтра в 15",
  en: "john miller, harbour ltd, they build houses, need cable 3x2.5 300 m, call back tomorrow at 15:00",
};

test("pictures are taken", async ({ browser }) => {
  test.setTimeout(600_000);
  await Promise.all([mkdir(ALL, { recursive: true }), mkdir(KEPT, { recursive: true })]);
  const data = await folder();
  const office = officeOf(browser, data, await startServer(data));
  try {
    const page = await office.visit();
    const take = async (name) => {
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
        const file = `${name}-${width}`;
        for (const at of BEST.includes(file) ? [ALL, KEPT] : [ALL]) await page.screenshot({ path: `${at}${file}.png`, animations: "disabled", caret: "hide" });
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    await page.goto("/");
    await take("set-up-ru-light");
    await page.getByLabel("Название офиса").fill("Кабель на Садовой");
    await page.getByLabel("Фамилия").fill(DIRECTOR.surname);
    await page.getByLabel("Имя", { exact: true }).fill(DIRECTOR.given);
    await page.getByLabel("Логин или почта").fill(DIRECTOR.login);
    await page.getByLabel("Пароль", { exact: true }).fill(PASSWORD);
    await page.getByLabel("С демонстрационного офиса").check();
    await page.getByRole("button", { name: "Открыть офис" }).click();
    await expect(page.locator("#desk")).toBeVisible({ timeout: 120_000 });
    await callIs(page, "ringing");
    await page.keyboard.press("Alt+g");
    await callIs(page, "talking");
    for (const [lang, theme] of [["ru", "light"], ["en", "dark"], ["ru", "dark"], ["en", "light"]]) {
      await page.goto("/preferences");
      await page.locator(`input[name="language"][value="${lang}"]`).check();
      await page.locator(`input[name="theme"][value="${theme}"]`).check();
      await page.locator('form[action="/preferences"] [type="submit"]').click();
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      const look = `${lang}-${theme}`;
      await page.goto("/");
      await page.locator("#desk-sheet textarea.line").fill("");
      await page.locator("#desk-sheet textarea.line").focus();
      await type(page, LINES[lang]);
      await saved(page);
      await take(`desk-talk-${look}`);
      for (const place of ["journal", "today", "portraits"]) {
        await page.goto(`/${place}`);
        await take(`${place}-${look}`);
      }
      await page.goto("/journal");
      await page.locator('main table a[href^="/clients/"]').filter({ hasText: /ООО|АО/ }).first().click();
      await take(`client-${look}`);
    }
    await page.goto("/");
    await page.keyboard.press("Alt+g");
    await canRecord(page);
    await take("wrap-up-en-light");
    await page.context().clearCookies();
    await page.goto("/sign-in?lang=ru");
    await take("sign-in-ru-light");
  } finally {
    await office.close();
  }
});
