/**
 * A column chunk whose values are numbers or texts, in no list and no struct, and packed as nearly all writers pack them: read some rows at a
 * time, into the float64s and texts that pages have. hyparquet, which reads every other column, makes an array of all values of a row group with
 * null between them, which took two thirds of the time and most of the memory of an export.
 */
import type { ColumnMetaData, Compressors, PageHeader, SchemaElement } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import type { Values } from "../page.js";
import { readDifferences } from "./delta-numbers.js";
import { Hybrid, WIDEST } from "./hybrid.js";

/** Values of a column, in their order. */
export interface ColumnValues {
  /** Of the next rows; undefined where none of them has a value. */
  next(rows: number): Values | undefined;
}

interface FlatPage {
  readonly rows: number;
  readonly encoding: "PLAIN" | "DELTA_BINARY_PACKED" | "DICTIONARY";
  readonly header: PageHeader;
  readonly bytes: Uint8Array;
}

type NumberType = "DOUBLE" | "INT32" | "INT64";

/** What a number of the file is divided by to be one of a page: times are milliseconds there. */
function divisorOf({ type, logical_type: logical, converted_type: converted }: SchemaElement) {
  if (logical === undefined && converted === undefined) return 1;
  if (type === "INT64" && logical?.type === "TIMESTAMP")
    return { MILLIS: 1, MICROS: 1000, NANOS: 1e6 }[logical.unit];
  if (logical?.type === "INTEGER" && logical.isSigned) return 1;
  return undefined;
}

/** Undefined of a chunk that is not such a one, or holds the other. Throws where its bytes are none. */
export function flatColumn(
  bytes: Uint8Array<ArrayBuffer>,
  holds: "numbers" | "texts",
  element: SchemaElement,
  meta: ColumnMetaData,
  compressors: Compressors,
): ColumnValues | undefined {
  const { type, repetition_type: repetition } = element;
  if (repetition === "REPEATED") return undefined;
  const isText = type === "BYTE_ARRAY" && isUtf8(element);
  const isNumber = type === "DOUBLE" || type === "INT32" || type === "INT64";
  const divisor = isNumber ? divisorOf(element) : undefined;
  if (holds === "texts" ? !isText : divisor === undefined) return undefined;
  const found = pagesIn(bytes, Number(meta.num_values), isText);
  if (found === undefined) return undefined;
  const unpack = ({ header, bytes }: Pick<FlatPage, "header" | "bytes">): Uint8Array =>
    decompressPage(bytes, header.uncompressed_page_size, meta.codec, compressors);
  const optional = repetition === "OPTIONAL";
  return isText
    ? new TextColumn(found, unpack, optional)
    : new NumberColumn(found, unpack, optional, type as NumberType, divisor!);
}

const isUtf8 = ({ logical_type: logical, converted_type: converted }: SchemaElement): boolean =>
  logical === undefined ? converted === "UTF8" : logical.type === "STRING";

interface FlatPages {
  readonly dictionary: Pick<FlatPage, "rows" | "header" | "bytes"> | undefined;
  readonly pages: readonly FlatPage[];
}

/** Undefined where one of them is packed otherwise. */
function pagesIn(bytes: Uint8Array<ArrayBuffer>, values: number, isText: boolean): FlatPages | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const reader = { view, offset: 0 };
  const pages: FlatPage[] = [];
  let dictionary: FlatPages["dictionary"];
  for (let rows = 0; rows < values; ) {
    const header = parquetHeader(reader);
    const end = reader.offset + header.compressed_page_size;
    if (end > bytes.length) throw new Error("a page is longer than its column");
    const page = { header, bytes: bytes.subarray(reader.offset, end) };
    reader.offset = end;
    if (header.type === "DICTIONARY_PAGE") {
      const count = header.dictionary_page_header?.num_values ?? 0;
      if (dictionary !== undefined || count > 2 ** WIDEST) return undefined;
      dictionary = { ...page, rows: count };
      continue;
    }
    const told = header.data_page_header;
    if (header.type !== "DATA_PAGE" || told === undefined || told.definition_level_encoding !== "RLE")
      return undefined;
    const encoding = told.encoding.endsWith("_DICTIONARY") ? "DICTIONARY" : told.encoding;
    if (encoding === "DICTIONARY" && dictionary === undefined) return undefined;
    if (encoding !== "PLAIN" && encoding !== "DICTIONARY" && (isText || encoding !== "DELTA_BINARY_PACKED"))
      return undefined;
    pages.push({ ...page, rows: told.num_values, encoding });
    rows += told.num_values;
  }
  return { dictionary, pages };
}

/** Rows that are unpacked together. */
const AT_ONCE = 4096;

