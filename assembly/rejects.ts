/** Bytes that could not become a value: kept whole, with offset, code and reason. */
import {
  base, input, maxLine, rejectCapacity, rejectCodes, rejectCounters, rejectedBytes, rejectEnds, rejectHeap,
  rejectHeapSize, rejectHeapUsed, rejectLengths, rejectOffsets, rejectReasons, rejectRows,
} from "./layout";

/** Codes that a reject may lack. */
export const NO_CODE: i32 = -1;

/** What one line may add at most: itself, an earlier duplicate, two marks of zero length. */
const ROWS_A_LINE: u32 = 4;

/** True when there may be no room for what one more line rejects. Ask before a line has any effect. */
export function rejectsFull(): bool {
  return rejectRows + ROWS_A_LINE > rejectCapacity || rejectHeapUsed + 2 * (maxLine + 2) > rejectHeapSize;
}

/** Keeps [p, p + length). A length of 0 marks a place: a frame without end, a frame cut for its length. */
export function reject(p: usize, length: u32, code: i32, reason: i32): void {
  const row = rejectRows << 2;
  store<i64>(rejectOffsets + (row << 1), base + <i64>(p - input));
  store<i32>(rejectLengths + row, length);
  store<i32>(rejectCodes + row, code);
  store<i32>(rejectReasons + row, reason);
  memory.copy(rejectHeap + rejectHeapUsed, p, length);
  rejectHeapUsed += length;
  store<i32>(rejectEnds + row, rejectHeapUsed);
  rejectRows++;
  rejectedBytes += length;
  const counter = rejectCounters + (reason << 3);
  store<i64>(counter, load<i64>(counter) + 1);
}

/** Empties the rejects after the host took them. */
export function releaseRejects(): void {
  rejectRows = 0;
  rejectHeapUsed = 0;
}
