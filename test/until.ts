/** Waiting for what other processes, sockets and timers bring about. */
import { setTimeout as delay } from "node:timers/promises";
import { TestRunner } from "vitest";

/** Milliseconds before a test's own limit at which a wait gives up, so that it is the wait that says what did not come. */
const BEFORE_LIMIT = 1000;

/**
 * Waits until the condition holds, and answers what it was then. Where it never does, it says what was waited for, shortly before
 * the test's own limit ends it.
 */
export async function until<Value>(
  condition: () => Value | Promise<Value>,
): Promise<Exclude<Value, false | undefined>> {
  const limit = performance.now() + millisecondsLeft();
  for (;;) {
    const value = await condition();
    if (value !== false && value !== undefined) return value as Exclude<Value, false | undefined>;
    if (performance.now() > limit) throw new Error(`waited in vain until ${wordsOf(condition)}`);
    await delay(10);
  }
}

/** Of the test that waits; of what runs outside of one, nobody sets a limit. */
function millisecondsLeft(): number {
  const test = TestRunner.getCurrentTest();
  const start = test?.result?.startTime;
  if (test === undefined || start === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(start + test.timeout - BEFORE_LIMIT - Date.now(), 0);
}

/** The condition as it is written, on one line. */
const wordsOf = (condition: () => unknown): string =>
  condition
    .toString()
    .replace(/^(async )?\(\) => /, "")
    .replaceAll(/__vi_import_\d+__\.|\(0, ([\w.]+)\)/g, "$1")
    .replaceAll(/\s+/g, " ");
