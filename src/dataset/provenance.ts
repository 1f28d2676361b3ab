/**
 * The `witskit` metadata of a file: one JSON document that says where its data comes from and what its columns mean.
 * It is the same for the same input and options: no clock, no host, no path that was not typed.
 */

import type { DataOptions } from "../input/feed/options.js";
import type { Readings } from "../input/feed/per-source.js";
import { version } from "../runtime/package.js";
import { instant } from "../text/instant.js";
import { formatCode } from "../wits/catalog/code.js";
import { entryJson } from "../wits/catalog/map-entry.js";
import { type Catalog, catalogOf } from "../wits/catalog/overlay.js";
import type { Column } from "../wits/catalog/table.js";
import type { Counters } from "../wits/decoding/counters.js";
import type { Dialect } from "../wits/dialect/dialect.js";
import type { ManifestStream } from "./manifest.js";
import { countsOf, type SourceReport, type SourceReports } from "./report.js";

/** The JSON document under the key `witskit` in the metadata of every Parquet and Arrow file: what made it, of what, and how. */
export interface Provenance {
  readonly version: string;
  /** `record=01`, `unmapped`, `rejects`, `frame` or `long`. */
  readonly table: string;
  /** What shaped the data. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly dictionary: readonly DictionaryEntry[];
  /** Missing in what had to be written before the first row, as in an Arrow stream. The first hundred, and how many. */
  readonly sources?: readonly SourceReport[];
  readonly source_count?: number;
  /** Of all tables of the run, or of this one's source where each source has its own files. */
  readonly counts?: ReturnType<typeof countsOf>;
  /** Of a stream: which bytes of which streams are in the unit; in one part alone where they are many. */
  readonly streams?: readonly ManifestStream[];
  /** What each row is of, where rows are of steps: `every 10s`, `by depth=0.5m`. */
  readonly resampled?: string;
  /** Where the timestamps come from; `counts.time` says how many from each. */
  readonly time_source?: TimeSource;
}

/** Items 05 and 06 of the frame, its time with an earlier date, its arrival, nothing, or not the same for all frames. */
export type TimeSource = "clock" | "carried" | "arrival" | "none" | "mixed";

export function timeSourceOf({ time }: Pick<Counters, "time">): TimeSource {
  const used = (["clock", "carried", "arrival", "none"] as const).filter((source) => time[source] > 0);
  return used.length > 1 ? "mixed" : (used[0] ?? "none");
}

/** All are in the column `source`; a hundred thousand here would outweigh the data. */
export const LISTED_SOURCES = 100;

/** What a column is: its code, and its name, unit and type in words of the catalog or the map. */
export interface DictionaryEntry {
  readonly column: string;
  readonly name: string;
  /** Of items alone. */
  readonly code?: string;
  readonly mnemonic?: string;
  readonly type?: string;
  readonly unit?: string;
  /** What became of the values of a step, where rows are of steps. */
  readonly aggregate?: string;
}

export function provenanceJson(
  table: string,
  columns: readonly Column[],
  told: DataOptions | Readings,
  done?: {
    readonly sources: SourceReports;
    readonly counts: Counters;
    readonly streams?: readonly ManifestStream[] | undefined;
  },
): string {
  const document: Provenance = {
    version,
    table,
    options: toldOptions(told),
    dictionary: dictionaryOf(columns, told),
    ...(done && {
      sources: firstOf(done.sources, LISTED_SOURCES),
      source_count: done.sources.length,
      counts: countsOf(done.counts),
      ...(done.streams && { streams: done.streams }),
      time_source: timeSourceOf(done.counts),
    }),
  };
  return JSON.stringify(document);
}

/**
 * The same of a small part, whose options and dictionary stand once for its dataset, and what its unit was made of in the
 * manifest. `unit` is what has to be known of a stream's unit where that is lost.
 */
export function briefJson(table: string, { streams, counts, sources = [] }: BriefUnit = {}): string {
  return JSON.stringify({
    version,
    table,
    // What is counted of a unit of one stream is that stream's.
    ...(sources.length > 1 && { sources: counted(sources) }),
    ...(counts && { counts: counted(counts) }),
    ...(streams && { streams }),
  });
}

interface BriefUnit {
  readonly streams?: readonly ManifestStream[] | undefined;
  readonly counts?: ReturnType<typeof countsOf> | undefined;
  readonly sources?: readonly SourceReport[] | undefined;
}

/** Without what there is none of. */
function counted(told: unknown): unknown {
  if (Array.isArray(told)) return told.map(counted);
  if (typeof told !== "object" || told === null) return told;
  const some = Object.entries(told).map(([name, one]): [string, unknown] => [name, counted(one)]);
  return Object.fromEntries(
    some.filter(([, one]) => one !== 0 && !(typeof one === "object" && Object.keys(one ?? {}).length === 0)),
  );
}

