/**
 * Rows as binary COPY has them (https://www.postgresql.org/docs/current/sql-copy.html), written from columns into one buffer: no object
 * a row, no text a number, and every number as it is, bit for bit.
 *
 * Some rows at a time, and of these a column after the other: each loop knows what it writes, and where each row has come to is in `places`.
 * Measured beside a loop over rows that looks at each cell's kind: 0.2 s instead of 0.5 s for 266,000 rows of 25 values.
 */
import type { Page, Values } from "../../../columns/page.js";
import type { ColumnKind } from "../tables.js";

export interface CopyColumn {
  readonly kind: ColumnKind;
  /** Where it stands in the page; undefined: it has no value. */
  readonly values: Values | undefined;
}

/** Bytes of a piece. Measured from 64 KiB to 4 MiB: beyond 256 KiB nothing changes. */
const PIECE = 256 * 1024;

export const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
export const END = Buffer.from([0xff, 0xff]);

/** Milliseconds from 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH = 946_684_800_000;

/** Texts that could not be written as they are: PostgreSQL has none with a NUL. */
export interface Remarks {
  texts: number;
}

/** A buffer for one piece after the other: each is lent until the next one is asked for. */
export class CopyPieces {
  readonly #remarks: Remarks;
  #piece = Buffer.allocUnsafeSlow(PIECE);
  #view = viewOf(this.#piece);

  constructor(remarks: Remarks) {
    this.#remarks = remarks;
  }

  *of({ rows }: Pick<Page, "rows">, columns: readonly CopyColumn[]): Generator<Buffer> {
    const most = Math.max(1, Math.floor(PIECE / (2 + 12 * columns.length)));
    const sizes = new Int32Array(most);
    const places = new Int32Array(most);
    for (let row = 0; row < rows; ) {
      let some = Math.min(most, rows - row);
      const cells = columns.map(({ kind, values }) =>
        values instanceof Float64Array ? undefined : this.#textsOf(kind, values, row, some),
      );
      sizes.fill(2 + 4 * columns.length);
      for (const [i, { values }] of columns.entries()) {
        if (values instanceof Float64Array) addNumbers(sizes, values, row, some);
        else addTexts(sizes, cells[i]!, some);
      }
      let length = 0;
      for (let i = 0; i < some; i++) {
        if (i > 0 && length + sizes[i]! > PIECE) some = i;
        else {
          places[i] = length;
          length += sizes[i]!;
        }
      }
      if (length > this.#piece.length) {
        this.#piece = Buffer.allocUnsafeSlow(length);
        this.#view = viewOf(this.#piece);
      }
      const view = this.#view;
      for (let i = 0; i < some; i++) {
        view.setInt16(places[i]!, columns.length);
        places[i]! += 2;
      }
      for (const [i, { kind, values }] of columns.entries()) {
        if (!(values instanceof Float64Array)) writeTexts(this.#piece, view, places, cells[i]!, some);
        else if (kind === "number") writeNumbers(view, places, values, row, some);
        else if (kind === "integer") writeIntegers(view, places, values, row, some);
        else writeTimes(view, places, values, row, some);
      }
      yield this.#piece.subarray(0, length);
      row += some;
    }
  }

  /** Most texts are that of the row before. */
  #textsOf(
    kind: ColumnKind,
    values: readonly (string | undefined)[] | undefined,
    row: number,
    rows: number,
  ): (Buffer | undefined)[] {
    const cells = new Array<Buffer | undefined>(rows).fill(undefined);
    let [text, bytes] = ["", Buffer.alloc(0)];
    for (let i = 0; i < rows; i++) {
      const value = values?.[row + i];
      if (value === undefined) continue;
      if (value !== text) {
        text = value;
        bytes =
          kind === "bytes" ? Buffer.from(value, "latin1") : Buffer.from(this.#withoutNul(value), "utf8");
      }
      cells[i] = bytes;
    }
    return cells;
  }

  #withoutNul(text: string): string {
    if (!text.includes("\0")) return text;
    this.#remarks.texts++;
    return text.replaceAll("\0", "\ufffd");
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView =>
  new DataView(buffer, byteOffset, byteLength);

function addNumbers(sizes: Int32Array, values: Float64Array, row: number, rows: number): void {
  for (let i = 0; i < rows; i++) if (!Number.isNaN(values[row + i]!)) sizes[i]! += 8;
}

function addTexts(sizes: Int32Array, cells: readonly (Buffer | undefined)[], rows: number): void {
  for (let i = 0; i < rows; i++) sizes[i]! += cells[i]?.length ?? 0;
}

function writeNumbers(
  view: DataView,
  places: Int32Array,
  values: Float64Array,
  row: number,
  rows: number,
): void {
  for (let i = 0; i < rows; i++) {
    const value = values[row + i]!;
    const at = places[i]!;
    if (Number.isNaN(value)) {
      view.setInt32(at, -1);
      places[i] = at + 4;
    } else {
      view.setInt32(at, 8);
      view.setFloat64(at + 4, value);
      places[i] = at + 12;
    }
  }
}

function writeIntegers(
  view: DataView,
  places: Int32Array,
  values: Float64Array,
  row: number,
  rows: number,
): void {
  for (let i = 0; i < rows; i++) {
    const value = values[row + i]!;
    const at = places[i]!;
    if (Number.isNaN(value)) {
      view.setInt32(at, -1);
      places[i] = at + 4;
    } else {
      view.setInt32(at, 8);
      setInteger(view, at + 4, value);
      places[i] = at + 12;
    }
  }
}

function writeTimes(
  view: DataView,
  places: Int32Array,
  values: Float64Array,
  row: number,
  rows: number,
): void {
  for (let i = 0; i < rows; i++) {
    const value = values[row + i]!;
    const at = places[i]!;
    if (Number.isNaN(value)) {
      view.setInt32(at, -1);
      places[i] = at + 4;
    } else {
      view.setInt32(at, 8);
      setTime(view, at + 4, value);
      places[i] = at + 12;
    }
  }
}

function writeTexts(
  piece: Buffer,
  view: DataView,
  places: Int32Array,
  cells: readonly (Buffer | undefined)[],
  rows: number,
): void {
  for (let i = 0; i < rows; i++) {
    const bytes = cells[i];
    const at = places[i]!;
    view.setInt32(at, bytes?.length ?? -1);
    places[i] = at + 4 + (bytes?.copy(piece, at + 4) ?? 0);
  }
}

/** A whole number as 64 bits. */
function setInteger(view: DataView, at: number, value: number): void {
  if (!Number.isSafeInteger(value)) {
    view.setBigInt64(at, BigInt(Math.trunc(value)));
    return;
  }
  const high = Math.floor(value / 0x1_0000_0000);
  view.setInt32(at, high);
  view.setUint32(at + 4, value - high * 0x1_0000_0000);
}

/** Milliseconds since 1970 as microseconds since 2000, exact in years that a number cannot count in microseconds too. */
function setTime(view: DataView, at: number, milliseconds: number): void {
  const since = Math.round((milliseconds - EPOCH) * 1000);
  if (Number.isSafeInteger(since)) setInteger(view, at, since);
  else view.setBigInt64(at, BigInt(Math.round(milliseconds)) * 1000n - BigInt(EPOCH) * 1000n);
}
