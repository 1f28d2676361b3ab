/** How many values, and bytes of them, the first rows of a fragment have: where a row group may end within it. */
import { hasValue } from "../arrays/validity.js";
import type { ColumnFragment } from "./fragment.js";

/** Values of a column in the rows before `row`. */
export function valuesBefore({ validityAt, valid }: ColumnFragment, bytes: Uint8Array, row: number): number {
  if (validityAt === undefined) return Math.min(row, valid);
  let values = 0;
  for (let at = validityAt; at < validityAt + (row >> 3); at++) values += ONES[bytes[at]!]!;
  const rest = bytes.subarray(validityAt + (row >> 3));
  for (let bit = 0; bit < (row & 7); bit++) if (hasValue(rest, bit)) values++;
  return values;
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

/** PLAIN bytes of the first `values` values of a column. */
export function plainBytesOf(data: ColumnFragment, bytes: Uint8Array, values: number): number {
  if (values === data.valid) return data.plainBytes;
  if (!isText(data)) return (values * data.plainBytes) / data.valid;
  if (data.entries === 0) return placesOf(data, bytes, values)[values]! - data.valuesAt;
  const places = placesOf(data, bytes, data.entries);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let value = 0; value < values; value++) {
    const at = data.indicesAt + value * data.indexWidth;
    const index =
      data.indexWidth === 2 ? view.getUint16(at, true) : data.indexWidth === 1 ? view.getUint8(at) : 0;
    sum += places[index + 1]! - places[index]!;
  }
  return sum;
}

/** Where each of the first `count` texts of a column begins, and where the last of them ends. */
export function placesOf({ valuesAt }: ColumnFragment, bytes: Uint8Array, count: number): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = new Float64Array(count + 1);
  let at = valuesAt;
  for (let text = 0; text < count; text++) {
    places[text] = at;
    at += 4 + view.getUint32(at, true);
  }
  places[count] = at;
  return places;
}

const isText = ({ column: { type } }: ColumnFragment): boolean =>
  type === "utf8" || type === "binary" || type === "dictionary";
