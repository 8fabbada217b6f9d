// Nothing that was typed is lost: not by a reload, not by a lost connection, not by a killed server.
import { test, expect } from "../lib/test.mjs";
import { callIs, chips, line, lost, number, recordByEnter, saved, sheet, type } from "../lib/desk.mjs";

test("a reload brings the same sheet back with the cursor where it was", async ({ office, anna }) => {
  await office.talk("r", "+79110002001");
  await callIs(anna, "talking");
  await type(anna, "ооо вектор, трубы 20 м");
  await anna.reload();
  await expect(number(anna)).toContainText("000-20-01");
  await expect(line(anna)).toHaveValue("ооо вектор, трубы 20 м");
  await expect(line(anna)).toBeFocused();
  await type(anna, ", олег");
  await expect(line(anna)).toHaveValue("ооо вектор, трубы 20 м, олег");
  await expect(chips(anna)).toContainText("Олег");
});

test("that a line is saved stays said while other calls come and go", async ({ office, anna }) => {
  await office.talk("k", "+79110002007");
  await callIs(anna, "talking");
  await type(anna, "ооо маяк");
  await saved(anna);
  await office.ring("k2", "+79110002008", "102");
  await expect(anna.locator("#desk-now")).toContainText("000-20-08");
  await expect(anna.locator("#line-saved")).toHaveText("Сохранено");
});

test("without connection the page says so, keeps what is typed and sends it when the connection is back", async ({ office, anna }) => {
  await office.talk("o", "+79110002002");
  await callIs(anna, "talking");
  await type(anna, "ооо маяк, ");
  await saved(anna);
  await anna.context().setOffline(true);
  await type(anna, "прожекторы 6 шт");
  await expect(lost(anna)).toBeVisible();
  await expect(anna.locator("#line-saved")).toContainText("Нет связи");
  await anna.context().setOffline(false);
  await expect(lost(anna)).toBeHidden();
  await expect(chips(anna)).toContainText("прожекторы 6 шт");
  await expect(line(anna)).toHaveValue("ооо маяк, прожекторы 6 шт");
  // Another browser of the same employee sees it: it is on the server.
  const other = await office.desk("anna");
  await expect(line(other)).toHaveValue("ооо маяк, прожекторы 6 шт");
});

test("what was typed without connection survives a closed browser page", async ({ office, anna }) => {
  await office.talk("c", "+79110002003");
  await callIs(anna, "talking");
  await type(anna, "ип белов, ");
  await saved(anna);
  await anna.context().setOffline(true);
  await type(anna, "люстра 1 шт");
  await expect(lost(anna)).toBeVisible();
  const context = anna.context();
  await anna.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto("/");
  await expect(line(again)).toHaveValue("ип белов, люстра 1 шт");
  await expect(chips(again)).toContainText("люстра 1 шт");
});

test("a server killed in the middle of a call and started again loses nothing", async ({ office, anna }) => {
  await office.talk("k", "+79110002004");
  await callIs(anna, "talking");
  await type(anna, "ооо горизонт, сергей, ");
  await saved(anna);
  await office.server.kill();
  await type(anna, "кабель 500 м");
  await expect(lost(anna)).toBeVisible();
  await office.again();
  await expect(lost(anna)).toBeHidden({ timeout: 20_000 });
  await expect(chips(anna)).toContainText("кабель 500 м");
  await office.hangUp("k");
  await callIs(anna, "ended");
  await recordByEnter(anna);
  await anna.reload();
  await expect(anna.locator(".day-list")).toContainText("Горизонт");
});

test("events of a call repeated and in any order come to the same sheet", async ({ office, anna }) => {
  const start = Date.now() - 60_000;
  const at = (seconds) => new Date(start + seconds * 1000).toISOString();
  const of = (event, seconds) => ({ call: "x", event, at: at(seconds), number: "+79110002005", extension: "101" });
  await office.event(of("ended", 50));
  await office.event(of("ringing", 0), of("answered", 5), of("ringing", 0));
  await office.event(of("ended", 50));
  await expect(anna.locator("#desk-now")).toContainText("Ждут записи");
  await anna.keyboard.press("Alt+x");
  await callIs(anna, "ended");
  await expect(number(anna)).toContainText("000-20-05");
  await expect(sheet(anna)).toContainText("0:45");
  await expect(anna.locator("#desk-now .call-line")).toHaveCount(1);
});

test("an expired sign-in loses no word of the line", async ({ office, anna }) => {
  await office.talk("s", "+79110002006");
  await callIs(anna, "talking");
  await type(anna, "ооо полюс, ");
  await saved(anna);
  const other = await office.visit("anna");
  await other.goto("/preferences");
  await other.getByRole("button", { name: "Выйти на всех устройствах" }).click();
  await expect(other).toHaveURL(/sign-in/);
  // Typed slowly: the page must not go away between two letters.
  await anna.keyboard.type("реле 3 шт", { delay: 120 });
  await expect(anna).toHaveURL(/sign-in/);
  await anna.getByLabel("Логин или почта").fill("anna");
  await anna.getByLabel("Пароль").fill("долгая фраза о дожде");
  await anna.getByRole("button", { name: "Войти" }).click();
  await expect(line(anna)).toHaveValue("ооо полюс, реле 3 шт");
  await expect(chips(anna)).toContainText("реле 3 шт");
});
