/**
 * Frames as XML, one a line, or many in one document: elements `<witsdata>` with an `<identifier>` and a `<value>`
 * each, side by side in the element that is the frame, and beside them when it arrived.
 */

import { momentIn, type ToOutput } from "../bytes/moment.js";
import type { Container } from "./container.js";
import { isCode } from "./line-start.js";
import type { Output } from "./output.js";
import { writeCharacter } from "./text.js";
import { endOfLine, type UnitReader } from "./units.js";

const ITEMS = new Set(["witsdata", "witsitem"]);
const CODES = new Set(["identifier", "code", "id"]);
const VALUES = new Set(["value", "val", "data"]);
const ARRIVALS = new Set([
  "timestamp",
  "time",
  "datetime",
  "received_at",
  "receivedat",
  "received",
  "arrival",
]);

const LESS = 60;
const GREATER = 62;
const AMPERSAND = 38;
const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;

interface Tag {
  readonly kind: "start" | "end" | "empty" | "other" | "cdata";
  /** Without its prefix, in lower case. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const SPECIAL: readonly (readonly [opening: string, closing: string, kind: Tag["kind"]])[] = [
  ["<!--", "-->", "other"],
  ["<![CDATA[", "]]>", "cdata"],
  ["<?", "?>", "other"],
];

/** The tag at `start`, where a `<` stands; undefined when it has no end. */
function tagAt(bytes: Uint8Array, start: number): Tag | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const [opening, closing, kind] of SPECIAL) {
    if (text.toString("latin1", start, start + opening.length) !== opening) continue;
    const end = text.indexOf(closing, start + opening.length, "latin1");
    return end < 0 ? undefined : { kind, name: "", start, end: end + closing.length };
  }
  const close = bytes.indexOf(GREATER, start);
  if (close < 0) return undefined;
  const inner = text.toString("latin1", start + 1, Math.min(close, start + 80));
  const name = (/^\/?[^\s/>]{1,70}/.exec(inner)?.[0] ?? "").replace("/", "").toLowerCase();
  const local = name.slice(name.indexOf(":") + 1);
  const kind = inner.startsWith("/")
    ? "end"
    : inner.startsWith("!")
      ? "other"
      : bytes[close - 1] === 47
        ? "empty"
        : "start";
  return { kind, name: local, start, end: close + 1 };
}

const ITEM_TAGS = ["<witsdata", "<identifier>"];
const LONGEST_ITEM = 12;

/** Where the first element of an item begins from `from` on. */
function firstItem(bytes: Uint8Array, from: number): number | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const places = ITEM_TAGS.map((tag) => text.indexOf(tag, from)).filter((place) => place >= 0);
  return places.length === 0 ? undefined : Math.min(...places);
}

export class Xml implements UnitReader {
  readonly #toOutput: ToOutput;
  /** Known from the first line that has items: each line is a frame, or they lie within a document. */
  #lines: boolean | undefined;
  /** What the search for the end of the current unit has come to: behind the last tag, how deep, and where the items are. */
  #at = 0;
  #depth = 0;
  #itemDepth: number | undefined;

  constructor(toOutput: ToOutput) {
    this.#toOutput = toOutput;
  }

