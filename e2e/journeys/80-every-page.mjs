// All pages at once: no obstacle axe-core knows of in either theme, no sideways scrolling on a phone.
import { AxeBuilder } from "@axe-core/playwright";
import { test, expect } from "../lib/test.mjs";
import { callIs, canRecord, recordByEnter, saved, type } from "../lib/desk.mjs";
import { PLACES } from "../lib/pages.mjs";

/** A director with a client on record and a call under way. */
async function atWork(office, colorScheme) {
  const page = await office.visit("olga", { colorScheme });
  await page.goto("/preferences");
  await page.getByLabel("Внутренний номер").fill("109");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.goto("/");
  await office.talk("p-1", "+79120000001", "109");
  await callIs(page, "talking");
  await type(page, "иванов петр, ооо стройдом, строят коттеджи, нужен кабель 300 м, перезвонить завтра");
  await office.hangUp("p-1");
  await recordByEnter(page);
  await page.goto("/clients");
  const client = await page.locator('main a[href^="/clients/"]').first().getAttribute("href");
  await office.talk("p-2", "+79120000002", "109");
  await page.goto("/");
  await callIs(page, "talking");
  await type(page, "мария, ооо очень длинное название общества с ограниченной ответственностью, автоматы 16а 200 шт");
  await saved(page);
  return { page, client };
}

async function obstacles(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${where}: ${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.any?.[0]?.message ?? ""}`).join(" | ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe-core finds nothing serious on any page in the ${colorScheme} theme`, async ({ office }) => {
    test.setTimeout(120_000);
    const { page, client } = await atWork(office, colorScheme);
    const found = await obstacles(page, "talking");
    await office.hangUp("p-2");
    await canRecord(page);
    found.push(...(await obstacles(page, "wrap-up")));
    for (const place of [...PLACES.slice(1), client, "/nowhere"]) {
      await page.goto(place);
      found.push(...(await obstacles(page, place)));
    }
    const guest = await office.visit(undefined, { colorScheme });
    await guest.goto("/sign-in");
    found.push(...(await obstacles(guest, "/sign-in")));
    expect(found).toEqual([]);
  });
}

test("no page scrolls sideways at 360 and 390 px", async ({ office }) => {
  test.setTimeout(120_000);
  const { page, client } = await atWork(office, "light");
  await office.hangUp("p-2");
  await canRecord(page);
  const wide = [];
  for (const width of [360, 390]) {
    await page.setViewportSize({ width, height: 780 });
    for (const place of [...PLACES, client]) {
      await page.goto(place);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) wide.push(`${place} at ${width} px: ${over} px too wide`);
    }
  }
  expect(wide).toEqual([]);
});