/** What a small part says of its unit, with the zeros that it leaves out. */
export function fullUnit({
  counts,
  sources,
  streams,
}: Partial<Provenance>): Pick<Partial<Provenance>, "counts" | "sources"> {
  if (counts === undefined) return {};
  const none = countsOf();
  const { bytes, time, ...told } = counts;
  const full = { ...none, ...told, bytes: { ...none.bytes, ...bytes }, time: { ...none.time, ...time } };
  const [only] = streams ?? [];
  const all =
    sources?.map((one) => ({ ...one, bytes: { ...none.bytes, ...one.bytes }, frames: one.frames ?? 0 })) ??
    (only && [{ name: only.name, bytes: full.bytes, frames: full.frames }]);
  return { counts: full, ...(all && { sources: all }) };
}

/** What columns mean, by the catalogs of all readings. */
export function dictionaryOf(columns: readonly Column[], told: DataOptions | Readings): DictionaryEntry[] {
  const readings = "all" in told ? told.all : [told];
  const catalogs = readings.map(({ map }) => catalogOf(map));
  return columns.map((column) => dictionaryEntry(column, catalogs));
}

/** What shaped the data, by the names of the flags. */
export const toldOptions = (told: DataOptions | Readings): Record<string, unknown> =>
  "all" in told ? readingsJson(told) : optionsJson(told);

/** Of rows that were taken from a dataset: what their columns mean, and not what the dataset was made of. */
export function dictionaryJson(
  table: string,
  columns: readonly Column[],
  more: Partial<Provenance> = {},
): string {
  const catalog = catalogOf(undefined);
  const dictionary = columns.map((column) => dictionaryEntry(column, [catalog]));
  return JSON.stringify({ version, table, options: {}, ...more, dictionary } satisfies Provenance);
}

function firstOf<Item>(items: Iterable<Item>, most: number): Item[] {
  const first: Item[] = [];
  for (const item of items) {
    if (first.length === most) break;
    first.push(item);
  }
  return first;
}

/** By the names of the flags; what is not set is left out. */
export function optionsJson(options: DataOptions): Record<string, unknown> {
  const clock = (time: number | undefined) =>
    time === undefined ? undefined : instant(time, false, "exact");
  return {
    layout: options.layout,
    units: options.units,
    to: options.to,
    map: options.map?.map(entryJson),
    tz: options.timezone?.name,
    ...dialectJson(options.dialect),
    records: options.records,
    from: clock(options.from),
    until: clock(options.until),
    prune: options.prune,
  };
}

/**
 * The same of sources that are read in different ways: what they have in common, and the rules of the others with what they
 * say.
 */
export function readingsJson({ all, rules, others }: Readings): Record<string, unknown> {
  const [common] = all.map(optionsJson);
  if (rules.length === 0) return common!;
  const own = new Set(rules.flatMap((rule) => Object.keys(rule)).map(jsonName));
  return {
    ...Object.fromEntries(Object.entries(common!).filter(([name]) => !own.has(name))),
    ...ruleJson(others),
    per_source: rules.map(ruleJson),
  };
}

/** What is told of a source, of all that rules tell of some; undefined where there are no rules. */
export function toldJson(readings: Readings, source: number): Record<string, unknown> | undefined {
  if (readings.rules.length === 0) return undefined;
  const own = readings.rules.flatMap(({ match: _, ...rule }) => Object.keys(rule)).map(jsonName);
  const options = optionsJson(readings.all[readings.of(source)]!);
  return Object.fromEntries(
    [...new Set(own)].flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  );
}

const ruleJson = (rule: Readings["others"]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(rule).map(([name, value]) => [jsonName(name), value]));

const jsonName = (option: string): string => option.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const dialectJson = (dialect: Dialect): Record<string, unknown> =>
  Object.fromEntries(Object.entries(dialect).map(([part, value]) => [jsonName(part), value]));

function dictionaryEntry(
  { name, description, code, itemType, unit, mnemonic: known, aggregate }: Column,
  catalogs: readonly Catalog[],
): DictionaryEntry {
  const items = code === undefined ? [] : catalogs.flatMap((catalog) => catalog.itemByCode(code) ?? []);
  // Where maps differ, the one that the column is named after; a frame's column has the record behind the mnemonic.
  const mnemonic = known ?? (items.find((item) => name === item.mnemonic) ?? items[0])?.mnemonic;
  return {
    column: name,
    name: description,
    ...(code === undefined ? {} : { code: formatCode(code) }),
    ...(mnemonic === undefined ? {} : { mnemonic }),
    ...(itemType === undefined ? {} : { type: itemType }),
    ...(unit === undefined ? {} : { unit }),
    ...(aggregate === undefined ? {} : { aggregate }),
  };
}
