/**
 * What the text of a log shows before any of it is decoded: line ends, markers, what stands behind codes, bytes beyond ASCII,
 * frames that were delivered twice, and how dates and times are written. One pass, bytes pushed in pieces of any size.
 */

export interface Forms {
  /** Texts, digits written as `9`, with how often they occur and the first of them. */
  readonly shapes: ReadonlyMap<string, { count: number; readonly example: string }>;
  /** Texts in order, each that differs from the one before it. */
  readonly sequence: readonly string[];
  /** Records that send it. */
  readonly records: ReadonlySet<number>;
}

interface FormsSoFar extends Forms {
  readonly shapes: Map<string, { count: number; readonly example: string }>;
  readonly sequence: string[];
  readonly records: Set<number>;
}

const MOST_SHAPES = 50;
const MOST_TEXTS = 20_000;
/** Frames whose hashes are remembered. */
const MOST_FRAMES = 65_536;
/** Beyond this a line without end is taken in pieces. */
const LONGEST = 1 << 20;
const LONGEST_FORM = 40;
/** Of a line that may be a marker. */
const LONGEST_EDGE = 16;

const CR = 13;
const LF = 10;

export class TextScan {
  readonly lineEnds = { crlf: 0, lf: 0, cr: 0 };
  /** UTF-8's, at the very start. */
  byteOrderMark = false;
  lines = 0;
  blankLines = 0;
  /** `&&` at the start of a line or behind `!!`, and `!!` at the start or the end of one. */
  readonly markers = { starts: 0, ends: 0 };
  /** Lines of a code and a value, by what stands between the two. */
  readonly separators = { none: 0, blank: 0, tab: 0, equals: 0, colon: 0 };
  codeLines = 0;
  bytes = 0;
  highBytes = 0;
  highLines = 0;
  nulBytes = 0;
  /** Frames with a time in them, and how many of those equal an earlier one, byte for byte. */
  readonly timedFrames = { all: 0, copies: 0 };
  readonly dates: FormsSoFar = noForms();
  readonly times: FormsSoFar = noForms();
  /** Item 04, where it is no sequence number. */
  readonly stamps: FormsSoFar = noForms();

  /** Short lines that are no items, right before an item and right behind one, with how often they stand there. */
  readonly edges = { before: new Map<string, number>(), behind: new Map<string, number>() };

  #tail: Uint8Array = new Uint8Array(0);
  #started = false;
  #hash = 0;
  #timed = false;
  #open = false;
  readonly #hashes = new Set<number>();
  /** The line before, when it is short and no item; whether it was an item. */
  #other: string | undefined;
  #wasItem = false;

  /** The text goes on elsewhere: what is unfinished ends here. */
  startPiece(offset: number): void {
    this.#flush();
    this.#open = false;
    this.#started = offset > 0;
  }

  push(piece: Uint8Array): void {
    let bytes = piece;
    if (this.#tail.length > 0) {
      bytes = new Uint8Array(this.#tail.length + piece.length);
      bytes.set(this.#tail);
      bytes.set(piece, this.#tail.length);
    }
    const rest = this.#lines(bytes);
    this.#tail = bytes.slice(rest);
    if (this.#tail.length > LONGEST) this.#flush();
  }

  end(): void {
    this.#flush();
    this.#closeFrame();
  }

  #flush(): void {
    const tail = this.#tail;
    this.#tail = new Uint8Array(0);
    if (tail.length === 0) return;
    const isEnd = tail.at(-1) === CR;
    if (isEnd) this.lineEnds.cr++;
    this.#line(tail, 0, isEnd ? tail.length - 1 : tail.length);
  }

  /** Takes all lines that have ended, and answers where the one that has not begins. */
  #lines(bytes: Uint8Array): number {
    let start = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte !== LF && byte !== CR) continue;
      // Whether a line feed follows the last byte is not known yet.
      if (byte === CR && i + 1 === bytes.length) break;
      const crlf = byte === CR && bytes[i + 1] === LF;
      if (crlf) this.lineEnds.crlf++;
      else if (byte === LF) this.lineEnds.lf++;
      else this.lineEnds.cr++;
      this.#line(bytes, start, i);
      if (crlf) i++;
      start = i + 1;
    }
    return start;
  }

