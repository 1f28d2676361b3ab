/**
 * What a decoder found, as one number: every cell by its table, row and column, and every reject. Rows come from the
 * reference and columns from the kernel, so the cells' hashes are summed: their order does not matter, their places do.
 */

import type { ColumnData, TableBatch, VariableData } from "../../src/kernel/batch.js";
import type { Code } from "../../src/wits/catalog/code.js";
import type { Plan } from "../../src/wits/catalog/layout.js";
import type { Decoded } from "../../src/wits/reference/decoder.js";

/** Places of the columns that are no items: no code is so large. */
const places: Readonly<Record<string, number>> = {
  timestamp: 20_001,
  offset: 20_002,
  vendor: 20_003,
  code: 20_004,
  value: 20_005,
  text: 20_006,
  length: 20_007,
  reason: 20_008,
  bytes: 20_009,
};

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

const mixed = (hash: number, more: number): number => {
  const product = Math.imul(hash ^ more, 0x9e3779b1);
  return product ^ (product >>> 15);
};

function hashOfNumber(value: number): number {
  float[0] = value;
  return mixed(mixed(1, words[0]!), words[1]!);
}

function hashOfBytes(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let hash = to - from;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return mixed(2, hash);
}

const texts = new Map<string, number>();

/** Of a text that recurs: a table's name, a code, a reason. */
function hashOfWord(text: string): number {
  let hash = texts.get(text);
  if (hash === undefined) {
    hash = hashOfBytes(Buffer.from(text));
    texts.set(text, hash);
  }
  return hash;
}

const hashOfText = (text: string): number => hashOfBytes(Buffer.from(text));

const cellHash = (row: number, place: number, value: number): number => mixed(mixed(row, place), value);

/** Of a source's rows as the kernel gives them, batch by batch. */
export class KernelDigest {
  #sum = 0;
  readonly #rows = new Map<string, number>();

  get sum(): number {
    return this.#sum;
  }

  add({ table, rows, columns }: TableBatch): void {
    const before = this.#rows.get(table.name) ?? 0;
    this.#rows.set(table.name, before + rows);
    const first = (hashOfWord(table.name) + before) | 0;
    for (const data of columns) {
      const place = data.column.code ?? places[data.column.name];
      if (place !== undefined && data.values !== undefined) this.#column(data, first, place, rows);
    }
  }

  #column({ values, validity, dictionary, column }: ColumnData, first: number, place: number, rows: number) {
    let sum = this.#sum;
    for (let row = 0; row < rows; row++) {
      if (validity !== undefined && ((validity[row >> 3]! >> (row & 7)) & 1) === 0) continue;
      let hash: number;
      if (dictionary !== undefined) {
        hash = hashOfWord(dictionary[Number((values as Int32Array)[row])]!);
      } else if (column.type === "utf8" || column.type === "binary") {
        const { offsets, data } = values as VariableData;
        hash = hashOfBytes(data, offsets[row], offsets[row + 1]);
      } else hash = hashOfNumber(Number((values as Float64Array)[row]));
      sum = (sum + cellHash((first + row) | 0, place, hash)) | 0;
    }
    this.#sum = sum;
  }
}

/** Of the same rows as the reference gives them. */
export function referenceDigest({ rows, long, rejects }: Decoded, plan: Plan): number {
  let sum = 0;
  const put = (row: number, place: number, hash: number): void => {
    sum = (sum + cellHash(row, place, hash)) | 0;
  };
  const value = (code: Code, read: number | string): number =>
    typeof read === "string" ? hashOfText(read) : hashOfNumber(converted(plan, code, read));
  for (const [name, list] of rows) {
    let row = hashOfWord(name);
    for (const { timestamp, offset, vendor, items } of list) {
      put(row, places["offset"]!, hashOfNumber(offset));
      if (timestamp !== null) put(row, places["timestamp"]!, hashOfNumber(timestamp));
      if (vendor !== null) put(row, places["vendor"]!, hashOfText(vendor));
      for (const [code, read] of items) if (read !== null) put(row, code, value(code, read));
      row = (row + 1) | 0;
    }
  }
  let row = long.length > 0 ? hashOfWord(plan.longTable!.name) : 0;
  for (const { timestamp, offset, code, value: read } of long) {
    put(row, places["offset"]!, hashOfNumber(offset));
    put(row, places["code"]!, hashOfWord(fourDigits(code)));
    if (timestamp !== null) put(row, places["timestamp"]!, hashOfNumber(timestamp));
    if (read !== null) {
      put(row, places[typeof read === "string" ? "text" : "value"]!, value(code, read));
    }
    row = (row + 1) | 0;
  }
  row = hashOfWord(plan.rejects.name);
  for (const { offset, length, code, reason, bytes } of rejects) {
    put(row, places["offset"]!, hashOfNumber(offset));
    put(row, places["length"]!, hashOfNumber(length));
    if (code !== undefined) put(row, places["code"]!, hashOfWord(fourDigits(code)));
    put(row, places["reason"]!, hashOfWord(reason));
    put(row, places["bytes"]!, hashOfBytes(bytes));
    row = (row + 1) | 0;
  }
  return sum;
}

const fourDigits = (code: Code): string => (code < 1000 ? `0${code}` : `${code}`);

function converted(plan: Plan, code: Code, read: number): number {
  let value = read;
  for (const { scale, offset } of plan.conversionsOf(code)) value = value * scale + offset;
  return value;
}
