/** The values of a column as lines of WITS, each the text behind its code; undefined where a row has none. */
import { hasValue } from "../../arrays/validity.js";
import type { ColumnData, VariableData } from "../../kernel/batch.js";
import { itemOf } from "../../wits/catalog/code.js";
import type { Column } from "../../wits/catalog/table.js";
import { dateText, fractionText, measurementText, timeText } from "../../wits/writing/number-text.js";
import type { Placement } from "../../wits/writing/recode.js";
import { isWritable, nullLike } from "../../wits/writing/writing.js";
import type { Tally } from "../tally.js";
import type { WitsOptions } from "./options.js";

export type ItemText = (row: number) => string | undefined;

const BLANK = /^[ \t\0]+|[ \t\0]+$/g;

const isClock = ({ code, type, mnemonic }: Column, item: number, name: string): boolean =>
  type === "int32" && code !== undefined && (itemOf(code) === item || mnemonic === name);

/** Counts, by what is wrong with them, the values that cannot be written, or not so that they are read back. */
export class Unwritten {
  readonly #counts = new Map<string, number>();

  add(why: string): void {
    this.#counts.set(why, (this.#counts.get(why) ?? 0) + 1);
  }

  tell(tally: Tally): void {
    for (const [why, count] of this.#counts)
      tally.note(`${count.toLocaleString("en-US")} ${count === 1 ? "value" : "values"} ${why}`);
    this.#counts.clear();
  }
}

export function itemTexts(
  data: ColumnData,
  turn: Placement["turn"],
  times: ColumnData | undefined,
  { writing, dateOrder }: WitsOptions,
  unwritten: Unwritten,
): ItemText {
  const { column, validity, values } = data;
  if (values === undefined) return () => undefined;
  const present = presentText();
  return validity === undefined ? present : (row) => (hasValue(validity, row) ? present(row) : undefined);

  function presentText(): ItemText {
    switch (column.type) {
      case "float64":
        return numbersText(values as Float64Array);
      case "int32": {
        const numbers = values as Int32Array;
        if (isClock(column, 5, "DATE")) return (row) => dateText(numbers[row]!, dateOrder, writing.dateOrder);
        if (isClock(column, 6, "TIME"))
          return (row) => timeText(numbers[row]!) + fractionOf(times, row, numbers[row]!);
        return (row) => `${numbers[row]!}`;
      }
      case "int64":
      case "timestamp": {
        const numbers = values as BigInt64Array;
        return (row) => `${numbers[row]!}`;
      }
      case "dictionary": {
        const indices = values as Int32Array;
        const words = data.dictionary ?? [];
        return (row) => written(words[indices[row]!]!);
      }
      case "utf8":
      case "binary": {
        const { offsets, data: bytes } = values as VariableData;
        const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
        return (row) => written(text.toString("utf8", offsets[row]!, offsets[row + 1]!));
      }
    }
  }

  function numbersText(numbers: Float64Array): ItemText {
    const isNull = nullLike(writing);
    const textOf = measurementText(column, writing, dateOrder);
    return (row) => {
      const value = turn === undefined ? numbers[row]! : turn(numbers[row]!);
      if (!Number.isFinite(value)) {
        unwritten.add("are left out: no number of digits tells them");
        return undefined;
      }
      const text = textOf(value);
      if (isNull(text))
        unwritten.add(`are written as ${writing.nullText}, which is how a null is written too`);
      return text;
    };
  }

  function written(text: string): string | undefined {
    const trimmed = text.replace(BLANK, "");
    if (trimmed === "") return undefined;
    if (!isWritable(trimmed)) {
      unwritten.add("are left out: texts with a line end, && at the end, or = or : at the beginning");
      return undefined;
    }
    const encoded = writing.encode(trimmed);
    if (encoded === undefined) unwritten.add("are left out: texts with characters that the encoding has not");
    return encoded;
  }
}

function fractionOf(times: ColumnData | undefined, row: number, digits: number): string {
  if (times?.values === undefined || !hasValue(times.validity, row)) return "";
  return fractionText(digits, Number((times.values as BigInt64Array)[row]!));
}
