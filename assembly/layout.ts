/**
 * The memory map. The host owns the memory: it asks where free space starts, lays every region out above it,
 * and writes the addresses into the exported variables below before the first call. Offsets of fields are
 * exported too, so that the host reads the map from here and keeps no copy of it.
 */

/** Bytes that must be readable past the end of every input region, so that loads of 16 need no check. */
export const INPUT_PADDING: u32 = 32;

/** First byte that the host may lay out. */
export function heapBase(): usize {
  return __heap_base;
}

/** The input window. Bytes from `pos` to `end` are still to be decoded; those of an open frame are kept. */
export let input: usize = 0;
export let pos: usize = 0;
export let end: usize = 0;
/** Set when no byte will follow `end`. */
export let endOfInput: bool = false;
/** Offset in the source of the byte at `input`. */
export let base: i64 = 0;

/** Longest line and longest frame, bytes. */
export let maxLine: u32 = 0;
export let maxFrame: u32 = 0;
/** Longest text value, bytes, and the most codes outside the catalog that one frame may hold. */
export let maxText: u32 = 0;
export let maxCodes: u32 = 0;
/** The shortest line: a code and a line end. */
export const SHORTEST_LINE: u32 = 5;
/** The longest line, its end not counted, that the fast paths take: a code and 24 characters. */
export const LONGEST_FAST_LINE: u32 = 28;
/** Bytes of a frame that cannot hold more codes than that: at first the fast paths go so far, see columns. 0 keeps them out. */
export let fastReach: u32 = 0;

/**
 * Column descriptors, one for each code, indexed by the code itself. `values` and `validity` are filled row by
 * row. `seen` says where the column was set last: the frame's number in the low 32 bits, the line's offset in that
 * frame in the next 24, and above them 0 for a value, 1 for an empty null, 2 and more for the null values in order.
 */
export let columns: usize = 0;
export const COLUMN_SIZE: u32 = 128;
export const COLUMN_VALUES: u32 = 0;
export const COLUMN_VALIDITY: u32 = 4;
export const COLUMN_SEEN: u32 = 8;
export const COLUMN_KIND: u32 = 16;
export const COLUMN_TO: u32 = 17;
/** Which fast path may take it, see lines. */
export const COLUMN_FAST: u32 = 18;
export const COLUMN_TABLE: u32 = 20;
/** The text last stored, as a reference into the heap: address in the low half, length in the high. */
export const COLUMN_LAST_TEXT: u32 = 24;
/** What the last line of the code tells of the next, see predict: the column that followed, the code's own four digits, the shape of its value, and for text a shape of its own. */
export const COLUMN_NEXT: u32 = 32;
export const COLUMN_DIGITS: u32 = 36;
export const COLUMN_SHAPE: u32 = 40;
export const COLUMN_OWN_SHAPE: u32 = 44;
/** 1 when the code is outside the catalog and not skipped: `maxCodes` counts it. */
export const COLUMN_UNMAPPED: u32 = 48;
/** Of a column of whole numbers that the SIMD build takes in any shape, see numerals: the bytes of a value; else 0. */
export const COLUMN_WHOLE: u32 = 49;
/** How the code's next line is expected to be taken, see expected. */
export const COLUMN_HOW: u32 = 50;
/** Number of the frame that had a rejected line of the code last, where codes that come again end frames. */
export const COLUMN_REJECTED: u32 = 52;
/** The code's next line as the SIMD build expects it, see expected: 68 bytes. */
export const COLUMN_EXPECTED: u32 = 56;
/** The table of a column that numerals of any shape go to, see numerals; else 0. */
export const COLUMN_NUMERALS: u32 = 124;

/** float64, by the code itself: the greatest magnitude that its column can hold, for the host may convert it. */
export let greatest: usize = 0;
/** What numbers that the fast paths take stay below: they do not look at the above. */
export const FAST_MAGNITUDE: f64 = 1e24;

