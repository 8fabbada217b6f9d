// Letters by keyboard: answered with a template, a wrong type corrected, a forgotten type, whose letter it is, a bounce.
import { AxeBuilder } from "@axe-core/playwright";
import { test, expect } from "../lib/test.mjs";
import { SECONDS } from "../lib/effort.mjs";
import { arrive, bounce, letter, mailbox } from "../lib/letters.mjs";

const CABLE = letter({ id: "cable@stroydom.example", from: "Ivan Petrov <ivan@stroydom.example>", subject: "Cable", text: "Здравствуйте!\nПришлите, пожалуйста, коммерческое предложение на кабель." });

/** Anna's list of letters with these in it. */
async function letters(office, list) {
  await mailbox(office);
  await arrive(office, list);
  const anna = await office.visit("anna");
  await anna.goto("/letters");
  return anna;
}

async function clean(page) {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `too wide at ${width} px`).toBeLessThanOrEqual(0);
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => `${one.id}: ${one.nodes[0].target}`)).toEqual([]);
}

test("a letter is answered with a template and its type within 6 s of the keystroke-level model, and taken back", async ({ office }) => {
  const ask = letter({ id: "ask@stroydom.example", from: "Ivan Petrov <ivan@stroydom.example>", subject: "Cable", text: "Подтвердите, что письмо получили, и ответьте завтра." });
  const anna = await letters(office, [ask]);
  await clean(anna);
  await anna.keyboard.press("j");
  await anna.keyboard.press("Enter");
  await expect(anna.getByRole("heading", { level: 1 })).toContainText("Cable");
  await clean(anna);

  // From the open letter on, every press is counted: its keys, and a thought before each.
  let seconds = 0;
  const press = async (keys) => {
    seconds += SECONDS.M + keys.split("+").length * SECONDS.K;
    await anna.keyboard.press(keys);
  };
  await press("r");
  await expect(anna.locator("#templates .template").first()).toBeFocused();
  await press(await anna.locator('.template[value="received-tomorrow"]').getAttribute("data-template-digit"));
  await expect(anna.locator("#picker")).toHaveAttribute("data-chosen", "letter-acknowledge");
  await press("Control+Enter");
  await expect(anna.locator(".undo-note")).toBeVisible();
  console.log(`answering with a template and its type: ${seconds.toFixed(2)} s`);
  expect(seconds).toBeLessThanOrEqual(6);

  await anna.keyboard.press("Alt+z");
  await expect(anna).toHaveURL(/\/outgoing\/\d+$/);
  await expect(anna.locator("#f-subject")).toHaveValue("Re: Cable");
});

test("without a type a letter does not leave and says why; a wrong type is corrected; what is typed survives a reload", async ({ office }) => {
  const anna = await letters(office, [CABLE]);
  await anna.goto("/letters");
  await anna.locator("[data-row]").first().click();
  await expect(anna.locator("article.letter.open")).toBeVisible();
  await anna.keyboard.press("r");
  await anna.locator("#f-text").click();
  await anna.keyboard.type("Кабель есть на складе. ");
  await expect(anna.locator("#compose-saved")).toContainText("Сохранено");
  await anna.keyboard.press("Control+Enter");
  await expect(anna.locator("#send-why")).toBeVisible();
  await expect(anna).toHaveURL(/\/outgoing\//);

  await anna.keyboard.press("Alt+1");
  await expect(anna.locator("#picker")).toHaveAttribute("data-chosen", /.+/);
  const first = await anna.locator("#picker").getAttribute("data-chosen");
  await anna.keyboard.press("Alt+3");
  await expect(anna.locator("#picker")).not.toHaveAttribute("data-chosen", first);
  await anna.reload();
  await expect(anna.locator("#f-text")).toHaveValue(/Кабель есть на складе/);
  await expect(anna.locator("#picker")).not.toHaveAttribute("data-chosen", first);
  await anna.keyboard.press("Control+Enter");
  await expect(anna.locator(".undo-note")).toBeVisible();
});

test("whose letter it is takes one key, and the next one opens", async ({ office }) => {
  const other = letter({ id: "two@spam.example", from: "Promo <promo@spam.example>", subject: "Discounts", text: "Buy now" });
  const anna = await letters(office, [CABLE, other]);
  await anna.goto("/letters?list=whose");
  await anna.keyboard.press("j");
  await anna.keyboard.press("Enter");
  await expect(anna.locator("#whose-title")).toBeVisible();
  const first = anna.url();
  await anna.keyboard.press("n");
  await expect(anna).not.toHaveURL(first);
  await expect(anna.locator("#whose-title")).toBeVisible();
  await anna.keyboard.press("x");
  await anna.keyboard.press("4");
  await expect(anna.locator("#whose-title")).toHaveCount(0);
});

test("a letter that was not delivered says so where it stands", async ({ office }) => {
  const sent = letter({ id: "offer@office.example", from: "Anna <anna@office.example>", to: "nobody@stroydom.example", subject: "Offer", text: "We offer cable" });
  const anna = await letters(office, [sent, bounce("offer@office.example", "nobody@stroydom.example")]);
  await anna.goto("/letters?list=all");
  await anna.locator("[data-row]", { hasText: "Offer" }).first().click();
  await expect(anna.locator(".notice.bad")).toContainText("nobody@stroydom.example");
  await expect(anna.locator(".notice.bad")).toContainText("no such user");
});
