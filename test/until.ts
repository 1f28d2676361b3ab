/** Waiting for what other processes, sockets and timers bring about. */
import { setTimeout as delay } from "node:timers/promises";

/** Waits until the condition holds, and answers what it was then; a test's own limit ends it where it never does. */
export async function until<Value>(
  condition: () => Value | Promise<Value>,
): Promise<Exclude<Value, false | undefined>> {
  for (;;) {
    const value = await condition();
    if (value !== false && value !== undefined) return value as Exclude<Value, false | undefined>;
    await delay(10);
  }
}
