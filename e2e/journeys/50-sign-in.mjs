// Coming in and going out.
import { test, expect } from "../lib/test.mjs";
import { PASSWORD } from "../lib/people.mjs";

async function signIn(page, login, password) {
  await page.getByLabel("Логин или почта").fill(login);
  await page.getByLabel("Пароль").fill(password);
  await page.getByRole("button", { name: "Войти" }).click();
}

test("a wrong password is refused in words, and too many attempts are held back", async ({ office }) => {
  const page = await office.visit();
  await page.goto("/clients");
  await expect(page).toHaveURL(/\/sign-in\?back=/);
  for (let attempt = 0; attempt < 5; attempt++) {
    await signIn(page, "anna", "не тот пароль");
    await expect(page.getByRole("alert")).toContainText("Логин или пароль не подошли");
    await expect(page.getByLabel("Логин или почта")).toHaveValue("anna");
  }
  await signIn(page, "anna", PASSWORD);
  await expect(page.getByRole("alert")).toContainText("Слишком много попыток");
  // Others of the same office are not held back by it.
  await signIn(page, "boris", PASSWORD);
  await expect(page).toHaveURL(/\/clients$/);
});

test("signing out everywhere ends the sessions of every browser", async ({ office }) => {
  const [here, there] = [await office.visit("anna"), await office.visit("anna")];
  await there.goto("/journal");
  await expect(there.getByRole("heading", { level: 1 })).toHaveText("Журнал звонков");
  await here.goto("/preferences");
  await here.getByRole("button", { name: "Выйти на всех устройствах" }).click();
  await expect(here).toHaveURL(/\/sign-in/);
  await there.reload();
  await expect(there).toHaveURL(/\/sign-in/);
});

test("a password is changed by its owner, and the old one works no more", async ({ office }) => {
  const page = await office.visit("boris");
  await page.goto("/preferences");
  await page.getByLabel("Нынешний пароль").fill(PASSWORD);
  await page.getByLabel("Новый пароль", { exact: true }).fill("совсем другая фраза");
  await page.getByLabel("Новый пароль ещё раз").fill("совсем другая фраза");
  await page.getByRole("button", { name: "Сменить пароль" }).click();
  await expect(page.locator("main")).toContainText("Пароль изменён");
  const again = await office.visit();
  await again.goto("/sign-in");
  await signIn(again, "boris", PASSWORD);
  await expect(again.getByRole("alert")).toContainText("не подошли");
  await signIn(again, "boris", "совсем другая фраза");
  await expect(again.getByRole("heading", { name: "Сейчас тихо" })).toBeVisible();
});

test("an invitation taken back opens nothing", async ({ office }) => {
  const page = await office.visit("olga");
  await page.goto("/people");
  await page.getByLabel("Для кого").fill("стажёр");
  await page.getByRole("button", { name: "Сделать ссылку" }).click();
  const link = await page.getByLabel("Ссылка-приглашение").inputValue();
  await page.getByRole("button", { name: "Отозвать" }).click();
  await expect(page.locator("main")).not.toContainText("стажёр");
  const guest = await office.visit();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Ссылка больше не действует");
});

test("language and theme are chosen by each person and stay", async ({ office }) => {
  const page = await office.visit("anna");
  await page.goto("/preferences");
  await page.getByLabel("English").check();
  await page.getByLabel("Тёмная").check();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Сейчас тихо" })).toHaveCount(0);
  await expect(page.locator("main")).not.toContainText(/[а-яё]/i);
  const colleague = await office.desk("boris");
  await expect(colleague.locator("html")).toHaveAttribute("lang", "ru");
  await expect(colleague.locator("html")).toHaveAttribute("data-theme", "system");
});
