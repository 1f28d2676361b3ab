/**
 * The values of a column as text, for the formats that have nothing else.
 */
import { hasValue } from "../arrays/validity.js";
import type { ColumnData, VariableData } from "../kernel/batch.js";
import { dayText } from "../text/instant.js";
import { numberText } from "../text/number-text.js";

/** How a format writes what is not a number. */
export interface CellNotation {
  /** Any text, quoted and escaped as the format asks. */
  text(value: string): string;
  /** Text of letters, digits and `+/=:-.` alone, which needs no escape. */
  plain(value: string): string;
  /** An int64 that no float64 holds. */
  largeInteger(value: bigint): string;
}

/** The text of a row's value; undefined for null. */
export type Cell = (row: number) => string | undefined;

/** Makes readers for one column after the other. Keeps the texts of dictionaries, already quoted, from batch to batch. */
export function cellsIn(notation: CellNotation, utc: boolean): (column: ColumnData) => Cell {
  const quotedLists = new WeakMap<readonly string[], string[]>();

  function quoted(list: readonly string[]): string[] {
    let texts = quotedLists.get(list);
    if (texts === undefined) {
      texts = [];
      quotedLists.set(list, texts);
    }
    for (let i = texts.length; i < list.length; i++) texts.push(notation.text(list[i]!));
    return texts;
  }

  function present(column: ColumnData): (row: number) => string {
    switch (column.column.type) {
      case "float64": {
        const values = column.values as Float64Array;
        return (row) => numberText(values[row]!);
      }
      case "int32": {
        const values = column.values as Int32Array;
        return (row) => `${values[row]!}`;
      }
      case "int64": {
        const values = column.values as BigInt64Array;
        return (row) => {
          const number = Number(values[row]!);
          return Number.isSafeInteger(number) ? `${number}` : notation.largeInteger(values[row]!);
        };
      }
      case "timestamp": {
        const values = column.values as BigInt64Array;
        const instant = instants(utc);
        return (row) => notation.plain(instant(Number(values[row]!)));
      }
      case "dictionary": {
        const values = column.values as Int32Array;
        const texts = quoted(column.dictionary ?? []);
        return (row) => texts[values[row]!]!;
      }
      case "utf8": {
        const { offsets, data } = column.values as VariableData;
        const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
        return (row) => notation.text(bytes.toString("utf8", offsets[row]!, offsets[row + 1]!));
      }
      case "binary": {
        const { offsets, data } = column.values as VariableData;
        const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
        return (row) => notation.plain(bytes.toString("base64", offsets[row]!, offsets[row + 1]!));
      }
    }
  }

  return (column) => {
    if (column.values === undefined) return () => undefined;
    const cell = present(column);
    const { validity } = column;
    if (validity === undefined) return cell;
    return (row) => (hasValue(validity, row) ? cell(row) : undefined);
  };
}

const DAY = 86_400_000;

/**
 * ISO 8601 with milliseconds, `Z` only when the time is UTC. Rows follow each other in time, so the date is kept and
 * only the time of day is made anew: three times as fast as `toISOString` for each.
 */
export function instants(utc: boolean): (milliseconds: number) => string {
  const zone = utc ? "Z" : "";
  let day = Number.NaN;
  let date = "";
  return (milliseconds) => {
    const thisDay = Math.floor(milliseconds / DAY);
    if (thisDay !== day) {
      day = thisDay;
      date = dayText(thisDay);
    }
    const time = milliseconds - thisDay * DAY;
    const seconds = Math.trunc(time / 1000);
    const hour = PADDED[Math.trunc(seconds / 3600)]!;
    const minute = PADDED[Math.trunc(seconds / 60) % 60]!;
    const fraction = `${1000 + (time % 1000)}`.slice(1);
    return `${date}T${hour}:${minute}:${PADDED[seconds % 60]!}.${fraction}${zone}`;
  };
}

const PADDED = Array.from({ length: 60 }, (_, i) => `${i}`.padStart(2, "0"));
