/** Cells of Excel from the columns of a batch: dates as dates, numbers as numbers, texts as a cell can hold and show them. */

import type { ColumnData } from "../../kernel/batch.js";
import { bytesOf, numbersOf, wordsOf } from "../../kernel/cells.js";
import { excelText } from "../../text/excel-file.js";
import { instant } from "../../text/instant.js";
import { FIRST_DATE } from "./limits.js";

export const DATE_FORMAT = "yyyy-mm-dd hh:mm:ss.000";

export interface Cell {
  readonly value: string | number | Date;
  readonly type: unknown;
  readonly format?: string;
  readonly fontWeight?: "bold";
  readonly backgroundColor?: string;
}

/** `cut` is told of a text that is longer than a cell can be. */
export function cellsOf(data: ColumnData, utc: boolean, cut: () => void): (row: number) => Cell | undefined {
  switch (data.column.type) {
    case "timestamp": {
      const timeAt = numbersOf(data);
      return (row) => dateCell(timeAt(row), utc);
    }
    case "float64":
    case "int32": {
      const numberAt = numbersOf(data);
      return (row) => numberCell(numberAt(row));
    }
    case "int64": {
      const values = data.values as BigInt64Array | undefined;
      const numberAt = numbersOf(data);
      return (row) => {
        const number = numberAt(row);
        // Excel has fifteen digits: a number beyond them is kept as its text.
        return number !== undefined && Math.abs(number) >= 1e15
          ? textCell(String(values![row]), cut)
          : numberCell(number);
      };
    }
    case "dictionary": {
      const wordAt = wordsOf(data);
      return (row) => textCell(wordAt(row), cut);
    }
    case "utf8": {
      const bytesAt = bytesOf(data);
      return (row) => textCell(decoded(bytesAt(row), "utf8"), cut);
    }
    case "binary": {
      const bytesAt = bytesOf(data);
      return (row) => textCell(decoded(bytesAt(row), "base64"), cut);
    }
  }
}

const decoded = (bytes: Uint8Array | undefined, encoding: "utf8" | "base64"): string | undefined =>
  bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(encoding);

const numberCell = (value: number | undefined): Cell | undefined =>
  value === undefined ? undefined : { value, type: Number };

function dateCell(time: number | undefined, utc: boolean): Cell | undefined {
  if (time === undefined) return undefined;
  return time < FIRST_DATE
    ? { value: instant(time, utc), type: String }
    : { value: new Date(time), type: Date, format: DATE_FORMAT };
}

const textCell = (text: string | undefined, cut: () => void): Cell | undefined =>
  text === undefined ? undefined : { value: excelText(text, cut), type: String };
