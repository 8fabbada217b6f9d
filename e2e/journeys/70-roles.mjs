// Each role sees exactly its places, and is told kindly where it may not go.
import { test, expect } from "../lib/test.mjs";

const CONTENT = ["/portraits", "/phrases", "/questions", "/playbook"];
const PLACES = {
  anna: ["/", "/clients", "/letters", "/journal", "/today", ...CONTENT],
  vera: ["/clients", "/letters", "/journal", ...CONTENT],
  dmitry: ["/", "/clients", "/letters", "/journal", "/today", ...CONTENT, "/unfinished", "/people"],
  olga: ["/", "/clients", "/letters", "/journal", "/today", ...CONTENT, "/unfinished", "/people", "/telephony", "/mailboxes"],
  egor: [...CONTENT, "/people", "/telephony", "/mailboxes"],
};
/** Open to some who do not have them in the menu: the first page leads on, and one's own unfinished sheets are one's own. */
const OWN = ["/", "/unfinished"];
const NAMES = { anna: "an employee", vera: "an operator", dmitry: "a supervisor", olga: "a director", egor: "an administrator" };

for (const [login, places] of Object.entries(PLACES)) {
  test(`${NAMES[login]} sees exactly the places of the role`, async ({ office }) => {
    const page = await office.visit(login);
    await page.goto("/");
    await expect(page.locator("#places a").first()).toBeVisible();
    const menu = await page.locator("#places a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(menu).toEqual(places);
    for (const place of places) {
      const answer = await page.goto(place);
      expect(answer.status(), place).toBe(200);
      await expect(page.locator("h1").first()).not.toBeEmpty();
    }
    for (const place of PLACES.olga.filter((one) => !OWN.includes(one) && !places.includes(one))) {
      const answer = await page.goto(place);
      expect(answer.status(), place).toBe(403);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Сюда вам нельзя");
      await expect(page.locator("main")).toContainText("попросите директора");
    }
  });
}
