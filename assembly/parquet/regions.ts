/**
 * Where the host laid out the working memory of the page encoder. Written once, before the first call.
 * Every region ends with 16 bytes of slack, so that short copies may store whole words.
 */

/** Hash slots, u16 each: 1 MiB, eight for each entry of the largest dictionary. */
export let slotsAt: usize = 0;

/** Dictionary entries in the order of their first occurrence: the body of a PLAIN dictionary page. */
export let keysAt: usize = 0;

/** For texts: where each entry's length prefix starts, u32 relative to `keysAt`, `MAX_DICTIONARY * 4` bytes. */
export let startsAt: usize = 0;

/** What becomes of the keys of a dictionary that is merged into another: a u16 index each. */
export let remapAt: usize = 0;

/** One u16 index a value. */
export let indicesAt: usize = 0;

/** Snappy's table of recent positions: 32 KiB. */
export let recentAt: usize = 0;

/** Entries of the largest dictionary: an index fits in 16 bits, and 0 marks a free hash slot. */
export const MAX_DICTIONARY: u32 = 0xffff;
