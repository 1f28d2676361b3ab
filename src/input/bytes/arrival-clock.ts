/**
 * When bytes arrive. The clock of a machine at a rig is set now and then, and rows that arrived later must not seem to
 * have arrived earlier. So these times never go back while the program runs: after the clock was set back they go on at
 * half its speed until it has caught up, which keeps their order and nearly their distances.
 */
let last = 0;
let lastTick = 0;

/** Milliseconds since 1970, UTC: now, and never before what it answered last. */
export function arrivalNow(): number {
  const tick = performance.now();
  const slow = last + (tick - lastTick) / 2;
  last = Math.max(Date.now(), slow);
  lastTick = tick;
  return Math.floor(last);
}