/** Shapes of values, see shapes; `noShape` is one that no line fits. */
export let shapes: usize = 0;
export let noShape: usize = 0;
export const SHAPE_SIZE: u32 = 256;
export const SHAPE_SHIFT: u32 = 8;
export const SHAPE_COUNT: u32 = 1024;

/** Table descriptors. A row is open while `openFrame` is the number of the current frame. */
export let tables: usize = 0;
export let tableCount: u32 = 0;
export const TABLE_SIZE: u32 = 32;
export const TABLE_ROWS: u32 = 0;
export const TABLE_OPEN_FRAME: u32 = 4;
/** int64 milliseconds, their validity, int64 offsets, text references of the vendor, their validity. */
export const TABLE_TIMESTAMPS: u32 = 8;
export const TABLE_TIMESTAMP_VALIDITY: u32 = 12;
export const TABLE_OFFSETS: u32 = 16;
export const TABLE_VENDORS: u32 = 20;
export const TABLE_VENDOR_VALIDITY: u32 = 24;
/** First code of its columns and one past the last: `100 * record` and 99 more, or all. */
export const TABLE_FIRST_CODE: u32 = 28;
export const TABLE_LAST_CODE: u32 = 30;
/** Rows at which a table must be taken. Its columns have room for one more. */
export let tableCapacity: u32 = 0;

/** The table that has a row for every frame, whatever it holds; 0 when there is none. */
export let frameTable: usize = 0;

/** The long table: a row a value. All arrays are indexed by row. */
export let longRows: u32 = 0;
export let longCapacity: u32 = 0;
export let longCodes: usize = 0;
export let longValues: usize = 0;
export let longValueValidity: usize = 0;
export let longTexts: usize = 0;
export let longTextValidity: usize = 0;
export let longTimestamps: usize = 0;
export let longTimestampValidity: usize = 0;
export let longOffsets: usize = 0;

/** Rejects: int64 offset, int32 length, int32 code or -1, int32 reason, int32 end of its bytes in the heap. */
export let rejectRows: u32 = 0;
export let rejectCapacity: u32 = 0;
export let rejectOffsets: usize = 0;
export let rejectLengths: usize = 0;
export let rejectCodes: usize = 0;
export let rejectReasons: usize = 0;
export let rejectEnds: usize = 0;
export let rejectHeap: usize = 0;
export let rejectHeapUsed: u32 = 0;
export let rejectHeapSize: u32 = 0;

/** Text: every distinct run of values stands once in the heap. */
export let textHeap: usize = 0;
export let textUsed: u32 = 0;
/** Columns with a last text, as many as `heldCount`: nearly 10,000 codes are not gone through where one has a text. */
export let heldTexts: usize = 0;
/** Fill at which, at the end of a frame, the host must take all tables and empty the heap. */
export let textLimit: u32 = 0;
/** Where `gatherText` writes: int32 offsets, then the bytes. */
export let gatherOffsets: usize = 0;
export let gatherData: usize = 0;
export let gatherSize: u32 = 0;

/** By which of 16 characters are less than a digit, up to the first control character: uint16, the shape of such a text, but for its line end. */
export let marks: usize = 0;

/** Values that mean null: float64. Low and high bound the list. */
export let nulls: usize = 0;
export let nullCount: u32 = 0;
export let nullLow: f64 = 0;
export let nullHigh: f64 = 0;
/** int64 counters of nulls by kind, as in `seen`; the first counts values and nobody reads it. */
export let nullCounters: usize = 0;
export const EMPTY_NULL: u32 = 1;
export const FIRST_NULL: u32 = 2;
/** Words that mean null, counted behind the values: a length of 4 bytes, then the word in lower case. */
export let nullWords: usize = 0;
export let nullWordCount: u32 = 0;
export const NULL_WORD_SIZE: u32 = 72;
export const LONGEST_NULL_WORD: u32 = 64;
/** int64 counters of rejects, one a reason. */
export let rejectCounters: usize = 0;

