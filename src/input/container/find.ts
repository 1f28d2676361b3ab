/**
 * Finds out by the first bytes of a source what wraps its frames, if anything does. Lines are looked at one after the
 * other, and the first that can be but one thing decides: what is found does not depend on how the bytes come.
 */

import { headAt } from "./counted.js";
import { type Delimiters, delimitersIn } from "./delimited.js";
import { type DumpLayout, hexStyleOf, type Stamp, stampOf } from "./dump.js";
import { type EscapedShape, escapedIn, isEscaped, type Writing } from "./escaped.js";
import { hexLineIn } from "./hex-lines.js";
import { isJoined } from "./joined.js";
import { isFrame } from "./json.js";
import { type Prefix, prefixEnd, type Shape } from "./prefix.js";
import { candidate, goesOn, isLedByNumber } from "./prefixed.js";
import { isMarker, sideOf } from "./side.js";
import { countedSide, dumpSide } from "./talker.js";
import { endOfLine } from "./units.js";
import { skipSpace, valueIn } from "./value.js";
import { hasItems } from "./xml.js";

/** Bytes within which a container shows; what shows none in them is plain. */
export const CONTAINER_HEAD = 65_536;

export type Found =
  | { readonly kind: "plain" | "joined" | "list" | "json" | "xml" }
  | { readonly kind: "delimited"; readonly delimiters: Delimiters }
  | { readonly kind: "prefixed"; readonly prefix: Prefix }
  | { readonly kind: "escaped"; readonly lines: { readonly prefix: Prefix; readonly writing: Writing } }
  | { readonly kind: "escaped"; readonly arrow: string }
  | { readonly kind: "hex"; readonly dump: DumpLayout }
  | { readonly kind: "hex"; readonly prefix: Prefix };

/** What is looked for; `any` where nothing is said. */
export type Sought = "any" | "prefixed" | "escaped" | "hex" | "delimited";

const PLAIN: Found = { kind: "plain" };

const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 0;
const isLetter = (byte = 0): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;
const isQuote = (byte: number | undefined): boolean => byte === 34 || byte === 39;

/** Prefixes that lines may have, of which a second line has not shown one yet. */
const MOST_CANDIDATES = 4;

/** What a line shows that has something before what arrived, or has it written in other signs. */
interface Shown {
  readonly shape: Shape;
  found(oursToo: boolean): Found;
  /** Whether another line is of the same kind. */
  shows(line: Uint8Array): boolean;
  /** One line is enough. */
  readonly sure: boolean;
}

/** The container of what begins with `head`; undefined when more of it is needed. `whole` when there is no more. */
export function findContainer(head: Uint8Array, whole: boolean, sought: Sought = "any"): Found | undefined {
  const last = whole || head.length >= CONTAINER_HEAD;
  if (sought === "any" && isUsual(head)) return delimitedOr(PLAIN, head, 0, last);
  const candidates: Shown[] = [];
  /** A way of writing that is one, while only lines of our own side have shown it. */
  let ours: Shown | undefined;
  let stamp: Stamp | undefined;
  for (let at = 0; at < head.length; ) {
    const start = at;
    const end = endOfLine(head, at, last);
    if (end === undefined) return undefined;
    const line = head.subarray(at, end);
    at = end;
    const isOurs = ({ shape }: Shown): boolean => sideOf(line, prefixEnd(line, shape) ?? 0) === "ours";
    if (ours !== undefined) {
      if (prefixEnd(line, ours.shape) !== undefined && !isOurs(ours)) return ours.found(false);
      continue;
    }
    const known = candidates.find((one) => one.shows(line));
    if (known !== undefined) {
      if (!isOurs(known)) return known.found(false);
      ours = known;
      continue;
    }
    if (sought === "any" || sought === "delimited") {
      const found = byLine(head, start, line, last);
      if (found === "more") return undefined;
      if (found !== undefined && (sought === "any" || found.kind === "delimited")) return found;
    }
    if (sought === "delimited") continue;
    // A dump, or chunks with a head.
    if (sought === "any" || sought === "hex") {
      const style = hexStyleOf(line, sought === "hex");
      if (style !== undefined) {
        const side = dumpSide(head, start, style, stamp, last);
        return side && { kind: "hex", dump: { style, ...side } };
      }
      stamp = stampOf(line, undefined) ?? stamp;
    }
    if (
      (sought === "any" || sought === "escaped") &&
      headAt(line, 0) !== undefined &&
      !isDumped(head, at, last)
    ) {
      const arrow = countedSide(head, start, last);
      return arrow === undefined ? undefined : { kind: "escaped", arrow };
    }
    const shown = shownBy(line, sought);
    if (shown === undefined) continue;
    if (shown.sure && !isOurs(shown)) return shown.found(false);
    if (shown.sure) ours = shown;
    else if (candidates.length < MOST_CANDIDATES) candidates.push(shown);
  }
  if (!last) return undefined;
  return ours === undefined ? PLAIN : ours.found(true);
}

