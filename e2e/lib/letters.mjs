// Letters for journeys: a mailbox that sends, and letters brought in by the command.
import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { PROGRAM } from "./server.mjs";

export const ANNA = "anna@office.example";

/** The director sets up a mailbox that only sends: nothing listens at its server, so letters wait in the outbox. */
export async function mailbox(office) {
  const page = await office.visit("olga");
  await page.goto("/mailboxes/new");
  await page.locator("#f-email").fill(ANNA);
  await page.locator("#f-name").fill("Анна");
  await page.locator("#f-employee").selectOption({ label: await page.locator("#f-employee option", { hasText: "Анна" }).first().textContent() });
  await page.locator("#f-smtp_host").fill("127.0.0.1");
  await page.locator("#f-smtp_port").fill("9");
  await page.locator("#f-smtp_security").selectOption("plain");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.locator("main")).toContainText(ANNA);
}

/** A plain letter; `more` are further lines of its head. */
export function letter({ id, from, to = ANNA, subject, text, more = "", minutes = 30 }) {
  const date = new Date(Date.now() - minutes * 60_000).toUTCString().replace("GMT", "+0000");
  return `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${id}>\r\nDate: ${date}\r\n${more}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}\r\n`;
}

/** The mail system's report that a letter did not arrive (RFC 3464). */
export function bounce(original, email) {
  const date = new Date(Date.now() - 60_000).toUTCString().replace("GMT", "+0000");
  return `From: MAILER-DAEMON@office.example\r\nTo: ${ANNA}\r\nSubject: Undelivered Mail Returned to Sender\r\nMessage-ID: <bounce-1@office.example>\r\nDate: ${date}\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe letter could not be delivered.\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; office.example\r\n\r\nFinal-Recipient: rfc822; ${email}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: ${ANNA}\r\nTo: ${email}\r\nSubject: Offer\r\nMessage-ID: <${original}>\r\n\r\n--b--\r\n`;
}

/** Brings letters in as they would have come, and starts the server again. */
export async function arrive(office, letters) {
  const folder = join(office.data, "..", `${office.data.split("/").pop()}-letters`);
  await mkdir(folder, { recursive: true });
  const files = [];
  for (const [at, text] of letters.entries()) {
    files.push(join(folder, `${at}.eml`));
    await writeFile(files.at(-1), text);
  }
  await office.server.stop();
  execFileSync(PROGRAM, ["import", "--data", office.data, "--to", "anna", "--waiting", ...files], { stdio: "pipe" });
  await office.again();
}
