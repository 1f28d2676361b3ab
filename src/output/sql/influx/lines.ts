/**
 * Rows as InfluxDB's line protocol. A point has its name by measurement, tags and time, and a second one of that name would take the place of the
 * first without a word: rows of a series that have a time that is there already get nanoseconds of their own, which rows have no use for.
 * https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/
 */
import type { Field } from "../../../columns/field.js";
import type { Page, Values } from "../../../columns/page.js";
import { Failure } from "../../../failure/failure.js";
import { analysisOf, PLACE } from "../analysis-tables.js";
import type { Written } from "../loader.js";
import type { ColumnKind, SqlTable } from "../tables.js";
import type { Precision } from "./address.js";

/** Columns whose values tell series apart, as far as a table has them; those that a row of values is of, too. */
const TAGS: readonly string[] = ["source", "code", "mnemonic", "reason"];
/** Of tables of an analysis, whose reasons are sentences. */
const FOUND_TAGS: readonly string[] = ["source", "well"];
/** The item of each record that names the well. */
const WELL = "WID";

/** The times that InfluxDB has, in milliseconds: those that 64 bits of nanoseconds can tell. */
const EARLIEST = -9_223_372_036_854;
const LATEST = 9_223_372_036_853;

/** Nanoseconds of a millisecond: those below are of rows at the same time, those from here on of rows whose clock went back. */
const NANOSECONDS = 1_000_000;
const HALF = NANOSECONDS / 2;

/** What a series has had. */
interface Series {
  latest: number;
  /** Rows at the latest time behind the first. */
  same: number;
  /** Rows with a time that was passed already. */
  back: number;
}

export interface LineWriter {
  /** Lines of a page, one by one; rows that cannot be points have none. */
  lines(table: SqlTable, page: Page): Generator<string>;
  /** What is not in the lines as it was in the rows, by the reason. The counts begin anew each time. */
  changes(): Required<Pick<Written, "changed" | "changedRows">>;
}

interface FieldValues {
  readonly values: Values;
  /** With its `=`, and escaped. */
  readonly key: string;
  readonly of: (values: Values, row: number) => string;
}

