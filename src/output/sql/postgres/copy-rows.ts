/**
 * Rows as binary COPY has them (https://www.postgresql.org/docs/current/sql-copy.html), written from columns into one buffer after the
 * other: no object a row, no text a number, and every number as it is, bit for bit.
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

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const END = Buffer.from([0xff, 0xff]);

/** Milliseconds from 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH = 946_684_800_000;

/** Texts that could not be written as they are: PostgreSQL has none with a NUL. */
export interface Remarks {
  texts: number;
}

export function* copyPieces(
  { rows }: Pick<Page, "rows">,
  columns: readonly CopyColumn[],
  remarks: Remarks,
): Generator<Buffer> {
  let piece = Buffer.allocUnsafeSlow(PIECE);
  let view = viewOf(piece);
  let at = SIGNATURE.copy(piece);
  const cells = columns.map(({ kind, values }) => ({
    kind,
    values,
    text: undefined as string | undefined,
    bytes: Buffer.alloc(0),
  }));
  const width = 2 + 12 * cells.length;
  for (let row = 0; row < rows; row++) {
    if (at + width > piece.length) {
      yield piece.subarray(0, at);
      piece = Buffer.allocUnsafeSlow(Math.max(PIECE, width));
      view = viewOf(piece);
      at = 0;
    }
    view.setInt16(at, cells.length);
    at += 2;
    for (const cell of cells) {
      const { values } = cell;
      if (values instanceof Float64Array) {
        const value = values[row]!;
        if (Number.isNaN(value)) {
          view.setInt32(at, -1);
          at += 4;
          continue;
        }
        view.setInt32(at, 8);
        if (cell.kind === "number") view.setFloat64(at + 4, value);
        else if (cell.kind === "integer") setInteger(view, at + 4, value);
        else setTime(view, at + 4, value);
        at += 12;
        continue;
      }
      const text = values?.[row];
      if (text === undefined) {
        view.setInt32(at, -1);
        at += 4;
        continue;
      }
      // Most texts are that of the row before.
      if (cell.text !== text) {
        cell.text = text;
        cell.bytes =
          cell.kind === "bytes"
            ? Buffer.from(text, "latin1")
            : Buffer.from(withoutNul(text, remarks), "utf8");
      }
      const { bytes } = cell;
      if (at + 4 + bytes.length + width > piece.length) {
        yield piece.subarray(0, at);
        piece = Buffer.allocUnsafeSlow(Math.max(PIECE, 4 + bytes.length + width));
        view = viewOf(piece);
        at = 0;
      }
      view.setInt32(at, bytes.length);
      at += 4 + bytes.copy(piece, at + 4);
    }
  }
  yield piece.subarray(0, at);
  yield END;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView =>
  new DataView(buffer, byteOffset, byteLength);

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

function withoutNul(text: string, remarks: Remarks): string {
  if (!text.includes("\0")) return text;
  remarks.texts++;
  return text.replaceAll("\0", "\ufffd");
}
