/** The row that the lines of a frame go to: that of the last line's table. SIMD build alone. */
import { COLUMN_VALUES, TABLE_ROWS, tableCapacity } from "./layout";
import { rowOf } from "./columns";

export let openTable: u32 = 0;
/** Where the row's values of eight bytes stand in their columns, its validity, and the bit of it. */
export let openCell: u32 = 0;
export let openMark: u32 = 0;
export let openBit: u32 = 0;

/** Lets no row be open: another frame begins. */
// @ts-ignore: decorator
@inline
export function leaveRow(): void {
  openTable = 0;
}

/** Whether the frame knows of the row, so that it closes with the frame. */
let known: bool = false;

/** Makes a table and its row in this frame the open ones. */
// @ts-ignore: decorator
@inline
export function openRowOf(table: u32): void {
  if (table == openTable && known) return;
  aimAt(table);
  keepRow();
}

/** Makes the row of a table the open one; unless it is kept then, it is as if it never was. */
// @ts-ignore: decorator
@inline
export function aimAt(table: u32): void {
  openTable = table;
  known = false;
  const row = load<u32>(table, TABLE_ROWS);
  openCell = row << 3;
  openMark = (tableCapacity << 3) + (row >> 3);
  openBit = 1 << (row & 7);
}

/** Keeps the open row: a line of it was taken. */
// @ts-ignore: decorator
@inline
export function keepRow(): void {
  if (known) return;
  known = true;
  rowOf(openTable);
}

/** Where the open row's value of eight bytes goes. */
// @ts-ignore: decorator
@inline
export function cellOf(column: usize): usize {
  return load<u32>(column, COLUMN_VALUES) + openCell;
}

/** Says that the open row has a value. */
// @ts-ignore: decorator
@inline
export function setValid(column: usize): void {
  const validity = <usize>load<u32>(column, COLUMN_VALUES) + openMark;
  store<u8>(validity, <u8>(<u32>load<u8>(validity) | openBit));
}
