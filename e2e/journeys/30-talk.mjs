// What is done while talking and right after: moves, answers, matters, corrections.
import { test, expect } from "../lib/test.mjs";
import { callIs, canRecord, chips, line, recordByEnter, saved, sheet, toast, type } from "../lib/desk.mjs";

test("somebody who is no client is marked by one key and a digit, and no client is made", async ({ office, anna }) => {
  await office.talk("n", "+79110001001");
  await callIs(anna, "talking");
  await anna.keyboard.press("Alt+n");
  await expect(anna.getByRole("dialog", { name: "Это не клиент" })).toBeVisible();
  await anna.keyboard.press("2");
  await expect(sheet(anna)).toContainText("Не клиент: курьер");
  await expect(anna.locator("#desk-guide")).toContainText("подсказки молчат");
  await office.hangUp("n");
  await recordByEnter(anna);
  await expect(toast(anna)).toContainText("не клиент");
  await anna.goto("/clients");
  await expect(anna.locator("main")).toContainText("Клиентов пока нет");
});

test("a call of two matters is recorded as two units of work", async ({ office, anna }) => {
  await office.talk("2m", "+79110001002");
  await callIs(anna, "talking");
  await type(anna, "ооо фаза, кирилл, нужны автоматы 40 шт");
  await office.hangUp("2m");
  await callIs(anna, "ended");
  await anna.keyboard.press("Alt+m");
  await expect(anna.locator("[data-matter-type]")).toBeFocused();
  await anna.locator("[data-matter-type]").selectOption({ index: 3 });
  await anna.keyboard.press("Tab");
  await type(anna, "и где прошлый заказ");
  await anna.keyboard.press("Alt+l");
  await expect(line(anna)).toBeFocused();
  await saved(anna);
  await recordByEnter(anna);
  await anna.goto("/today");
  await expect(anna.locator("main table tbody tr").filter({ hasText: "Фаза" })).toHaveCount(2);
});

test("a recording is undone by one key, and a recorded sheet is opened again and corrected", async ({ office, anna }) => {
  await office.talk("u", "+79110001003");
  await callIs(anna, "talking");
  await type(anna, "ооо контур, нужен шкаф 1 шт");
  await office.hangUp("u");
  await recordByEnter(anna);
  await anna.keyboard.press("Alt+z");
  await expect(toast(anna)).toContainText("Запись отменена");
  await expect(line(anna)).toHaveValue("ооо контур, нужен шкаф 1 шт");
  await expect(line(anna)).toBeFocused();
  await type(anna, ", зовут глеб");
  await expect(chips(anna)).toContainText("Глеб");
  await recordByEnter(anna);

  await anna.locator(".day-list").getByRole("link", { name: /Контур/ }).click();
  await expect(sheet(anna)).toContainText("Записано.");
  await anna.getByRole("button", { name: "Открыть заново" }).click();
  await expect(toast(anna)).toContainText("Лист открыт заново");
  await expect(line(anna)).toBeFocused();
  await type(anna, ", перезвонить завтра");
  await expect(chips(anna)).toContainText("перезвонить");
  await recordByEnter(anna);
  await expect(anna.locator(".promise-line")).toContainText("завтра");
});

test("an answer is found by a few letters, and opening it means that we answered", async ({ office, anna }) => {
  await office.talk("an", "+79110001004");
  await callIs(anna, "talking");
  await expect(anna.locator('.moments [aria-current="step"]')).toHaveText(/приветствие|слушаем/);
  await anna.keyboard.press("Alt+a");
  await type(anna, "достав");
  await expect(anna.locator("#answers-found summary").first()).toContainText(/достав/i);
  await anna.keyboard.press("Enter");
  await expect(anna.locator("#answers-found details[open]")).toHaveCount(1);
  await expect(anna.locator('.moments [aria-current="step"]')).toHaveText("ответили");
  await anna.keyboard.press("Escape");
  await expect(line(anna)).toBeFocused();
});