/** Clock: a slot for each record. */
export let clocks: usize = 0;
export const CLOCK_SIZE: u32 = 48;
/** Scratch for one frame: addresses of its open tables, then numbers of its records with a clock. */
export let openTables: usize = 0;
export let clockRecords: usize = 0;
/** Order of a date's parts, 0 year month day, 1 day month year, 2 month day year. */
export let dateOrder: i32 = 0;
/** What tells a frame's time: 0 items 05 and 06, 1 item 04, 2 arrivals alone. */
export let timeFrom: i32 = 0;
/** Whether times of at most four digits are hours and minutes. */
export let shortTimes: bool = false;
/** Whether a frame ends where a code comes again, and one begins at any code outside frames. */
export let repeatEnds: bool = false;
/** Rows outside [from, until) are left out; `filter` says whether there are such bounds. */
export let filter: bool = false;
export let filterFrom: i64 = 0;
export let filterUntil: i64 = 0;
/** The clock that carries over from frame to frame: days since 1970 and whether known, milliseconds of the day. */
export let carriedDays: i32 = 0;
export let carriedTime: i32 = 0;
export let dateKnown: bool = false;

/**
 * Where the clocks of the rig's zone are changed, ascending: int64 first and last millisecond of the rig's clock, the last not
 * included, that occur twice or never; and whether they are those that never occur.
 */
export let turns: usize = 0;
export let turnCount: u32 = 0;
export const TURN_SIZE: u32 = 24;
/** What is known of the last time before the source's first byte here: whether anything is, the time, whether it was the second of two. */
export let earlierKnown: bool = false;
export let earlierMoment: i64 = 0;
export let earlierSecond: bool = false;
/** Added to times that occur twice where they are the second of the two. */
export const SECOND: i64 = 1 << 50;

/** Whether lines come whole, so that no marker stands within one. */
export let wholeLines: bool = false;

/** When the bytes that come now arrived: whether that is known, in milliseconds on the rig's clock, and what to add for the output. */
export let arrivalKnown: bool = false;
export let arrivalMoment: i64 = 0;
export let arrivalShift: i64 = 0;
/** Whether that time of the rig's clock occurs twice, and is the second. */
export let arrivalSecond: bool = false;

/** A decimal for the host to convert, see NEED_NUMBER. */
export let hostText: usize = 0;
export let hostLength: u32 = 0;
export let hostValue: f64 = 0;
export let hostReady: bool = false;
/** Whether texts beyond ASCII are the host's to decode, see NEED_TEXT; its UTF-8, or a length of -1 where it is none. */
export let hostDecodes: bool = false;
export let hostDecoded: usize = 0;
export let hostDecodedLength: i32 = 0;

/** Signs of numbers, see signs: whether a comma may be the decimal sign, what stands between groups of three digits or 0, and room for a line. */
export let decimalComma: bool = false;
export let thousands: u32 = 0;
export let plainText: usize = 0;

/** Counters, in bytes, lines, frames. */
export let framingBytes: i64 = 0;
export let itemBytes: i64 = 0;
export let blankBytes: i64 = 0;
export let rejectedBytes: i64 = 0;
export let itemLines: i64 = 0;
export let skippedLines: i64 = 0;
export let frames: i64 = 0;
export let filteredRows: i64 = 0;
/** Frames by where their time came from: their own date and time, a time and an earlier date, their arrival, nothing. */
export let clockFrames: i64 = 0;
export let carriedFrames: i64 = 0;
export let arrivalFrames: i64 = 0;
/** Frames whose time is before that of the last frame with a time; the first and the last of these times, if any. */
export let backFrames: i64 = 0;
export let momentsKnown: bool = false;
export let firstMoment: i64 = 0;
export let lastMoment: i64 = 0;
export let firstSecond: bool = false;
export let lastSecond: bool = false;
/** Frames with a time of their own that occurs twice, and with one that never occurs. */
export let twiceFrames: i64 = 0;
export let skippedFrames: i64 = 0;
/** Frames with a time that occurs twice, of which the bytes before might have told which of the two it is. */
export let unsureFrames: i64 = 0;
/** Records with a time of which no date was known: the bytes before may have had one. */
export let undatedTimes: i64 = 0;
export let timelessFrames: i64 = 0;