/** What numbers and texts have in common: rows of pages, of which some have a value. */
abstract class FlatColumn<List extends Values & { length: number }> implements ColumnValues {
  readonly #pages: readonly FlatPage[];
  readonly #unpack: (page: Pick<FlatPage, "header" | "bytes">) => Uint8Array;
  readonly #optional: boolean;
  readonly #levels = new Int32Array(AT_ONCE);
  readonly indices = new Int32Array(AT_ONCE);
  #page = 0;
  /** Of the page. */
  #left = 0;
  #defined: Hybrid | undefined;

  constructor(
    { pages }: FlatPages,
    unpack: (page: Pick<FlatPage, "header" | "bytes">) => Uint8Array,
    optional: boolean,
  ) {
    this.#pages = pages;
    this.#unpack = unpack;
    this.#optional = optional;
  }

  next(rows: number): Values | undefined {
    let out: List | undefined;
    for (let row = 0; row < rows; ) {
      if (this.#left === 0) this.#open();
      const some = Math.min(this.#left, rows - row, AT_ONCE);
      const values = this.#present(some);
      if (values > 0) {
        out ??= this.empty(rows);
        this.take(out, row, values, values === some ? undefined : this.#levels, some);
      }
      row += some;
      this.#left -= some;
    }
    return out;
  }

  /** How many of the next rows have a value; which of them is in the levels where some have none. */
  #present(rows: number): number {
    const defined = this.#defined;
    if (defined === undefined) return rows;
    const { length, value } = defined.run();
    if (length >= rows) {
      defined.skip(rows);
      return value === 0 ? 0 : rows;
    }
    defined.read(this.#levels, rows);
    let values = 0;
    for (let i = 0; i < rows; i++) values += this.#levels[i]!;
    return values;
  }

  #open(): void {
    const page = this.#pages[this.#page++];
    if (page === undefined) throw new Error("it has fewer values than rows");
    const bytes = this.#unpack(page);
    this.#left = page.rows;
    let at = 0;
    this.#defined = undefined;
    if (this.#optional) {
      const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
      if (4 + length > bytes.length) throw new Error("the levels of a page are longer than it");
      this.#defined = new Hybrid(bytes, 4, 4 + length, 1);
      at = 4 + length;
    }
    this.open(bytes, at, page);
  }

  /** A list of so many rows without a value. */
  protected abstract empty(rows: number): List;
  /** The values of a page begin at a byte of it. */
  protected abstract open(bytes: Uint8Array, at: number, page: FlatPage): void;
  /** The next values, into `rows` rows from `row` on; undefined levels where all of these have one. */
  protected abstract take(
    out: List,
    row: number,
    values: number,
    levels: Int32Array | undefined,
    rows: number,
  ): void;
}

/** The indices of a page, behind a byte that tells their bits. */
function indicesIn(bytes: Uint8Array, at: number, entries: number): Hybrid {
  const width = bytes[at] ?? 0;
  if (width > WIDEST || entries === 0) throw new Error("indices point to no entry of a dictionary");
  return new Hybrid(bytes, at + 1, bytes.length, width);
}

class NumberColumn extends FlatColumn<Float64Array> {
  readonly #type: NumberType;
  readonly #divisor: number;
  readonly #dictionary: Float64Array<ArrayBuffer> | undefined;
  /** Of the page: indices of its values, or they themselves from `#at` on. */
  #coded: Hybrid | undefined;
  #plain = new Float64Array(0);
  #at = 0;

  constructor(
    found: FlatPages,
    unpack: (page: Pick<FlatPage, "header" | "bytes">) => Uint8Array,
    optional: boolean,
    type: NumberType,
    divisor: number,
  ) {
    super(found, unpack, optional);
    this.#type = type;
    this.#divisor = divisor;
    this.#dictionary = found.dictionary && this.#numbers(unpack(found.dictionary), 0, found.dictionary.rows);
  }

  protected empty(rows: number): Float64Array {
    return new Float64Array(rows).fill(Number.NaN);
  }

  protected open(bytes: Uint8Array, at: number, { encoding, rows }: FlatPage): void {
    this.#coded = undefined;
    this.#at = 0;
    if (encoding === "DICTIONARY") this.#coded = indicesIn(bytes, at, this.#dictionary!.length);
    else if (encoding === "PLAIN") {
      const width = this.#type === "INT32" ? 4 : 8;
      this.#plain = this.#numbers(bytes, at, Math.min(rows, Math.floor((bytes.length - at) / width)));
    } else this.#plain = this.#differences(bytes, at, rows);
  }

  protected take(
    out: Float64Array,
    row: number,
    values: number,
    levels: Int32Array | undefined,
    rows: number,
  ): void {
    const coded = this.#coded;
    if (coded === undefined) {
      if (this.#at + values > this.#plain.length) throw new Error("a page has fewer values than it says");
      if (levels === undefined) out.set(this.#plain.subarray(this.#at, this.#at + values), row);
      else {
        const plain = this.#plain;
        let at = this.#at;
        for (let i = 0; i < rows; i++) if (levels[i] !== 0) out[row + i] = plain[at++]!;
      }
      this.#at += values;
      return;
    }
    const { indices } = this;
    const dictionary = this.#dictionary!;
    coded.read(indices, values);
    requireWithin(indices, values, dictionary.length);
    if (levels === undefined) for (let i = 0; i < values; i++) out[row + i] = dictionary[indices[i]!]!;
    else {
      let at = 0;
      for (let i = 0; i < rows; i++) if (levels[i] !== 0) out[row + i] = dictionary[indices[at++]!]!;
    }
  }

  #numbers(bytes: Uint8Array, at: number, count: number): Float64Array<ArrayBuffer> {
    const width = this.#type === "INT32" ? 4 : 8;
    if (at + count * width > bytes.length) throw new Error("a page has fewer values than it says");
    // Elsewhere than on a byte that their width divides, as they stand in a page, no view can be made of them.
    const own = new Uint8Array(count * width);
    own.set(bytes.subarray(at, at + count * width));
    if (this.#type === "DOUBLE") return new Float64Array(own.buffer);
    return this.#divided(
      this.#type === "INT32" ? new Int32Array(own.buffer) : new BigInt64Array(own.buffer),
      count,
    );
  }

  #differences(bytes: Uint8Array, at: number, rows: number): Float64Array<ArrayBuffer> {
    // Of values alone; their number stands third.
    const count = Math.min(rows, deltaCount(bytes, at));
    if (this.#type === "INT64" && count > 0) {
      const numbers = new Float64Array(count);
      if (readDifferences(bytes, at, numbers)) return this.#dividedIn(numbers);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const reader = { view, offset: at };
    const list = this.#type === "INT32" ? new Int32Array(count) : new BigInt64Array(count);
    if (count > 0) deltaBinaryUnpack(reader, count, list);
    return this.#divided(list, count);
  }

  #divided(list: Int32Array | BigInt64Array, count: number): Float64Array<ArrayBuffer> {
    const numbers = new Float64Array(count);
    if (list instanceof Int32Array) numbers.set(list);
    else for (let i = 0; i < count; i++) numbers[i] = Number(list[i]);
    return this.#dividedIn(numbers);
  }

  #dividedIn(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
    const divisor = this.#divisor;
    if (divisor !== 1) for (let i = 0; i < numbers.length; i++) numbers[i]! /= divisor;
    return numbers;
  }
}

/** How many values are packed as differences: behind the size of a block and how many parts it has. */
function deltaCount(bytes: Uint8Array, from: number): number {
  let at = from;
  let count = 0;
  for (let part = 0; part < 3; part++) {
    count = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 35) throw new Error("differences of values have no head");
      count += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
  }
  return count;
}