  #line(bytes: Uint8Array, from: number, to: number): void {
    this.lines++;
    this.bytes += to - from;
    let at = from;
    if (!this.#started) {
      this.#started = true;
      this.byteOrderMark = bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
      if (this.byteOrderMark) at += 3;
    }
    let high = 0;
    let hash = this.#hash;
    for (let i = at; i < to; i++) {
      const byte = bytes[i]!;
      if (byte > 127) high++;
      else if (byte === 0) this.nulBytes++;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    this.highBytes += high;
    if (high > 0) this.highLines++;
    while (at < to && isBlank(bytes[at]!)) at++;
    let last = to;
    while (last > at && isBlank(bytes[last - 1]!)) last--;
    if (at === last) {
      this.blankLines++;
      return;
    }
    const ends = isMarker(bytes, at, BANG) || (last - at > 2 && isMarker(bytes, last - 2, BANG));
    if (isMarker(bytes, at, BANG)) {
      this.#end();
      at += 2;
      while (at < last && isBlank(bytes[at]!)) at++;
    }
    if (at < last && isMarker(bytes, at, AND)) {
      this.#closeFrame();
      this.#open = true;
      this.markers.starts++;
      at += 2;
      while (at < last && isBlank(bytes[at]!)) at++;
    } else this.#hash = hash;
    const items = this.codeLines;
    if (at < last) this.#item(bytes, at, last);
    if (this.markers.starts === 0) this.#edge(bytes, at, last, this.codeLines > items);
    if (ends && this.#open) this.#end();
    // `!!&&` at the end of a line, and `!!&&0105...` within one.
    const line = bytes.subarray(0, last);
    for (let i = line.indexOf(BANG, at); i >= 0; i = line.indexOf(BANG, i + 1)) {
      if (!isMarker(line, i, BANG) || !isMarker(line, i + 2, AND)) continue;
      this.#end();
      this.markers.starts++;
      this.#open = true;
      if (i + 4 < last) this.#item(bytes, i + 4, last);
    }
  }

  /** Frames with `&&` need no other markers: only without are they looked for. */
  #edge(bytes: Uint8Array, at: number, last: number, isItem: boolean): void {
    const { before, behind } = this.edges;
    if (isItem) {
      if (this.#other !== undefined) countLine(before, this.#other);
      this.#other = undefined;
    } else {
      this.#other = last - at <= LONGEST_EDGE ? String.fromCharCode(...bytes.subarray(at, last)) : undefined;
      if (this.#wasItem && this.#other !== undefined) countLine(behind, this.#other);
    }
    this.#wasItem = isItem;
  }

  #end(): void {
    if (!this.#open) return;
    this.markers.ends++;
    this.#closeFrame();
  }

  #closeFrame(): void {
    if (this.#open && this.#timed) {
      this.timedFrames.all++;
      if (this.#hashes.has(this.#hash)) this.timedFrames.copies++;
      else if (this.#hashes.size < MOST_FRAMES) this.#hashes.add(this.#hash);
    }
    this.#open = false;
    this.#timed = false;
    this.#hash = 0;
  }

  #item(bytes: Uint8Array, at: number, last: number): void {
    if (last - at < 4) return;
    let code = 0;
    for (let i = at; i < at + 4; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) return;
      code = code * 10 + digit;
    }
    if (code < 100 || code % 100 === 0) return;
    this.codeLines++;
    let value = at + 4;
    if (value === last) return;
    this.separators[separatorAt(bytes, value, last)]++;
    while (value < last && isBetween(bytes[value]!)) value++;
    const item = code % 100;
    if (item < 4 || item > 6 || value === last || last - value > LONGEST_FORM) return;
    const text = String.fromCharCode(...bytes.subarray(value, last));
    if (item === 6) this.#timed = true;
    const forms = item === 5 ? this.dates : item === 6 ? this.times : this.stamps;
    if (item === 4 && /^[+-]?[\d.]+$/.test(text)) return;
    addForm(forms, text, Math.floor(code / 100));
  }
}

function countLine(lines: Map<string, number>, line: string): void {
  const count = lines.get(line);
  if (count !== undefined || lines.size < MOST_SHAPES) lines.set(line, (count ?? 0) + 1);
}

function noForms(): FormsSoFar {
  return { shapes: new Map(), sequence: [], records: new Set() };
}

function addForm({ shapes, sequence, records }: FormsSoFar, text: string, record: number): void {
  records.add(record);
  const shape = text.replace(/\d/g, "9");
  const known = shapes.get(shape);
  if (known !== undefined) known.count++;
  else if (shapes.size < MOST_SHAPES) shapes.set(shape, { count: 1, example: text });
  if (sequence.at(-1) !== text && sequence.length < MOST_TEXTS) sequence.push(text);
}

const AND = 38;
const BANG = 33;

const isMarker = (bytes: Uint8Array, at: number, byte: number): boolean =>
  bytes[at] === byte && bytes[at + 1] === byte;
const isBlank = (byte: number): boolean => byte === 32 || byte === 9 || byte === 0;
const isBetween = (byte: number): boolean => isBlank(byte) || byte === 61 || byte === 58;

function separatorAt(bytes: Uint8Array, at: number, last: number): keyof TextScan["separators"] {
  let blank: "none" | "blank" | "tab" = "none";
  for (let i = at; i < last && isBetween(bytes[i]!); i++) {
    if (bytes[i] === 61) return "equals";
    if (bytes[i] === 58) return "colon";
    if (blank === "none") blank = bytes[i] === 9 ? "tab" : "blank";
  }
  return blank;
}