export function lineWriter(precision: Precision, shown: string): LineWriter {
  const series = new Map<string, Series>();
  let changed = new Map<string, number>();
  let changedRows = new Map<string, number>();
  const count = (why: string): void => void changed.set(why, (changed.get(why) ?? 0) + 1);
  const countRow = (why: string): void => void changedRows.set(why, (changedRows.get(why) ?? 0) + 1);

  /** Behind the blank; undefined of a time that no point can have. */
  function timeOf(milliseconds: number, name: string): string | undefined {
    if (Number.isNaN(milliseconds)) return leftOut("have no time");
    const time = Math.floor(milliseconds);
    if (time < EARLIEST || time > LATEST) return leftOut("are of a time before 1677 or after 2262");
    const [own, moved] = placeOf(time, name);
    if (moved && precision === "ms")
      throw new Failure(
        "output-differs",
        `${shown}: two rows of ${name} are of the same millisecond, ${new Date(time).toISOString()}, and the second would take the place of the first; ` +
          "without ?precision=ms they have nanoseconds of their own",
      );
    if (moved) countRow(MOVED);
    if (precision === "ms") return String(time);
    // Below a second of 1970, and before it, digits alone cannot be put together.
    return time > 0
      ? `${time}${String(own).padStart(6, "0")}`
      : String(BigInt(time) * 1_000_000n + BigInt(own));
  }

  function leftOut(why: string): undefined {
    countRow(`${why}, and are left out, for a point has one`);
    return undefined;
  }

  /** The nanosecond of its millisecond that a row has, and whether that is another one than it would have alone. */
  function placeOf(time: number, name: string): readonly [number, boolean] {
    const had = series.get(name);
    if (had === undefined) {
      series.set(name, { latest: time, same: 0, back: 0 });
      return [0, false];
    }
    if (time > had.latest) {
      had.latest = time;
      had.same = 0;
      return [0, false];
    }
    const own = time === had.latest ? ++had.same : HALF + had.back++;
    if (had.same >= HALF || own >= NANOSECONDS)
      throw new Failure(
        "output-differs",
        `${shown}: more than ${HALF} rows of ${name} are of a time that others had before, and a millisecond has no place for more; load it in pieces, by --from and --until, ` +
          "into databases of their own",
      );
    return [own, true];
  }

  return {
    changes() {
      const told = { changed, changedRows };
      changed = new Map();
      changedRows = new Map();
      return told;
    },
    *lines(table, page) {
      const times = page.values[page.fields.findIndex(({ name }) => name === table.time)];
      const measurement = table.name.replace(/[, ]/g, "\\$&");
      const tags = page.fields.flatMap((field, i) => {
        const key = tagOf(field, table);
        const values = page.values[i];
        return key === undefined || values === undefined ? [] : [{ key, values, kind: field.type }];
      });
      const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]));
      const fields: FieldValues[] = page.fields.flatMap((field, i) => {
        const values = page.values[i];
        const isNone = field.name === table.time || field.name === PLACE || tagOf(field, table) !== undefined;
        if (values === undefined || isNone) return [];
        const kind = kinds.get(field.name);
        if (kind === undefined) throw new Error(`${table.name} has no column ${field.name}`);
        return [{ values, key: `${escaped(field.name)}=`, of: wordsOf(kind, count) }];
      });
      for (let row = 0; row < page.rows; row++) {
        let line = "";
        for (const { key, values, of } of fields) {
          const word = of(values, row);
          if (word !== "") line += `${line === "" ? " " : ","}${key}${word}`;
        }
        let name = measurement;
        for (const { key, values } of tags) {
          const value = values[row];
          if (value === undefined || value === "") continue;
          name += `,${key}=${escaped(oneLine(String(value), count))}`;
        }
        if (line === "") {
          countRow("have no value, and are left out, for a point has one");
          continue;
        }
        const time = timeOf(times === undefined ? Number.NaN : (times[row] as number), name);
        if (time !== undefined) yield `${name}${line} ${time}\n`;
      }
    },
  };
}

/** Said of rows that share a time. */
export const MOVED =
  "are of a time that another row of their source has, and are moved by less than a millisecond, so that each is a point of its own";

/** The tag that a column becomes; undefined of a field. */
function tagOf({ name, type }: Field, { of }: SqlTable): string | undefined {
  if (type !== "text") return undefined;
  if (analysisOf(of) !== undefined) return FOUND_TAGS.includes(name) ? name : undefined;
  if (name === WELL) return "well";
  return TAGS.includes(name) ? name : undefined;
}

const escaped = (text: string): string => text.replace(/[,= ]/g, "\\$&");

function oneLine(text: string, count: (why: string) => void): string {
  const tag = tagText(text);
  if (tag !== text)
    count(
      "are tags with a line break, or end in a backslash, which no tag can: blanks and a slash stand for them",
    );
  return tag;
}

/** A tag has no line break, and a backslash at its end would take the sign behind it into the tag. */
export const tagText = (text: string): string =>
  text.replace(/[\r\n]+/g, " ").replace(/\\+$/, (signs) => "/".repeat(signs.length));

/** What stands for a value; nothing where there is none. The shortest text of a number is that number again. */
function wordsOf(kind: ColumnKind, count: (why: string) => void): (values: Values, row: number) => string {
  if (kind === "text" || kind === "bytes")
    return (values, row) => {
      const value = values[row] as string | undefined;
      if (value === undefined) return "";
      return kind === "text"
        ? `"${value.replace(/["\\]/g, "\\$&")}"`
        : `"${Buffer.from(value, "latin1").toString("hex")}"`;
    };
  return (values, row) => {
    const value = values[row] as number;
    if (Number.isNaN(value)) return "";
    if (!Number.isFinite(value)) {
      count("are infinite, which a point cannot have, and are left out");
      return "";
    }
    if (kind !== "number") return `${value}i`;
    return Object.is(value, -0) ? "-0" : String(value);
  };
}
