/**
 * The memory map's fixed points. The host owns the memory: it asks where free space starts, lays every
 * region out above it, and writes the addresses into the exported globals of the modules that use them.
 */

/** Raised whenever the meaning of an export changes; the host refuses a kernel of another version. */
export const ABI_VERSION: u32 = 1;

/** Bytes that must be readable past the end of every input region, so that loads of 16 need no check. */
export const INPUT_PADDING: u32 = 16;

/** First byte that the host may lay out. */
export function heapBase(): usize {
  return __heap_base;
}
