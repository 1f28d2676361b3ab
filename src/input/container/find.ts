/**
 * Finds out by the first bytes of a source what wraps its frames, if anything does. Lines are looked at one after the
 * other, and the first that can be but one thing decides: what is found does not depend on how the bytes come.
 */
import { type HexStyle, hexStyleOf } from "./hex.js";
import { isJoined } from "./joined.js";
import { isFrame } from "./json.js";
import { candidate, goesOn, type Prefix, prefixEnd, sideOf } from "./prefixed.js";
import { endOfLine } from "./units.js";
import { skipSpace, valueIn } from "./value.js";
import { hasItems } from "./xml.js";

/** Bytes within which a container shows; what shows none in them is plain. */
export const HEAD = 65_536;

export type Found =
  | { readonly kind: "plain" | "joined" | "list" | "json" | "xml" }
  | { readonly kind: "hex"; readonly style: HexStyle }
  | { readonly kind: "prefixed"; readonly prefix: Prefix };

const PLAIN: Found = { kind: "plain" };

const AMPERSAND = 38;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 0;
const isLetter = (byte = 0): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;
const isQuote = (byte: number | undefined): boolean => byte === 34 || byte === 39;

/** Prefixes that lines may have, of which a second line has not shown one yet. */
const MOST_CANDIDATES = 4;

/** The container of what begins with `head`; undefined when more of it is needed. `whole` when there is no more. */
export function findContainer(
  head: Uint8Array,
  whole: boolean,
  sought: "any" | "prefixed" | "hex" = "any",
): Found | undefined {
  if (sought === "any" && isUsual(head)) return PLAIN;
  const last = whole || head.length >= HEAD;
  const candidates: Prefix["tokens"][] = [];
  /** A prefix that is one, while only lines of our own side have shown it. */
  let ours: Prefix | undefined;
  for (let at = 0; at < head.length; ) {
    const end = endOfLine(head, at, last);
    if (end === undefined) return undefined;
    const line = head.subarray(at, end);
    at = end;
    if (sought === "hex") {
      const style = hexStyleOf(line, true);
      if (style !== undefined) return { kind: "hex", style };
      continue;
    }
    if (ours !== undefined) {
      const prefix = prefixEnd(line, ours.tokens);
      if (prefix !== undefined && sideOf(line, prefix) !== "ours") return prefixed(ours.tokens, false);
      continue;
    }
    const shown = candidates.find((tokens) => {
      const prefix = prefixEnd(line, tokens);
      return prefix !== undefined && goesOn(line, prefix);
    });
    if (shown !== undefined) {
      if (sideOf(line, prefixEnd(line, shown)!) !== "ours") return prefixed(shown, false);
      ours = { tokens: shown, oursToo: true };
      continue;
    }
    const tokens = candidate(line);
    if (tokens !== undefined && candidates.length < MOST_CANDIDATES) candidates.push(tokens);
    if (sought === "prefixed") continue;
    const found = byLine(line, tokens !== undefined);
    if (found !== undefined) return found;
    // A value that goes on behind its first line: all that there is to see of it is asked for.
    if (opensDocument(line)) return document(head.subarray(at - line.length), last);
  }
  if (!last) return undefined;
  return ours === undefined ? PLAIN : prefixed(ours.tokens, true);
}

const prefixed = (tokens: Prefix["tokens"], oursToo: boolean): Found => ({
  kind: "prefixed",
  prefix: { tokens, oursToo },
});

/** `&&` and a line end, with which nearly all logs begin. */
const isUsual = (head: Uint8Array): boolean =>
  head[0] === AMPERSAND && head[1] === AMPERSAND && isLineEnd(head[2]);

function byLine(line: Uint8Array, isCandidate: boolean): Found | undefined {
  const bom = line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0;
  let at = bom;
  while (isBlank(line[at])) at++;
  const byte = line[at];
  if (byte === 123 || byte === 91) {
    const value = valueIn(line.subarray(at));
    if (value === undefined || !isFrame(line.subarray(at), value)) return undefined;
    return { kind: byte === 91 && isLineList(line, at) ? "list" : "json" };
  }
  if (byte === 60) return hasItems(line) ? { kind: "xml" } : undefined;
  const style = hexStyleOf(line);
  if (style !== undefined) return { kind: "hex", style };
  if (isJoined(line.subarray(bom))) return { kind: "joined" };
  // A number at the start of a prefix may look like a code.
  return !isCandidate && goesOn(line, at) ? PLAIN : undefined;
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
