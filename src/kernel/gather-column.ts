/** The pieces of a column, of several batches, to a fragment: joined, without gaps, each value once where that is shorter. */
import { hasValue } from "../arrays/validity.js";
import type { Column } from "../wits/catalog/table.js";
import type { ColumnData, VariableData } from "./batch.js";
import type { EncoderMemory } from "./encoder-memory.js";
import type { ColumnFragment } from "./fragment.js";

/** Rows `start` to `end` of a batch's column; of rows without a value when `data` is undefined. */
export interface ColumnPiece {
  readonly data: ColumnData | undefined;
  readonly start: number;
  readonly end: number;
}

/** Bytes of a value before it is encoded: texts of a list are indices into it. */
const WIDTH = { timestamp: 8, int64: 8, float64: 8, int32: 4, dictionary: 4 } as const;

/**
 * Entries beyond which whole numbers are left as they are: those that count or tell the time are distinct, and shorter as
 * differences. Up to here an index is a byte.
 */
const WHOLE_ENTRIES = 256;

const encoder = new TextEncoder();

/** What a fragment holds of a column beside its validity. */
type Values = Omit<ColumnFragment, "column" | "valid" | "validityAt">;

/** `append` takes the fragment's bytes, and answers where they stand. */
export function gatherColumn(
  memory: EncoderMemory,
  column: Column,
  pieces: readonly ColumnPiece[],
  append: (bytes: Uint8Array) => number,
): ColumnFragment | undefined {
  const rows = pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0);
  const valid = joinValidity(memory, pieces, rows);
  if (valid === 0) return undefined;
  const { bytes, regions } = memory;
  const gathering: Gathering = { memory, column, pieces, rows, valid, append };
  const validityAt =
    valid === rows ? undefined : append(bytes.subarray(regions.bitmap, regions.bitmap + ((rows + 7) >> 3)));
  const values =
    column.type === "utf8" || column.type === "binary" ? gatherTexts(gathering) : gatherFixed(gathering);
  return { column, valid, validityAt, ...values };
}

interface Gathering {
  readonly memory: EncoderMemory;
  readonly column: Column;
  readonly pieces: readonly ColumnPiece[];
  readonly rows: number;
  readonly valid: number;
  readonly append: (bytes: Uint8Array) => number;
}

/** Returns the number of rows with a value. */
function joinValidity(
  { kernel, bytes, regions }: EncoderMemory,
  pieces: readonly ColumnPiece[],
  rows: number,
): number {
  let row = 0;
  for (const { data, start, end } of pieces) {
    const count = end - start;
    if (data?.values === undefined) {
      kernel.appendRun(regions.bitmap, row, 0, count);
    } else if (data.validity === undefined) {
      kernel.appendRun(regions.bitmap, row, 1, count);
    } else {
      bytes.set(data.validity.subarray(start >> 3, (end + 7) >> 3), regions.scratch);
      kernel.appendBits(regions.bitmap, row, regions.scratch, start & 7, count);
    }
    row += count;
  }
  return kernel.countBits(regions.bitmap, rows);
}

function gatherFixed(gathering: Gathering): Values {
  const { memory, column, pieces, rows, valid, append } = gathering;
  const { kernel, bytes, regions } = memory;
  const type = column.type as keyof typeof WIDTH;
  const width = WIDTH[type];
  const texts = joinFixed(memory, width, pieces);
  if (valid < rows) {
    const compact = width === 8 ? kernel.compact64 : kernel.compact32;
    compact(regions.values, regions.bitmap, rows);
  }
  const most = type === "float64" || type === "dictionary" ? kernel.MAX_DICTIONARY.value : WHOLE_ENTRIES;
  const extend = width === 8 ? kernel.extendDictionary64 : kernel.extendDictionary32;
  kernel.startDictionary();
  // Texts of a list are a dictionary whatever it takes.
  const judged = type === "dictionary" ? 0 : valid;
  const isCoded = extend(regions.values, valid, 0, judged, most, kernel.indicesAt.value);
  const entries = kernel.entries.value;
  if (type === "dictionary") return gatherListed(gathering, texts, isCoded ? entries : 0);
  const plainBytes = valid * width;
  const keys = kernel.keysAt.value;
  if (isCoded && entries * width + valid * indexWidthOf(entries) < plainBytes) {
    return { plainBytes, ...coded(gathering, keys, entries * width, entries) };
  }
  return plain(plainBytes, append(bytes.subarray(regions.values, regions.values + plainBytes)));
}

/** Of values that are indices into a list of texts, those in use become a dictionary of texts. */
function gatherListed(gathering: Gathering, texts: readonly string[], entries: number): Values {
  const { memory, column } = gathering;
  const { kernel, bytes, view, regions } = memory;
  if (entries === 0) throw new RangeError(`column ${column.name} has more texts than rows of a fragment`);
  const used = new Uint32Array(bytes.buffer, kernel.keysAt.value, entries);
  const sizes = new Float64Array(entries);
  const end = regions.page + regions.pageBytes;
  let at = regions.page;
  for (const [entry, index] of used.entries()) {
    const text = texts[index]!;
    const room = Math.max(0, end - at - 4);
    const { read, written } = encoder.encodeInto(text, bytes.subarray(at + 4, at + 4 + room));
    if (read < text.length) {
      throw new RangeError(`the texts of column ${column.name} are longer than ${regions.pageBytes} bytes`);
    }
    view.setUint32(at, written, true);
    at += 4 + written;
    sizes[entry] = 4 + written;
  }
  const indices = new Uint16Array(bytes.buffer, kernel.indicesAt.value, gathering.valid);
  const plainBytes =
    entries === 1 ? sizes[0]! * gathering.valid : indices.reduce((sum, index) => sum + sizes[index]!, 0);
  return { plainBytes, ...coded(gathering, regions.page, at - regions.page, entries) };
}

