/**
 * Overrides as people write them: TOML with `[[overrides]]` and `[rename]`, or CSV with a row each. What there is no such key for is refused
 * with its line, so that nothing that was said is passed over.
 */
import { Failure } from "../../failure/failure.js";
import { nearest } from "../../failure/nearest.js";
import { wordAmong } from "../../failure/option-check.js";
import { readToml } from "../../text/toml.js";
import { type Moment, parseMoment } from "../../wits/catalog/moment.js";
import { lossClasses, type Overrides, type Rename, type ReportOverride, spanKeys } from "./override.js";

type Key = keyof typeof spanKeys;
const keys = Object.keys(spanKeys) as readonly Key[];
const renameKeys = ["activity", "code", "iadc", "witsml", "class"] as const satisfies readonly Key[];

/** What `analyze` reads in the same file, said the other way round. */
const PRODUCTIVE = "productive";
const REASON = "reason";
/** Of CSV: the date of a row whose times are times of day. */
const DAY = "day";
const DAY_LENGTH = 86_400_000;

/** By the ending of its name, `.csv` or TOML. `text` has `\n` for line ends and no byte order mark. */
export const overridesIn = (text: string, path: string): Promise<Overrides> =>
  /\.csv$/i.test(path) ? fromCsv(text, path) : fromToml(text, path);

async function fromToml(text: string, path: string): Promise<Overrides> {
  const document = await readToml(text);
  if (!("values" in document)) throw refused(`${path}:${document.line}`, document.reason);
  const { overrides = [], rename = {}, ...others } = document.values;
  const at = (...where: readonly string[]): string => {
    const line = document.lineOf(...where);
    return line === undefined ? path : `${path}:${line}`;
  };
  for (const name of Object.keys(others))
    throw refused(at(name), `there is no ${name}; there are overrides, rename`);
  if (!isList(overrides)) throw refused(at("overrides"), "overrides are tables: [[overrides]]");
  if (!isTable(rename)) throw refused(at("rename"), "rename is a table: [rename]");
  const renames = Object.entries(rename).map(([name, value]): [string, Rename] => {
    if (typeof value === "string") return [name, { activity: value }];
    if (!isTable(value)) throw refused(at("rename", name), `${name} is neither a name nor a table`);
    return [name, renameOf(value, at("rename", name))];
  });
  return {
    renames: Object.fromEntries(renames),
    spans: overrides.map((one, place) => spanOf(one, at("overrides", String(place)))),
  };
}

async function fromCsv(text: string, path: string): Promise<Overrides> {
  const { CsvError, parse } = await import("csv-parse/sync");
  try {
    const rows = parse(text, {
      columns: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    }) as unknown as readonly {
      readonly record: Readonly<Record<string, string>>;
      readonly info: { readonly lines: number };
    }[];
    const spans = rows.map(({ record, info }) => {
      const told = Object.entries(record).filter(([, value]) => value !== "");
      return spanOf(withDay(Object.fromEntries(told), `${path}:${info.lines}`), `${path}:${info.lines}`);
    });
    return { renames: {}, spans };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused(path, `it is no CSV: ${error.message}`, error);
  }
}

/** `day` and times of day in the place of moments; an end at or before the start is on the day after. */
function withDay(row: Readonly<Record<string, string>>, place: string): Readonly<Record<string, unknown>> {
  const { [DAY]: day, ...rest } = row;
  if (day === undefined) return row;
  const at = (key: "start" | "end"): Moment => {
    const clock = rest[key];
    if (!/^\d{1,2}:\d\d(:\d\d)?$/.test(clock ?? ""))
      throw refused(
        place,
        `${key} is ${JSON.stringify(clock)}, and beside a day it is a time of day, such as 06:30`,
      );
    // An end of 24:00 is written so by some.
    const isMidnight = clock!.startsWith("24:");
    const moment = momentOf(
      `${day}T${isMidnight ? `00${clock!.slice(2)}` : clock!.padStart(5, "0")}`,
      key,
      place,
    );
    return isMidnight ? later(moment) : moment;
  };
  const [start, end] = [at("start"), at("end")];
  return { ...rest, start, end: end.milliseconds <= start.milliseconds ? later(end) : end };
}

