/**
 * Drawing while somebody types: a page of many rows takes a slow tablet longer to draw than a finger a letter, so that what follows a first
 * letter is drawn when the hand rests. What is typed stands in its field meanwhile, and is kept as it comes.
 */

/** Milliseconds without a letter after which a hand rests. */
const REST = 150;
/** Milliseconds after which a page is drawn all the same. */
const LONGEST = 600;

let typedAt = Number.NEGATIVE_INFINITY;
let isFollowing = false;
const waiting = new Set<() => void>();
let since = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Makes a change that comes of a letter. */
export function typed(change: () => void): void {
  const now = performance.now();
  isFollowing = now - typedAt < REST;
  typedAt = now;
  try {
    change();
  } finally {
    isFollowing = false;
  }
}

/** Draws now, or where a letter follows another one when the hand rests. */
export function drawAtRest(draw: () => void): void {
  if (!isFollowing) {
    waiting.delete(draw);
    draw();
    return;
  }
  const now = performance.now();
  if (waiting.size === 0) since = now;
  waiting.add(draw);
  clearTimeout(timer);
  timer = setTimeout(drawNow, Math.max(0, Math.min(REST, since + LONGEST - now)));
}

/** Nothing is there any more to draw. */
export function drawNever(draw: () => void): void {
  waiting.delete(draw);
}

/** Draws all that waits: the hand has gone somewhere else. */
export function drawNow(): void {
  clearTimeout(timer);
  const all = [...waiting];
  waiting.clear();
  for (const draw of all) draw();
}

if (typeof document !== "undefined")
  for (const leaving of ["focusout", "pointerdown"]) document.addEventListener(leaving, drawNow, true);
