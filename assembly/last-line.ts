/** Which column's line came last, whose next one is predicted, and how many lines there were. */
import { columns } from "./layout";

/** The last line's column, and the lines since `startLines`. */
export let last: usize = 0;
export let lines: i64 = 0;

/** Forgets which line came last; of what follows code 0, which no line has, nothing is known. */
export function startLines(): void {
  last = columns;
  lines = 0;
}

/** Starts to count lines anew. */
// @ts-ignore: decorator
@inline
export function countLines(): void {
  lines = 0;
}

/** Makes a column's line the last one. */
// @ts-ignore: decorator
@inline
export function follow(column: usize): void {
  last = column;
  lines++;
}

/** Makes a column's line the last of so many. */
// @ts-ignore: decorator
@inline
export function advance(column: usize, taken: u32): void {
  last = column;
  lines += taken;
}
