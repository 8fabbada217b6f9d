// An office to walk through: a copy of the one opened by `office/open.mjs`, behind a server of its own.
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "./server.mjs";

/** Where the opened office is kept between the project that opens it and the journeys. */
export const KEPT = fileURLToPath(new URL("../.office", import.meta.url));

/** A folder that goes away with the test. */
export async function folder() {
  return mkdtemp(join(tmpdir(), "yellowsheet-"));
}

/** Copies the opened office and starts a server over it. */
export async function openOffice(browser) {
  const data = await folder();
  await cp(join(KEPT, "data"), data, { recursive: true });
  const { key, sessions } = JSON.parse(await readFile(join(KEPT, "about.json"), "utf8"));
  return officeOf(browser, data, await startServer(data), { key, sessions });
}

/** An office over a folder and a running server. `key` lets calls in, `sessions` are the cookies of its people. */
export function officeOf(browser, data, server, { key = "", sessions = {} } = {}) {
  const contexts = [];
  const wrong = [];
  const office = {
    data,
    server,
    /** What went wrong in the browser by itself: errors of scripts, of the policy of content. */
    wrong,
    get url() { return office.server.url; },

    /** A browser of its own, signed in as someone where a login is given. */
    async visit(login, options = {}) {
      const context = await browser.newContext({
        baseURL: office.url,
        locale: "ru-RU",
        timezoneId: "Europe/Moscow",
        storageState: login ? sessions[login] : undefined,
        ...options,
      });
      contexts.push(context);
      context.on("page", (page) => watch(page, wrong));
      return context.newPage();
    },

    /** The desk of someone, ready for calls. */
    async desk(login, options) {
      const page = await office.visit(login, options);
      await page.goto("/");
      return page;
    },

    /** Sends events of a call as an exchange does; gives the answer. */
    async event(...events) {
      const answer = await fetch(`${office.url}/api/v1/calls/events`, {
        method: "POST",
        headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
        body: JSON.stringify(events.length === 1 ? events[0] : events),
      });
      if (!answer.ok) throw new Error(`an event was refused: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    ring: (call, number, extension = "101", more = {}) => office.event({ call, event: "ringing", number, extension, ...more }),
    answer: (call, extension = "101") => office.event({ call, event: "answered", extension }),
    hangUp: (call) => office.event({ call, event: "ended" }),
    /** Rings and is answered. */
    async talk(call, number, extension = "101") {
      await office.event({ call, event: "ringing", number, extension }, { call, event: "answered", number, extension });
    },

    /** Starts the server again where it stood. */
    async again() {
      office.server = await startServer(data, office.server.port);
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close().catch(() => {})));
      await office.server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
  return office;
}

/** Errors a browser reports by itself; a failed request is not one: journeys cut connections on purpose. */
function watch(page, wrong) {
  page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/Failed to load resource|net::ERR_/.test(text)) wrong.push(`${page.url()}: ${text}`);
  });
  page.on("dialog", (dialog) => {
    if (dialog.type() === "beforeunload") return dialog.accept();
    wrong.push(`${page.url()}: a window said "${dialog.message()}"`);
    return dialog.dismiss();
  });
}
