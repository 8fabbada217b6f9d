// One call from the first ring to the record, by keyboard alone.
import { test, expect } from "../lib/test.mjs";
import { callIs, chips, line, number, recordByEnter, sheet, toast, type } from "../lib/desk.mjs";

test("a new caller goes from the ring to the record, the promise, the journal, the output and the client's page without a mouse", async ({ office, anna }) => {
  await office.ring("new-1", "+79123456789");
  await callIs(anna, "ringing");
  await expect(number(anna)).toContainText("912 345-67-89");
  await expect(line(anna)).toBeFocused();
  await office.answer("new-1");
  await callIs(anna, "talking");

  await type(anna, "иванов петр, ооо стройдом, строят коттеджи, нужен кабель ввг 3х2.5 300 м, перезвонить завтра в 15:00");
  for (const text of ["Иванов", "Стройдом", "кабель ввг 3х2.5 300 м", "строят коттеджи", "15:00"]) await expect(chips(anna)).toContainText(text);

  await office.hangUp("new-1");
  await callIs(anna, "ended");
  await recordByEnter(anna);
  await expect(toast(anna)).toContainText("новый клиент ООО Стройдом");
  await expect(toast(anna)).toContainText("перезвонить завтра");
  await expect(toast(anna)).toContainText("в выработку");
  await expect(anna.locator(".promise-line")).toContainText("завтра");
  await expect(anna.locator(".day-list")).toContainText("Стройдом");

  // To the client by Ctrl+K and the last four digits.
  await anna.keyboard.press("Control+k");
  await type(anna, "6789");
  await expect(anna.locator("#palette-list [role=option]").first()).toContainText("Стройдом");
  await anna.keyboard.press("Enter");
  await expect(anna).toHaveURL(/\/clients\/\d+/);
  await expect(anna.getByRole("heading", { level: 1 })).toContainText("ООО Стройдом");
  await expect(anna.locator("main")).toContainText("Иванов П");
  await expect(anna.locator("main")).toContainText("строят коттеджи");

  await anna.goto("/journal");
  await expect(anna.locator("main")).toContainText("Стройдом");
  await anna.goto("/today");
  await expect(anna.locator("main")).toContainText("Стройдом");
  await expect(anna.locator("main")).toContainText("АТС");
});

test("a known caller is matched by the number, and no second client is made", async ({ office, anna }) => {
  await office.talk("k-1", "+79123456789");
  await callIs(anna, "talking");
  await type(anna, "сидорова мария, ооо ромашка, цветы, нужны лампы 20 шт");
  await office.hangUp("k-1");
  await recordByEnter(anna);

  await office.talk("k-2", "+79123456789");
  await callIs(anna, "talking");
  await expect(sheet(anna)).toContainText("ООО Ромашка");
  await expect(sheet(anna)).toContainText("Сидорова Мария");
  await expect(sheet(anna)).toContainText("лампы 20 шт");
  await expect(line(anna)).toBeFocused();
  await type(anna, "где заказ 4512");
  await office.hangUp("k-2");
  await recordByEnter(anna);
  await expect(toast(anna)).toContainText("Записано: ООО Ромашка");
  await anna.goto("/clients");
  await expect(anna.locator("main").getByRole("link", { name: /Ромашка/ })).toHaveCount(1);
});

test("a number of several clients is maybe until one is chosen", async ({ office, anna }) => {
  for (const [call, words] of [["m-1", "ооо ромашка, мария, лампы 20 шт"], ["m-2", "ооо василек, олег, розетки 50 шт"]]) {
    await office.talk(call, "+79123456700");
    await callIs(anna, "talking");
    if (call === "m-2") await anna.getByRole("button", { name: "Это кто-то другой" }).or(anna.getByRole("button", { name: "Это другой клиент" })).first().click();
    await expect(sheet(anna)).toContainText("Новый клиент");
    await expect(line(anna)).toBeFocused();
    await type(anna, words);
    await office.hangUp(call);
    await recordByEnter(anna);
  }
  await office.talk("m-3", "+79123456700");
  await callIs(anna, "talking");
  await expect(sheet(anna)).toContainText("Кто из них звонит?");
  await type(anna, "где заказ");
  await office.hangUp("m-3");
  await callIs(anna, "ended");
  await anna.keyboard.press("Enter");
  await expect(anna.locator("#record-why")).toContainText("выберите, кто звонит");
  await expect(anna.locator(".who-one").first()).toBeFocused();
  await anna.keyboard.press("2");
  await expect(sheet(anna)).not.toContainText("Кто из них звонит?");
  await recordByEnter(anna);
});

test("a call with a hidden number is recorded like any other", async ({ office, anna }) => {
  await office.event({ call: "h-1", event: "ringing", extension: "101" }, { call: "h-1", event: "answered", extension: "101" });
  await callIs(anna, "talking");
  await expect(number(anna)).toHaveText("Номер скрыт");
  await type(anna, "николай, 8 916 555 44 33, гофра 100 м");
  await expect(chips(anna)).toContainText("916 555-44-33");
  await office.hangUp("h-1");
  await recordByEnter(anna);
  await anna.goto("/clients?q=4433");
  await expect(anna.locator("main")).toContainText("Николай");
});