const later = (moment: Moment): Moment => ({ ...moment, milliseconds: moment.milliseconds + DAY_LENGTH });

function spanOf(value: unknown, place: string): ReportOverride {
  if (!isTable(value)) throw refused(place, "an override is a table of start, end and what is said of it");
  const told = said(asTold(value, place), keys, place);
  const { start, end } = told;
  if (start === undefined || end === undefined) throw refused(place, "an override needs start and end");
  if (end.milliseconds <= start.milliseconds) throw refused(place, "it ends before it starts");
  return { ...told, start, end, place };
}

/** `productive = false` is a class, and `reason` a comment: so does `analyze` say it. */
function asTold(value: Readonly<Record<string, unknown>>, place: string): Readonly<Record<string, unknown>> {
  const { [PRODUCTIVE]: productive, [REASON]: reason, ...rest } = value;
  if (
    productive !== undefined &&
    typeof productive !== "boolean" &&
    productive !== "true" &&
    productive !== "false"
  )
    throw refused(place, `productive is ${JSON.stringify(productive)}, and must be true or false`);
  return {
    ...rest,
    ...(productive !== undefined &&
      rest["class"] === undefined && { class: String(productive) === "true" ? "planned" : "lost" }),
    ...(productive === undefined &&
      rest["cause"] !== undefined &&
      rest["class"] === undefined && { class: "lost" }),
    ...(reason !== undefined && rest["comment"] === undefined && { comment: reason }),
  };
}

const renameOf = (value: Readonly<Record<string, unknown>>, place: string): Rename => {
  const { activity, code, iadc, witsml, class: timeClass } = said(value, renameKeys, place);
  return { activity, code, iadc, witsml, class: timeClass };
};

type Told = Partial<Omit<ReportOverride, "place">>;

function said(value: Readonly<Record<string, unknown>>, known: readonly Key[], place: string): Told {
  const told = Object.entries(value).map(([name, one]) => {
    // CSV heads are written with either.
    const key = known.find((own) => own === name.trim().toLowerCase().replaceAll("_", "-"));
    if (key === undefined) {
      const near = nearest(name, known);
      const hint = near === undefined ? "" : `. Did you mean ${near}?`;
      throw refused(place, `there is no ${name}; there are ${known.join(", ")}${hint}`);
    }
    return [spanKeys[key], readValue(key, one, place)];
  });
  return Object.fromEntries(told) as Told;
}

function readValue(key: Key, value: unknown, place: string): unknown {
  if (key === "start" || key === "end") return momentOf(value, key, place);
  if (key === "hole-depth" || key === "bit-depth") {
    const number = typeof value === "string" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number) && value !== "") return number;
    throw refused(place, `${key} is ${JSON.stringify(value)}, and must be a number`);
  }
  if (key === "iadc" && typeof value === "number") return String(value);
  if (typeof value !== "string" || value.trim() === "")
    throw refused(place, `${key} is ${JSON.stringify(value)}, and must be a text`);
  if (key !== "class") return value.trim();
  try {
    return wordAmong(value.trim(), lossClasses, "class");
  } catch (error) {
    throw refused(place, (error as Error).message, error);
  }
}

function momentOf(value: unknown, key: string, place: string): Moment {
  if (isMoment(value)) return value;
  // A time of TOML keeps to itself whether a zone was written.
  const text = value instanceof Date ? value.toISOString() : String(value);
  try {
    return parseMoment(text.replace(/(T\d\d:\d\d):00\.000/, "$1"));
  } catch (error) {
    throw refused(
      place,
      `${key} is ${JSON.stringify(text)}, and must be a time, such as 2024-03-04T06:30`,
      error,
    );
  }
}

const isMoment = (value: unknown): value is Moment =>
  isTable(value) && typeof value["milliseconds"] === "number";
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

function refused(place: string, reason: string, cause?: unknown): Failure {
  const file = place.replace(/:\d+$/, "");
  return new Failure("bad-config", `${place}: ${reason}`, { place: { file }, cause });
}
