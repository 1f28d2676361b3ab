/** Which rows of a column have a value, as Arrow and Parquet have it: a bit a row, the least significant of a byte first. */

/** A bit is set where the row has a value; undefined where every row has one. */
export type Validity = Uint8Array | undefined;

export const hasValue = (validity: Validity, row: number): boolean =>
  validity === undefined || ((validity[row >> 3]! >> (row & 7)) & 1) !== 0;

export const bytesOfBits = (rows: number): number => (rows + 7) >> 3;

export function setValue(validity: Uint8Array, row: number): void {
  validity[row >> 3]! |= 1 << (row & 7);
}

/** Clears the bits behind those of `rows` in the last byte that holds one of them. */
export function clearBehind(validity: Uint8Array, rows: number): void {
  if ((rows & 7) !== 0) validity[rows >> 3]! &= (1 << (rows & 7)) - 1;
}

/** The first of the rows `from` to `rows` that has a value, or `rows`. */
export function firstValue(validity: Validity, from: number, rows: number): number {
  if (validity === undefined) return from;
  for (let row = from; row < rows; row++) {
    if (validity[row >> 3] === 0) row |= 7;
    else if (hasValue(validity, row)) return row;
  }
  return rows;
}

/** Of the rows `from` to `to` alone. Bits begin anew with the first of them: at a byte's edge they are lent, else copied. */
export function validityOf(validity: Validity, from: number, to: number): Validity {
  if (validity === undefined) return undefined;
  if ((from & 7) === 0) return validity.subarray(from >> 3, bytesOfBits(to));
  const some = new Uint8Array(bytesOfBits(to - from));
  const shift = from & 7;
  for (let i = 0, at = from >> 3; i < some.length; i++, at++) {
    some[i] = (validity[at]! >> shift) | ((validity[at + 1] ?? 0) << (8 - shift));
  }
  return some;
}

/** Makes NaN of the numbers of rows without a value. */
export function blankMissing(numbers: Float64Array, validity: Validity): void {
  if (validity === undefined) return;
  for (let first = 0; first < numbers.length; first += 8) {
    if (validity[first >> 3] === 255) continue;
    const end = Math.min(first + 8, numbers.length);
    for (let row = first; row < end; row++) if (!hasValue(validity, row)) numbers[row] = Number.NaN;
  }
}
