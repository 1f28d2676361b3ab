/**
 * A list of texts as an Arrow dictionary. The lists of a decoder only ever grow at their end, so their texts are
 * encoded once, into buffers that grow behind the same list, and a dictionary is one chunk over all of them: readers
 * that refuse dictionaries in pieces (deltas), as polars does, never meet one.
 */
import { makeData, Utf8, Vector } from "apache-arrow";

interface Encoded {
  length: number;
  bytes: Uint8Array;
  offsets: Int32Array;
  vector: Vector<Utf8>;
}

const vectorOver = (length: number, bytes: Uint8Array, offsets: Int32Array) =>
  new Vector([
    makeData({
      type: new Utf8(),
      length,
      nullCount: 0,
      valueOffsets: offsets.subarray(0, length + 1),
      data: bytes.subarray(0, offsets[length]),
    }),
  ]);

/** Of a column that never had a value. */
export const EMPTY_DICTIONARY = vectorOver(0, new Uint8Array(0), new Int32Array(1));

const encodedLists = new WeakMap<readonly string[], Encoded>();

/** The same Vector as long as the list has not grown, so that a writer sees that it has nothing to write again. */
export function dictionaryVector(texts: readonly string[]): Vector<Utf8> {
  let encoded = encodedLists.get(texts);
  if (encoded === undefined) {
    encoded = {
      length: 0,
      bytes: new Uint8Array(256),
      offsets: new Int32Array(16),
      vector: EMPTY_DICTIONARY,
    };
    encodedLists.set(texts, encoded);
  }
  if (encoded.length < texts.length) {
    for (let i = encoded.length; i < texts.length; i++) append(encoded, texts[i]!);
    encoded.vector = vectorOver(encoded.length, encoded.bytes, encoded.offsets);
  }
  return encoded.vector;
}

/** Bytes that an earlier vector shows are never written again: growth copies them, and the rest lies behind them. */
function append(encoded: Encoded, text: string): void {
  const start = encoded.offsets[encoded.length]!;
  const end = start + Buffer.byteLength(text);
  if (end > encoded.bytes.length) {
    const grown = new Uint8Array(Math.max(end, encoded.bytes.length * 2));
    grown.set(encoded.bytes);
    encoded.bytes = grown;
  }
  Buffer.from(encoded.bytes.buffer, start, end - start).write(text);
  encoded.length++;
  if (encoded.length === encoded.offsets.length) {
    const grown = new Int32Array(encoded.offsets.length * 2);
    grown.set(encoded.offsets);
    encoded.offsets = grown;
  }
  encoded.offsets[encoded.length] = end;
}
