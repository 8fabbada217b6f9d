// How much work a call costs beyond typing its values; `npm run effort` prints the table.
import { test, expect } from "../lib/test.mjs";
import { cost, keysOf, record, SECONDS, taken, typeByHand } from "../lib/effort.mjs";
import { callIs, canRecord, chips, recordByEnter, saved, sheet } from "../lib/desk.mjs";

const NEW = {
  values: ["иванов петр", "ооо стройдом", "строят коттеджи", "кабель ввг 3х2.5 300 м", "перезвонить завтра в 15"],
  seen: ["Иванов Петр", "ООО Стройдом", "строят коттеджи", "кабель ввг 3х2.5 300 м", "перезвонить"],
};
const KNOWN = { values: ["лампы 20 шт", "перезвонить завтра"], seen: ["лампы 20 шт", "перезвонить"] };

/** One call by hand: the values with ", " between them, and Enter once the call is over. */
async function call(office, page, name, { values, seen }) {
  await office.talk(name, "+79123456789");
  await callIs(page, "talking");
  await taken(page);
  await typeByHand(page, values.join(", "));
  await saved(page);
  for (const text of seen) await expect(chips(page)).toContainText(text);
  const talking = await taken(page);
  await office.hangUp(name);
  await canRecord(page);
  // What a hand too early presses again is not counted: a person presses Enter once.
  await recordByEnter(page);
  const after = (await taken(page)).filter((one, at, all) => !one.command || at === all.length - 1);
  const all = cost([...talking, ...after]);
  const own = values.reduce((sum, one) => sum + keysOf(one), 0) * SECONDS.K;
  return { all, own, beyond: all.total - own, strict: all.total - own + values.length * SECONDS.M, after: cost(after).total };
}

const row = (name, one) =>
  [name.padEnd(14), ...[one.all.keys, one.all.clicks, one.all.thoughts].map((n) => String(n).padStart(6)),
    ...[one.all.total, one.own, one.beyond, one.strict, one.after].map((s) => s.toFixed(2).padStart(8))].join(" ");

test("the effort of a call beyond its values stays within 6 s for a new caller, 4 s for a known one, 2 s after the call", async ({ office }) => {
  const page = await office.visit("anna");
  await record(page);
  await page.goto("/");
  const fresh = await call(office, page, "e-1", NEW);
  await expect(page.locator(".day-list")).toContainText("Стройдом");
  const known = await call(office, page, "e-2", KNOWN);
  await expect(sheet(page)).not.toContainText("Новый клиент");
  console.log(`
Effort, seconds of the keystroke-level model (K ${SECONDS.K}, P ${SECONDS.P}, B ${SECONDS.B}, H ${SECONDS.H}, M ${SECONDS.M}), every key recorded in the browser
                 keys clicks  M      total   values   beyond   strict after call
${row("new caller", fresh)}
${row("known caller", known)}
values: the keys of name, company, what it does, wish and next step as spoken; the type is the likeliest, accepted by the same Enter.
beyond: everything else: ", " between values (Shift, comma, space), the Enter that records, M before the line and before Enter.
strict: one more M for every fact in the line. After call: from the hang-up to the record.
`);
  expect(fresh.all.clicks + known.all.clicks, "by keyboard alone").toBe(0);
  expect(fresh.beyond).toBeLessThanOrEqual(6);
  expect(known.beyond).toBeLessThanOrEqual(4);
  expect(fresh.after).toBeLessThanOrEqual(2);
  expect(known.after).toBeLessThanOrEqual(2);
  expect(fresh.strict).toBeLessThanOrEqual(14);
});
