/** How the head of a source shows that its frames are JSON, or lists as Python writes them. */
import type { Container } from "./container.js";
import { isFrame, Json } from "./json.js";
import { skipSpace, valueIn } from "./value.js";

const BRACKET = 91;
const BRACE = 123;
const isQuote = (byte: number | undefined): boolean => byte === 34 || byte === 39;
const isLetter = (byte = 0): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;

export const list: Container = {
  words: "a list a line, as Python writes it",
  cuts: "line",
  recognise: ({ bytes, start }) =>
    bytes[start] === BRACKET && isLineList(bytes, start) && isFrameAt(bytes, start)
      ? { reader: list.reader! }
      : undefined,
  reader: (toUtc) => new Json(toUtc),
};

export const json: Container = {
  words: "JSON, a frame a line",
  cuts: "line",
  wholeLines: true,
  recognise({ bytes, start, head, from, last }) {
    if (bytes[start] !== BRACE && bytes[start] !== BRACKET) return undefined;
    if (isFrameAt(bytes, start)) return { reader: json.reader! };
    // A value that goes on behind its first line: all that there is to see of it is asked for.
    if (!opensDocument(bytes)) return undefined;
    if (hasCodes(head.subarray(from))) return { reader: json.reader! };
    return last ? "plain" : "more";
  },
  reader: (toUtc) => new Json(toUtc),
};

function isFrameAt(line: Uint8Array, at: number): boolean {
  const value = valueIn(line.subarray(at));
  return value !== undefined && isFrame(line.subarray(at), value);
}

/** A list of texts, as Python writes it, and not one of objects. */
function isLineList(line: Uint8Array, at: number): boolean {
  const first = skipSpace(line, at + 1);
  return isQuote(line[first]) || (isLetter(line[first]) && isQuote(line[first + 1]));
}

/** A line that ends within an object or a list of some. */
function opensDocument(line: Uint8Array): boolean {
  const at = skipSpace(line, 0);
  if (line[at] !== BRACE && line[at] !== BRACKET) return false;
  const next = skipSpace(line, at + 1);
  return (
    (next === line.length || isQuote(line[next]) || line[next] === BRACE || line[next] === BRACKET) &&
    valueIn(line) === undefined
  );
}

/** JSON over several lines shows by the first of its keys that is a code. */
const CODES =
  /["'](?!00)\d\d(?!00)\d\d["'] {0,4}:|["'](?:code|id|identifier|item)["'] {0,4}: {0,4}["']?(?!00)\d\d(?!00)\d\d|["'](?:&&|(?!00)\d\d(?!00)\d\d)/;

const hasCodes = (head: Uint8Array): boolean =>
  CODES.test(Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1"));