function gatherTexts(gathering: Gathering): Values {
  const { memory, column, pieces, rows, valid, append } = gathering;
  const { kernel, bytes, regions } = memory;
  joinTexts(memory, column, pieces, rows);
  kernel.writePlainTexts(
    regions.values,
    regions.text,
    valid === rows ? 0 : regions.bitmap,
    rows,
    regions.page,
  );
  const plainBytes = kernel.textBytes.value;
  const limitBytes = Math.min(plainBytes, regions.keyBytes);
  kernel.startTexts();
  const most = kernel.MAX_DICTIONARY.value;
  if (kernel.extendTexts(regions.page, valid, 0, valid, most, limitBytes, kernel.indicesAt.value)) {
    const entries = kernel.textEntries.value;
    const keyBytes = kernel.textKeyBytes.value;
    if (keyBytes + valid * indexWidthOf(entries) < plainBytes) {
      return { plainBytes, ...coded(gathering, kernel.keysAt.value, keyBytes, entries) };
    }
  }
  return plain(plainBytes, append(bytes.subarray(regions.page, regions.page + plainBytes)));
}

const plain = (plainBytes: number, valuesAt: number): Values => ({
  plainBytes,
  valuesAt,
  valuesLength: plainBytes,
  entries: 0,
  indicesAt: 0,
  indexWidth: 0,
});

const indexWidthOf = (entries: number): 0 | 1 | 2 => (entries === 1 ? 0 : entries <= 256 ? 1 : 2);

/** The dictionary that stands at `keys`, and the indices. */
function coded(
  { memory, valid, append }: Gathering,
  keys: number,
  valuesLength: number,
  entries: number,
): Omit<Values, "plainBytes"> {
  const { kernel, bytes } = memory;
  const valuesAt = append(bytes.subarray(keys, keys + valuesLength));
  const indices = kernel.indicesAt.value;
  const indexWidth = indexWidthOf(entries);
  if (indexWidth === 1) kernel.narrowIndices(indices, valid, indices);
  const indicesAt = indexWidth === 0 ? 0 : append(bytes.subarray(indices, indices + valid * indexWidth));
  return { valuesAt, valuesLength, entries, indicesAt, indexWidth };
}

/** Returns the texts that the indices of a dictionary column point to. */
function joinFixed(
  { bytes, regions }: EncoderMemory,
  width: number,
  pieces: readonly ColumnPiece[],
): readonly string[] {
  const lists = new Set(pieces.map(({ data }) => data?.dictionary).filter((list) => list !== undefined));
  const [first = []] = lists;
  const joined = lists.size > 1 ? new JoinedTexts() : undefined;
  let at = regions.values;
  for (const { data, start, end } of pieces) {
    if (data?.values !== undefined) {
      const values = (data.values as Float64Array | Int32Array | BigInt64Array).subarray(start, end);
      if (joined === undefined) {
        bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
      } else {
        joined.append(data, values as Int32Array, start, new Int32Array(bytes.buffer, at, end - start));
      }
    }
    at += (end - start) * width;
  }
  return joined?.texts ?? first;
}

const NO_PIECE_TEXT: VariableData = { offsets: new Int32Array(1), data: new Uint8Array(0) };

/** Puts the texts into `text`, and where each begins and ends into `values`. */
function joinTexts(
  { bytes, regions }: EncoderMemory,
  column: Column,
  pieces: readonly ColumnPiece[],
  rows: number,
): void {
  const offsets = new Int32Array(bytes.buffer, regions.values, rows + 1);
  let row = 0;
  let length = 0;
  for (const { data, start, end } of pieces) {
    const text = (data?.values as VariableData | undefined) ?? NO_PIECE_TEXT;
    if (text === NO_PIECE_TEXT) {
      offsets.fill(length, row, row + end - start);
      row += end - start;
      continue;
    }
    const from = text.offsets[start]!;
    const to = text.offsets[end]!;
    if (length + to - from > regions.textBytes) {
      throw new RangeError(
        `column ${column.name} has more than ${regions.textBytes} bytes of text in a fragment; ` +
          "make the fragments smaller",
      );
    }
    bytes.set(text.data.subarray(from, to), regions.text + length);
    const shift = length - from;
    for (let i = start; i < end; i++) offsets[row++] = text.offsets[i]! + shift;
    length += to - from;
  }
  offsets[rows] = length;
}

/** Joins dictionary columns whose batches came with different lists of texts. */
class JoinedTexts {
  readonly texts: string[] = [];
  readonly #index = new Map<string, number>();

  append(data: ColumnData, indices: Int32Array, start: number, out: Int32Array): void {
    const list = data.dictionary ?? [];
    const { validity } = data;
    for (let i = 0; i < indices.length; i++) {
      const row = start + i;
      if (!hasValue(validity, row)) continue;
      const text = list[indices[i]!]!;
      let index = this.#index.get(text);
      if (index === undefined) {
        index = this.texts.push(text) - 1;
        this.#index.set(text, index);
      }
      out[i] = index;
    }
  }
}
