/** The values of a row by mnemonic, as objects of WITSML that are no logs take them. */
import type { ColumnData, TableBatch } from "../../kernel/batch.js";
import { bytesOf, numbersOf, wordsOf } from "../../kernel/cells.js";
import type { Amount } from "../../witsml/version.js";

export interface RowValues {
  /** With its unit and all its digits; no value where the row, or the table, has none. */
  amount(mnemonic: string): Amount;
  text(mnemonic: string): string | null;
  readonly time: number | undefined;
}

const NOTHING: Amount = { value: null, unit: null, decimals: null };

/** Reads rows of a batch, one after the other. */
export function rowValues({ columns }: TableBatch): (row: number) => RowValues {
  const amounts = new Map<string, (row: number) => Amount>();
  const texts = new Map<string, (row: number) => string | null>();
  for (const data of columns) {
    const { name, type, unit } = data.column;
    if (type === "dictionary" || type === "utf8") texts.set(name, textsOf(data));
    else if (type !== "binary") {
      const numberAt = numbersOf(data);
      amounts.set(name, (row) => {
        const value = numberAt(row);
        return value === undefined || !Number.isFinite(value)
          ? NOTHING
          : { value, unit: unit ?? null, decimals: null };
      });
    }
  }
  const time = columns.find(({ column }) => column.type === "timestamp");
  const timeAt = time === undefined ? () => undefined : numbersOf(time);
  return (row) => ({
    amount: (mnemonic) => amounts.get(mnemonic)?.(row) ?? NOTHING,
    text: (mnemonic) => texts.get(mnemonic)?.(row) ?? null,
    time: timeAt(row),
  });
}

function textsOf(data: ColumnData): (row: number) => string | null {
  const text = data.column.type === "dictionary" ? wordsOf(data) : textOf(data);
  return (row) => text(row)?.trim() || null;
}

function textOf(data: ColumnData): (row: number) => string | undefined {
  const bytesAt = bytesOf(data);
  return (row) => {
    const bytes = bytesAt(row);
    return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  };
}
