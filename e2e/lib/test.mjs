// What every journey starts with: an office of its own, closed whatever happens.
import { test as base, expect } from "@playwright/test";
import { openOffice } from "./office.mjs";

export { expect };

export const test = base.extend({
  /** An office with a director and five colleagues, no clients. */
  office: async ({ browser }, use) => {
    const office = await openOffice(browser);
    try {
      await use(office);
      expect(office.wrong, "nothing went wrong inside the pages").toEqual([]);
    } finally {
      await office.close();
    }
  },
  /** Anna's desk: she answers calls at extension 101. */
  anna: async ({ office }, use) => use(await office.desk("anna")),
});
