// Markup in every field is text to everybody who reads it.
import { test, expect } from "../lib/test.mjs";
import { callIs, line, number, recordByEnter, type } from "../lib/desk.mjs";

const BAD = `<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>`;

test("hostile markup in the line and in every field of a client shows as text and runs nothing", async ({ office, anna }) => {
  await office.event({ call: "<b>x</b>", event: "ringing", number: BAD.slice(0, 60), extension: "101" });
  await expect(number(anna)).toContainText("<img src=x");
  await office.hangUp("<b>x</b>");
  await callIs(anna, "missed");
  await office.talk("bad", "+79120000009");
  await callIs(anna, "talking");
  await type(anna, `ооо ромашка, мария, ${BAD}, лампы 20 шт`);
  await office.hangUp("bad");
  await recordByEnter(anna);
  await anna.goto("/clients");
  await anna.locator("main").getByRole("link", { name: /Ромашка/ }).first().click();
  await anna.locator("details.edit > summary").click();
  await anna.locator("#f-name").fill(`Ромашка ${BAD}`);
  for (const field of await anna.locator('form input[name^="fact-"]').all()) await field.fill(BAD);
  await anna.getByRole("button", { name: "Сохранить" }).click();
  await expect(anna.getByRole("heading", { level: 1 })).toContainText("<img src=x");
  for (const place of [anna.url(), "/clients", "/journal", "/today", "/"]) {
    await anna.goto(place);
    expect(await anna.evaluate(() => window.hurt), place).toBeUndefined();
    expect(await anna.locator('img[src="x"]').count(), place).toBe(0);
  }
  await office.talk("again", "+79120000009");
  await callIs(anna, "talking");
  await expect(line(anna)).toBeFocused();
  await anna.keyboard.press("Control+k");
  await type(anna, "ромашка");
  await expect(anna.locator("#palette-list [role=option]").first()).toContainText("<img");
  expect(await anna.evaluate(() => window.hurt)).toBeUndefined();
});
