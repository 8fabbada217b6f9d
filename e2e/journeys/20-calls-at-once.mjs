// More than one call: an unfinished sheet waits and never blocks the next call.
import { test, expect } from "../lib/test.mjs";
import { callIs, canRecord, line, number, recordByEnter, saved, sheet, toast, type } from "../lib/desk.mjs";

test("of two calls at once the second waits on the desk, and both are recorded", async ({ office, anna }) => {
  await office.talk("a", "+79110000001");
  await callIs(anna, "talking");
  await type(anna, "первый, нужны розетки 10 шт");
  await saved(anna);
  await office.ring("b", "+79110000002");
  await expect(anna.locator('#desk-now [data-state="ringing"]')).toContainText("911 000-00-02");
  await expect(number(anna)).toContainText("000-00-01");
  await expect(line(anna)).toBeFocused();

  await anna.keyboard.press("Alt+x");
  await expect(number(anna)).toContainText("000-00-02");
  await office.answer("b");
  await callIs(anna, "talking");
  await type(anna, "вторая, автоматы 5 шт");
  await saved(anna);
  await office.hangUp("a");
  await expect(number(anna)).toContainText("000-00-02");
  await office.hangUp("b");
  await recordByEnter(anna);

  await expect(anna.locator("#desk-now")).toContainText("Ждут записи");
  await anna.keyboard.press("Alt+x");
  await expect(number(anna)).toContainText("000-00-01");
  await expect(line(anna)).toHaveValue("первый, нужны розетки 10 шт");
  await canRecord(anna);
  await recordByEnter(anna);
  await expect(anna.locator("#desk-now")).not.toContainText("Ждут записи");
});

test("a call a colleague answers leaves the desk and opens on theirs", async ({ office, anna }) => {
  const boris = await office.desk("boris");
  await office.ring("g", "+79110000003", "101");
  await callIs(anna, "ringing");
  await office.answer("g", "102");
  await expect(number(boris)).toContainText("000-00-03");
  await callIs(boris, "talking");
  await expect(anna.locator('#desk-now [data-state="ringing"]')).toHaveCount(0);
});

test("\"I took this call\" brings the sheet of a call that rang at a colleague", async ({ office, anna }) => {
  const boris = await office.desk("boris");
  await office.talk("t", "+79110000004", "102");
  await callIs(boris, "talking");
  await expect(anna.locator("#desk-now")).toContainText("У коллег");
  await anna.keyboard.press("Alt+t");
  await expect(number(anna)).toContainText("000-00-04");
  await expect(toast(anna)).toContainText("Звонок теперь у вас");
  await expect(sheet(boris)).not.toContainText("000-00-04");
  await type(anna, "щит на 24 модуля");
  await office.hangUp("t");
  await recordByEnter(anna);
});

test("a ring never takes the focus from a field being typed in", async ({ office, anna }) => {
  await anna.locator("#answers-q").focus();
  await type(anna, "доста");
  await office.ring("f", "+79110000005");
  await expect(anna.locator('#desk-now [data-state="ringing"]')).toBeVisible();
  await type(anna, "вка");
  await expect(anna.locator("#answers-q")).toBeFocused();
  await expect(anna.locator("#answers-q")).toHaveValue("доставка");
});

test("a call past the exchange is entered by hand and counts by word", async ({ anna }) => {
  await anna.keyboard.press("Alt+i");
  await type(anna, "89265554433");
  await anna.keyboard.press("Enter");
  await callIs(anna, "talking");
  await expect(number(anna)).toContainText("926 555-44-33");
  await expect(sheet(anna)).toContainText("со слов");
  await type(anna, "павел, ип громов, стабилизатор 2 шт");
  await anna.keyboard.press("Alt+g");
  await callIs(anna, "ended");
  await recordByEnter(anna);
});