function requireWithin(indices: Int32Array, count: number, entries: number): void {
  let most = 0;
  for (let i = 0; i < count; i++) most = Math.max(most, indices[i]!);
  if (most >= entries) throw new Error("indices point to no entry of a dictionary");
}

type Texts = (string | undefined)[];

class TextColumn extends FlatColumn<Texts> {
  readonly #dictionary: readonly string[] | undefined;
  #coded: Hybrid | undefined;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(
    found: FlatPages,
    unpack: (page: Pick<FlatPage, "header" | "bytes">) => Uint8Array,
    optional: boolean,
  ) {
    super(found, unpack, optional);
    if (found.dictionary === undefined) return;
    this.#bytes = unpack(found.dictionary);
    this.#dictionary = Array.from({ length: found.dictionary.rows }, () => this.#text());
  }

  protected empty(rows: number): Texts {
    return new Array<string | undefined>(rows).fill(undefined);
  }

  protected open(bytes: Uint8Array, at: number, { encoding }: FlatPage): void {
    this.#coded = encoding === "DICTIONARY" ? indicesIn(bytes, at, this.#dictionary!.length) : undefined;
    this.#bytes = bytes;
    this.#at = at;
  }

  protected take(
    out: Texts,
    row: number,
    values: number,
    levels: Int32Array | undefined,
    rows: number,
  ): void {
    const coded = this.#coded;
    const { indices } = this;
    const dictionary = this.#dictionary!;
    if (coded !== undefined) {
      coded.read(indices, values);
      requireWithin(indices, values, dictionary.length);
    }
    let at = 0;
    for (let i = 0; i < rows; i++) {
      if (levels !== undefined && levels[i] === 0) continue;
      out[row + i] = coded === undefined ? this.#text() : dictionary[indices[at++]!]!;
    }
  }

  /** The next one: its length, and its bytes. */
  #text(): string {
    const bytes = this.#bytes;
    const at = this.#at;
    const length = bytes[at]! + bytes[at + 1]! * 2 ** 8 + bytes[at + 2]! * 2 ** 16 + bytes[at + 3]! * 2 ** 24;
    const end = at + 4 + length;
    // Not so of what is no number either.
    if (!(end <= bytes.length)) throw new Error("a text is longer than its page");
    this.#at = end;
    return Buffer.from(bytes.buffer, bytes.byteOffset + at + 4, length).toString("utf8");
  }
}
