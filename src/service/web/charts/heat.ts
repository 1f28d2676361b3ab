/** A field of days by rigs: how much of the most that was drilled in a day, and where nothing is known. */

export interface HeatCell {
  readonly row: number;
  readonly column: number;
  /** From 0 to 1 of the greatest; null where there is no figure. */
  readonly share: number | null;
  readonly value: number | null;
}

export interface Heat {
  readonly cells: readonly HeatCell[];
  readonly greatest: number;
}

/** `figureOf` is null for what is not known: that is not nothing. */
export function heatOf(
  rows: readonly string[],
  columns: readonly string[],
  figureOf: (row: string, column: string) => number | null,
): Heat {
  const values = rows.map((row) => columns.map((column) => figureOf(row, column)));
  const greatest = Math.max(0, ...values.flat().map((value) => value ?? 0));
  const cells = values.flatMap((line, row) =>
    line.map((value, column) => ({
      row,
      column,
      value,
      share: value === null ? null : greatest === 0 ? 0 : value / greatest,
    })),
  );
  return { cells, greatest };
}

/** The level of a share of five: so many can be told apart. */
export const levelOf = (share: number): number => (share <= 0 ? 0 : Math.min(5, Math.ceil(share * 5)));
