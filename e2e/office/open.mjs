// The first start: an empty office, its people by invitation, their phones and the key of the exchange; kept for journeys.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, expect } from "@playwright/test";
import { COLLEAGUES, DIRECTOR, OFFICE, PASSWORD } from "../lib/people.mjs";
import { folder, KEPT, officeOf } from "../lib/office.mjs";
import { startServer } from "../lib/server.mjs";

test("the first page opens an empty office, and colleagues come by invitation", async ({ browser }) => {
  test.setTimeout(120_000);
  const data = await folder();
  const office = officeOf(browser, data, await startServer(data));
  try {
    const page = await office.visit();
    await page.goto("/");
    await expect(page).toHaveURL(/\/set-up$/);
    await page.getByLabel("Название офиса").fill(OFFICE);
    await introduce(page, DIRECTOR);
    await page.getByLabel("С чистого листа").check();
    await page.getByRole("button", { name: "Открыть офис" }).click();
    await expect(page.getByRole("heading", { name: "Сейчас тихо" })).toBeVisible();

    const sessions = { [DIRECTOR.login]: await page.context().storageState() };
    for (const one of COLLEAGUES) sessions[one.login] = await invite(office, page, one);
    await givePhones(page);

    await page.goto("/telephony");
    await page.getByRole("button", { name: /ключ/i }).click();
    const key = await page.locator("input#key").inputValue();
    expect(key.length).toBeGreaterThan(20);

    expect(office.wrong).toEqual([]);
    await office.server.stop();
    await rm(KEPT, { recursive: true, force: true });
    await mkdir(KEPT, { recursive: true });
    await cp(data, join(KEPT, "data"), { recursive: true });
    await writeFile(join(KEPT, "about.json"), JSON.stringify({ key, sessions }));
  } finally {
    await office.close();
  }
});

/** Fills in who somebody is. */
async function introduce(page, one) {
  await page.getByLabel("Фамилия").fill(one.surname);
  await page.getByLabel("Имя", { exact: true }).fill(one.given);
  await page.getByLabel("Отчество").fill(one.patronymic);
  await page.getByLabel("Логин или почта").fill(one.login);
  await page.getByLabel("Пароль", { exact: true }).fill(PASSWORD);
}

/** Makes a link, and lets the colleague accept it in another browser. Gives the cookies of the colleague. */
async function invite(office, page, one) {
  await page.goto("/people");
  await page.getByLabel("Для кого").fill(one.given);
  for (const box of await page.locator('input[name="role"]').all()) await box.setChecked((await box.getAttribute("value")) === one.role);
  await page.getByRole("button", { name: "Сделать ссылку" }).click();
  const link = await page.getByLabel("Ссылка-приглашение").inputValue();
  const guest = await office.visit();
  await guest.goto(link);
  await expect(guest.getByRole("heading")).toContainText(OFFICE);
  await introduce(guest, one);
  await guest.getByRole("button", { name: "Начать работу" }).click();
  await expect(guest.locator("details.user")).toBeVisible();
  const state = await guest.context().storageState();
  await guest.goto(link);
  await expect(guest.getByRole("heading")).toHaveText("Ссылка больше не действует");
  await guest.context().close();
  return state;
}

/** The director gives out extensions and says whose work Dmitry checks. */
async function givePhones(page) {
  for (const one of COLLEAGUES.filter((colleague) => colleague.extension)) {
    await page.goto("/people");
    await page.getByRole("link", { name: `${one.surname} ${one.given}` }).click();
    await page.getByLabel("Внутренний номер").fill(one.extension);
    if (one.role === "employee") await page.getByLabel("Администратор сотрудника").selectOption({ label: "Дмитрий Лебедев" });
    await page.getByRole("button", { name: "Сохранить" }).click();
    await expect(page.getByText("Изменения сохранены.")).toBeVisible();
  }
}