/** `&&` and a line end, with which nearly all logs begin. */
const isUsual = (head: Uint8Array): boolean =>
  head[0] === AMPERSAND && head[1] === AMPERSAND && isLineEnd(head[2]);

const AMPERSAND = 38;

/** Frames whose lines are as usual, or have delimiters in them; undefined when more is needed. */
function delimitedOr(otherwise: Found, head: Uint8Array, from: number, last: boolean): Found | undefined {
  const delimiters = delimitersIn(head, from, last);
  if (delimiters === undefined) return undefined;
  return delimiters === "none" ? otherwise : { kind: "delimited", delimiters };
}

/** Whether the line behind the head of a chunk is one of a dump. */
function isDumped(head: Uint8Array, from: number, last: boolean): boolean {
  const end = endOfLine(head, from, last);
  return end !== undefined && hexStyleOf(head.subarray(from, end), true) !== undefined && isBlank(head[from]);
}

/** What a line can be nothing but, by itself; "more" when its value goes on beyond the head. */
function byLine(
  head: Uint8Array,
  start: number,
  line: Uint8Array,
  last: boolean,
): Found | "more" | undefined {
  const bom = line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0;
  let at = bom;
  while (isBlank(line[at])) at++;
  const byte = line[at];
  if (byte === 123 || byte === 91) {
    const value = valueIn(line.subarray(at));
    if (value !== undefined && isFrame(line.subarray(at), value)) {
      return { kind: byte === 91 && isLineList(line, at) ? "list" : "json" };
    }
    // A value that goes on behind its first line: all that there is to see of it is asked for.
    return opensDocument(line) ? (document(head.subarray(start), last) ?? "more") : undefined;
  }
  if (byte === 60 && hasItems(line)) return { kind: "xml" };
  if (isLedByNumber(line) || hexStyleOf(line) !== undefined) return undefined;
  if (isJoined(line.subarray(bom))) return { kind: "joined" };
  if (!goesOn(line, at) || shownBy(line, "any") !== undefined) return undefined;
  return isMarker(line, at) ? (delimitedOr(PLAIN, head, start, last) ?? "more") : PLAIN;
}

/** A line with a `&&` that has something before it, or its line end written out. */
function shownBy(line: Uint8Array, sought: Sought): Shown | undefined {
  if (sought === "any" || sought === "escaped") {
    const escaped = escapedIn(line);
    if (escaped !== undefined) return shownEscaped(escaped);
  }
  if (sought === "any" || sought === "hex") {
    const shape = hexLineIn(line);
    if (shape !== undefined) {
      const found = (oursToo: boolean): Found => ({ kind: "hex", prefix: { ...shape, oursToo } });
      return { shape, found, shows: () => false, sure: true };
    }
  }
  const shape = sought === "any" || sought === "prefixed" ? candidate(line) : undefined;
  if (shape === undefined) return undefined;
  return {
    shape,
    found: (oursToo) => ({ kind: "prefixed", prefix: { ...shape, oursToo } }),
    shows: (another) => {
      const end = prefixEnd(another, shape);
      return end !== undefined && goesOn(another, end);
    },
    sure: false,
  };
}

function shownEscaped(escaped: EscapedShape): Shown {
  const { shape, notation, quoted, ownLines } = escaped;
  return {
    shape,
    found: (oursToo) => ({
      kind: "escaped",
      lines: { prefix: { ...shape, oursToo }, writing: { notation, quoted, ownLines } },
    }),
    shows: (another) => isEscaped(another, escaped),
    sure: !ownLines,
  };
}

/** A line that ends within an object or a list of some. */
function opensDocument(line: Uint8Array): boolean {
  const at = skipSpace(line, 0);
  if (line[at] !== 123 && line[at] !== 91) return false;
  const next = skipSpace(line, at + 1);
  return (
    (next === line.length || isQuote(line[next]) || line[next] === 123 || line[next] === 91) &&
    valueIn(line) === undefined
  );
}

/** JSON over several lines shows by the first of its keys that is a code. */
function document(head: Uint8Array, last: boolean): Found | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  const isJson =
    /["'](?!00)\d\d(?!00)\d\d["'] {0,4}:|["'](?:code|id|identifier|item)["'] {0,4}: {0,4}["']?(?!00)\d\d(?!00)\d\d|["'](?:&&|(?!00)\d\d(?!00)\d\d)/.test(
      text,
    );
  if (isJson) return { kind: "json" };
  return last ? PLAIN : undefined;
}

/** A list of texts, as Python writes it, and not one of objects. */
function isLineList(line: Uint8Array, at: number): boolean {
  const first = skipSpace(line, at + 1);
  return isQuote(line[first]) || (isLetter(line[first]) && isQuote(line[first + 1]));
}
