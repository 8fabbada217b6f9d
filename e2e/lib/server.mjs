// A real server of the product on a loopback port, with a data folder of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PROGRAM = process.env.YELLOWSHEET_BIN || `${ROOT}target/debug/yellowsheet`;
const READY = /^Yellow Sheet is ready: (http:\/\/\S+)/;
/** How long a start may take on a busy machine, ms. */
const PATIENCE = 30_000;

const running = new Set();
// Nothing outlives the tests, also when they are stopped half-way.
process.on("exit", () => { for (const child of running) child.kill("SIGKILL"); });

/** Starts the program over a data folder; port 0 takes a free one. */
export async function startServer(data, port = 0) {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: run cargo build, or set YELLOWSHEET_BIN`);
  const child = spawn(PROGRAM, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`], {
    env: { ...process.env, RUST_LOG: process.env.RUST_LOG || "warn" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const said = [];
  child.stderr.on("data", (text) => said.push(String(text)));
  const over = once(child, "exit").finally(() => running.delete(child));
  const url = await ready(child, over, said);
  return {
    url,
    port: Number(new URL(url).port),
    said: () => said.join(""),
    stop: () => end(child, over, "SIGTERM"),
    kill: () => end(child, over, "SIGKILL"),
  };
}

async function ready(child, over, said) {
  let late;
  const line = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (text) => READY.test(text) && resolve(READY.exec(text)[1]));
    over.then(([code]) => reject(new Error(`the server ended with ${code}: ${said.join("")}`)), reject);
    late = setTimeout(() => reject(new Error(`the server did not get ready: ${said.join("")}`)), PATIENCE);
  });
  try {
    return await line;
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    clearTimeout(late);
  }
}

async function end(child, over, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await over;
  clearTimeout(late);
}