test("a question without an answer goes to the author of the playbook", async ({ office, anna }) => {
  await office.talk("q", "+79110001005");
  await callIs(anna, "talking");
  await anna.keyboard.press("Alt+a");
  await type(anna, "бензопила");
  await expect(anna.locator("#answers-found")).toContainText("такого ответа нет");
  await anna.keyboard.press("Enter");
  await expect(anna.locator("[data-ask]")).toBeFocused();
  await anna.keyboard.press("Enter");
  await expect(toast(anna)).toContainText("Вопрос отправлен");
  await expect(line(anna)).toBeFocused();
  await anna.goto("/questions");
  await expect(anna.locator("main")).toContainText("бензопила");
});

test("what was said is marked by one chord, and the guide goes on", async ({ office, anna }) => {
  await office.talk("s", "+79110001006");
  await callIs(anna, "talking");
  const first = anna.locator(".say-one .say-text").first();
  const words = await first.textContent();
  await anna.keyboard.press("Alt+1");
  await expect(first).not.toHaveText(words);
  await type(anna, "нужен кабель 100 м");
  await anna.keyboard.press("Alt+w");
  await expect(anna.locator('.moments [aria-current="step"]')).toHaveText("ответили");
  await expect(anna.locator(".say-one")).not.toHaveCount(0);
  expect(await anna.locator(".say-one").count()).toBeLessThanOrEqual(3);
  await anna.keyboard.press("Alt+p");
  await expect(chips(anna)).toContainText("перезвонить");
  await anna.keyboard.press("Alt+c");
  await expect(anna.locator('.moments [aria-current="step"]')).toHaveText("прощаемся");
  await expect(line(anna)).toBeFocused();
});

test("Enter never records while the call goes on", async ({ office, anna }) => {
  await office.talk("e", "+79110001007");
  await callIs(anna, "talking");
  await type(anna, "ооо заря, провод 10 м");
  await anna.keyboard.press("Enter");
  await type(anna, "и розетки");
  await expect(line(anna)).toHaveValue("ооо заря, провод 10 м\nи розетки");
  await anna.keyboard.press("Alt+s");
  await anna.keyboard.press("Enter");
  await saved(anna);
  await callIs(anna, "talking");
  await expect(sheet(anna)).not.toHaveAttribute("data-recorded");
  await expect(toast(anna)).toBeEmpty();
  await office.hangUp("e");
  await recordByEnter(anna);
});

test("words typed on the wrong layout are understood, and chords work on it too", async ({ office, anna }) => {
  await office.talk("l", "+79110001008");
  await callIs(anna, "talking");
  await type(anna, "bdfyjd gtnh, jjj cnhjqljv, ye;ty rf,tkm 200 v, gthtpdjybnm pfdnhf");
  await expect(chips(anna)).toContainText("Иванов");
  await expect(chips(anna)).toContainText("Стройдом");
  await expect(chips(anna)).toContainText("кабель 200 м");
  await office.hangUp("l");
  await recordByEnter(anna);
});

test("the type is chosen by a digit, with its reason beside the likeliest", async ({ office, anna }) => {
  await office.talk("ty", "+79110001009");
  await callIs(anna, "talking");
  await type(anna, "ооо сеть, хотят вернуть бухту кабеля");
  await office.hangUp("ty");
  await canRecord(anna);
  await expect(anna.locator(".type-one.is-likely .type-why").first()).not.toBeEmpty();
  const second = await anna.locator(".type-one .type-title").nth(1).textContent();
  await anna.keyboard.press("Alt+2");
  await expect(anna.locator(".type-one.is-likely")).toContainText(second);
  await expect(anna.locator(".type-one.is-likely")).toContainText("выбрано вами");
  await anna.keyboard.press("Alt+l");
  await recordByEnter(anna);
  await anna.goto("/today");
  await expect(anna.locator("main")).toContainText(second);
});
