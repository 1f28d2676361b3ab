/** How long to wait before the next try: twice as long each time, from 2 s to 5 min, with jitter so that a camp's tablets do not come at once. */
const FIRST = 2000;
const LONGEST = 300_000;

export function waitOf(attempts: number, random: () => number = Math.random): number {
  const most = Math.min(FIRST * 2 ** Math.max(0, attempts - 1), LONGEST);
  return Math.round(most / 2 + (most / 2) * random());
}