  endOf(bytes: Uint8Array, from: number, _searched: number, last: boolean): number | undefined {
    if (this.#lines === undefined) {
      const end = this.#decide(bytes, from, last);
      if (end !== undefined || this.#lines === undefined) return end;
    }
    if (this.#lines) return endOfLine(bytes, from, last);
    const end = this.#frameEnd(bytes, from, last);
    if (end !== undefined) this.passOver();
    return end;
  }

  passOver(): void {
    this.#at = 0;
    this.#depth = 0;
    this.#itemDepth = undefined;
  }

  /** Looks at the first line that has items: the answer, if any, is where a unit of all before it ends. */
  #decide(bytes: Uint8Array, from: number, last: boolean): number | undefined {
    const item = firstItem(bytes, from + this.#at);
    if (item === undefined) {
      // What has been searched is not searched again: there may be a line at every byte.
      this.#at = Math.max(0, bytes.length - from - LONGEST_ITEM);
      return last ? bytes.length : undefined;
    }
    let at = item;
    while (at > from && !isLineEnd(bytes[at - 1])) at--;
    const end = endOfLine(bytes, item, last);
    if (end === undefined) return undefined;
    const line = bytes.subarray(at, end);
    // Within an element that began before, an item is a part of that.
    this.#lines =
      depthBehind(line) === 0 && !(beginsWithItem(line) && depthBehind(bytes.subarray(from, at)) > 0);
    this.#at = 0;
    return this.#lines && at > from ? at : undefined;
  }

  /** Behind the element that holds the items, and the rest of its line when that is blank. */
  #frameEnd(bytes: Uint8Array, from: number, last: boolean): number | undefined {
    for (;;) {
      const start = bytes.indexOf(LESS, from + this.#at);
      const tag = start < 0 ? undefined : tagAt(bytes, start);
      if (tag === undefined) return last ? bytes.length : undefined;
      if (tag.kind === "start") {
        if (ITEMS.has(tag.name)) this.#itemDepth ??= this.#depth;
        this.#depth++;
      } else if (tag.kind === "end") {
        this.#depth--;
        if (this.#itemDepth !== undefined && this.#depth < this.#itemDepth) {
          const rest = blankRest(bytes, tag.end, last);
          if (rest === undefined) {
            this.#depth++;
            return undefined;
          }
          return rest;
        }
      }
      this.#at = tag.end - from;
    }
  }

  read(bytes: Uint8Array, at: number, output: Output): boolean {
    const frame = frameIn(bytes);
    if (frame === undefined) return false;
    const { items, arrival, texts } = frame;
    if (items.length === 0) return !texts;
    output.tell(arrival === undefined ? undefined : momentIn(textOf(bytes, arrival), this.#toOutput));
    output.open(at, at + items[0]!.start);
    for (const item of items) writeItem(bytes, at, item, output);
    output.close(at + bytes.length);
    output.tell(undefined);
    return true;
  }
}

/** Behind the blanks and the line end at `from`; `from` itself when something else stands there. */
function blankRest(bytes: Uint8Array, from: number, last: boolean): number | undefined {
  let at = from;
  while (isBlank(bytes[at])) at++;
  if (at === bytes.length) return last ? at : undefined;
  return isLineEnd(bytes[at]) ? endOfLine(bytes, at, last) : from;
}

const beginsWithItem = (line: Uint8Array): boolean => {
  const start = line.indexOf(LESS);
  return start >= 0 && ITEMS.has(tagAt(line, start)?.name ?? "");
};

/** Elements that are open behind the bytes; -1 when more end than begin, or a tag has no end. */
function depthBehind(line: Uint8Array): number {
  let depth = 0;
  for (let at = line.indexOf(LESS); at >= 0; ) {
    const tag = tagAt(line, at);
    if (tag === undefined) return -1;
    if (tag.kind === "start") depth++;
    else if (tag.kind === "end" && --depth < 0) return -1;
    at = line.indexOf(LESS, tag.end);
  }
  return depth;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Item extends Span {
  code: Span | undefined;
  value: Span | undefined;
}

/** What stands in a unit; undefined when a tag has no end. */
function frameIn(
  bytes: Uint8Array,
): { items: Item[]; arrival: Span | undefined; texts: boolean } | undefined {
  const items: Item[] = [];
  let arrival: Span | undefined;
  let texts = false;
  let item: Item | undefined;
  let open: Tag | undefined;
  for (let at = 0; at < bytes.length; ) {
    const start = bytes.indexOf(LESS, at);
    const until = start < 0 ? bytes.length : start;
    for (let i = at; i < until && !texts; i++) texts = !isBlank(bytes[i]) && !isLineEnd(bytes[i]);
    if (start < 0) break;
    const tag = tagAt(bytes, start);
    if (tag === undefined) return undefined;
    at = tag.end;
    if (tag.kind === "cdata" || tag.kind === "other") continue;
    if (tag.kind === "empty") {
      if (item !== undefined && VALUES.has(tag.name)) item.value = { start: tag.end, end: tag.end };
      continue;
    }
    if (tag.kind === "start") {
      if (ITEMS.has(tag.name)) {
        item = { start: tag.start, end: tag.end, code: undefined, value: undefined };
        items.push(item);
      }
      open = tag;
      continue;
    }
    const span = open?.name === tag.name ? { start: open.end, end: tag.start } : undefined;
    open = undefined;
    if (ITEMS.has(tag.name) && item !== undefined) {
      items[items.length - 1] = { ...item, end: tag.end };
      item = undefined;
    } else if (span !== undefined && item !== undefined) {
      if (CODES.has(tag.name)) item.code = trimmed(bytes, span);
      else if (VALUES.has(tag.name)) item.value = span;
    } else if (span !== undefined && ARRIVALS.has(tag.name)) arrival ??= span;
  }
  return { items, arrival, texts };
}

function trimmed(bytes: Uint8Array, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && (isBlank(bytes[from]) || isLineEnd(bytes[from]))) from++;
  while (to > from && (isBlank(bytes[to - 1]) || isLineEnd(bytes[to - 1]))) to--;
  return { start: from, end: to };
}

const textOf = (bytes: Uint8Array, { start, end }: Span): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");

/** What has no code or no value is a line as it stands, which says so. */
function writeItem(bytes: Uint8Array, at: number, { start, end, code, value }: Item, output: Output): void {
  const digits = code !== undefined && code.end - code.start === 4 && isCode(bytes, code.start);
  if (!digits || value === undefined) {
    for (let i = start; i < end - 1; i++) output.put(isLineEnd(bytes[i]) ? 32 : bytes[i]!, at + i);
    output.endLine(at + end - 1, at + end);
    return;
  }
  // A code that stands behind its value takes up the place of the item's own tag.
  const place = code.start < value.start ? code.start : start;
  for (let i = 0; i < 4; i++) output.put(bytes[code.start + i]!, at + place + i);
  writeValue(bytes, at, value, output);
  output.endLine(Math.max(output.free, at + value.end), at + bytes.length);
}

const NAMED: Readonly<Record<string, number>> = { lt: 60, gt: 62, amp: 38, quot: 34, apos: 39 };

function writeValue(bytes: Uint8Array, at: number, { start, end }: Span, output: Output): void {
  for (let i = start; i < end; ) {
    const byte = bytes[i]!;
    if (byte === LESS) {
      const tag = tagAt(bytes, i);
      const to = Math.min(tag?.end ?? end, end);
      if (tag?.kind === "cdata") for (let k = i + 9; k < to - 3; k++) put(bytes, at, k, output);
      i = to;
      continue;
    }
    const semicolon = byte === AMPERSAND ? bytes.subarray(i, Math.min(end, i + 12)).indexOf(59) : -1;
    const point = semicolon < 0 ? undefined : pointOf(textOf(bytes, { start: i + 1, end: i + semicolon }));
    if (point === undefined) {
      put(bytes, at, i, output);
      i++;
    } else {
      writeCharacter(point, at + i, semicolon + 1, output);
      i += semicolon + 1;
    }
  }
}

const put = (bytes: Uint8Array, at: number, i: number, output: Output): void =>
  output.put(isLineEnd(bytes[i]) ? 32 : bytes[i]!, at + i);

/** The character that an entity names. */
function pointOf(name: string): number | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  return decimal === undefined ? NAMED[name] : Number(decimal);
}

export const xml: Container = {
  words: "XML, a frame a line",
  cuts: "line",
  wholeLines: true,
  recognise: ({ bytes, start }) =>
    bytes[start] === LESS && firstItem(bytes, 0) !== undefined ? { reader: xml.reader! } : undefined,
  reader: (toUtc) => new Xml(toUtc),
};
