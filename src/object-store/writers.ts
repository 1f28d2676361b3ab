/**
 * One writer at a time, on any store: each puts a mark of its own name, then looks which marks there are. Whoever comes second sees the
 * first, since a store lists what it has taken; of two that come at once none goes on. It needs no conditional requests, which
 * many stores do not know. A mark is put again while its writer lives, and counts for nothing when it was not for a while.
 */
import { hostname } from "node:os";
import { Failure } from "../failure/failure.js";
import type { Store } from "./store.js";

const FOLDER = "_witskit/writers/";
/** Milliseconds between two signs of life, and after which, by the store's own clock, a mark counts for nothing. */
const FRESHEN = 15_000;
const STALE = 120_000;

/** Runs `write` while nobody else writes there. `id` is that of the cache, which one process holds at a time. Throws Failure("output-taken"). */
export async function asWriter<Result>(
  store: Store,
  id: string,
  write: () => Promise<Result>,
): Promise<Result> {
  const key = `${FOLDER}${id}`;
  const text = `${JSON.stringify({ host: hostname(), pid: process.pid })}\n`;
  await store.put(key, text);
  const timer = setInterval(() => void store.put(key, text).catch(() => undefined), FRESHEN);
  timer.unref();
  try {
    const marks = await store.list(FOLDER);
    const now = marks.find((mark) => mark.key === key)?.modified ?? Date.now();
    const others = marks.filter((mark) => mark.key !== key);
    const living = others.find(({ modified }) => now - modified < STALE);
    if (living !== undefined) throw taken(store, (await store.text(living.key))?.text);
    await store.remove(others.map((mark) => mark.key));
    return await write();
  } finally {
    clearInterval(timer);
    await store.remove([key]).catch(() => undefined);
  }
}

function taken({ shown }: Store, mark: string | undefined): Failure {
  const host = /"host":"([^"\\]+)"/.exec(mark ?? "")?.[1];
  return new Failure(
    "output-taken",
    `another run writes to ${shown}${host === undefined ? "" : `, on ${host}`}; wait until it has ended. One that was killed ` +
      `elsewhere counts for nothing ${STALE / 1000} seconds after`,
  );
}
