/**
 * The closed sets of small numbers that cross the boundary: how a call ended, why bytes were rejected,
 * what kind of value a column takes and where it goes.
 */

/** How `decode` ended. Calling again without doing what it asks for gives the same answer. */
export const NEED_INPUT: i32 = 0;
/** A table, the rejects or the text heap must be taken by the host. */
export const OUTPUT_FULL: i32 = 1;
/** The decimal at `hostText` is beyond exact arithmetic here: the host converts it and sets `hostReady`. */
export const NEED_NUMBER: i32 = 2;
/** The input has ended and every byte is accounted for. */
export const END: i32 = 3;
/** The text at `hostText` is in an encoding that the host knows: it puts it into `hostDecoded` and sets `hostReady`. */
export const NEED_TEXT: i32 = 4;

/** Reasons of rejects, in the order of the host's list of names. */
export const OUTSIDE_FRAME: i32 = 0;
export const BAD_LINE: i32 = 1;
export const NOT_A_NUMBER: i32 = 2;
export const NOT_AN_INTEGER: i32 = 3;
export const NUMBER_RANGE: i32 = 4;
export const BAD_DATE: i32 = 5;
export const BAD_TIME: i32 = 6;
export const ENCODING: i32 = 7;
export const LINE_TOO_LONG: i32 = 8;
export const FRAME_TOO_LONG: i32 = 9;
export const UNTERMINATED_FRAME: i32 = 10;
export const DUPLICATE_ITEM: i32 = 11;
export const TEXT_TOO_LONG: i32 = 12;
export const TOO_MANY_CODES: i32 = 13;
export const CUT_LINE: i32 = 14;
export const REASON_COUNT: i32 = 15;

/** Kinds of value. 0, as fresh memory has it, is no code at all: record or item 00. */
export const KIND_NONE: u8 = 0;
export const KIND_FLOAT64: u8 = 1;
export const KIND_INT32: u8 = 2;
export const KIND_INT64: u8 = 3;
export const KIND_DATE: u8 = 4;
export const KIND_TIME: u8 = 5;
export const KIND_TEXT: u8 = 6;
/** Item 04 where it tells the time. */
export const KIND_MOMENT: u8 = 7;

/** Where the value of a code goes. */
export const TO_NOWHERE: u8 = 0;
export const TO_COLUMN: u8 = 1;
export const TO_LONG: u8 = 2;
/** Items 84-89 of record 19: known only at the end of the frame, see columns. */
export const TO_VENDOR: u8 = 3;

/** Which fast path a code may take; 0 is none. */
export const FAST_NONE: u8 = 0;
export const FAST_FLOAT: u8 = 1;
export const FAST_INTEGER: u8 = 2;
export const FAST_TEXT: u8 = 3;
export const FAST_SKIP: u8 = 4;
export const FAST_LONG: u8 = 5;
