/** When a dashboard that is to be shown once has something to show. */
import { setTimeout as delay } from "node:timers/promises";
import type { Dashboard } from "./dashboard.js";

/** Milliseconds: nobody waits longer for a sender that may never speak. */
const LONGEST = 10_000;
/** Milliseconds after the first frame of the last link: records of their own come beside record 01. */
const SETTLE = 1500;
const STEP = 50;

/** Resolves when each link has told a frame, or too long has passed. Rejects when the signal aborts. */
export async function firstFrames(dashboard: Dashboard, signal: AbortSignal): Promise<void> {
  const start = performance.now();
  let complete: number | undefined;
  while (performance.now() - start < LONGEST) {
    signal.throwIfAborted();
    const { links, boards } = dashboard;
    const all =
      links.length > 0 && links.every(({ status }) => boards.some(({ link }) => link === status.name));
    if (all) complete ??= performance.now();
    if (complete !== undefined && performance.now() - complete >= SETTLE) return;
    await delay(STEP);
  }
}

/** Whether any link was ever open. */
export const anyOpened = ({ links }: Dashboard): boolean =>
  links.some(({ status }) => status.connections > 0 || status.bytes > 0);
