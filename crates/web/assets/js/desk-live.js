// Hearing of calls: server-sent events, taken up again after a lost connection where they were left.
import { setLost } from "./desk-send.js";

/** Silence after which the line is taken for dead, ms: the server beats every 15 s. */
const SILENCE = 40000;
/** A short break is mended without a word; a longer one is said, ms. */
const PATIENCE = 1500;

/** Calls `changed` whenever something on this desk has changed. */
export function listen(last, changed) {
  let source = null;
  let seen = last;
  let silence = 0;
  let worry = 0;
  let broken = false;

  const alive = () => {
    clearTimeout(silence);
    clearTimeout(worry);
    worry = 0;
    silence = setTimeout(again, SILENCE);
    setLost(false);
  };
  const again = () => {
    source?.close();
    source = new EventSource(`/live?after=${encodeURIComponent(seen)}`);
    source.addEventListener("open", () => {
      alive();
      if (broken) changed();
      broken = false;
    });
    source.addEventListener("beat", alive);
    source.addEventListener("change", (event) => {
      seen = event.lastEventId || seen;
      alive();
      changed(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      broken = true;
      worry ||= setTimeout(() => setLost(true), PATIENCE);
      // A browser tries again by itself unless the answer was an error; then we do.
      if (source.readyState === EventSource.CLOSED) setTimeout(again, PATIENCE);
    });
  };
  again();
  addEventListener("online", again);
  addEventListener("pagehide", () => source?.close());
}
