/**
 * What is told of some sources otherwise than of the others: units, zone, map and dialect are of a rig, and logs of several
 * rigs lie in one folder. Rules name sources by patterns, and the last that says something holds. Sources of which the same
 * is told are one reading; what goes into one table must mean the same there, or nothing is read.
 */
import { Failure } from "../../failure/failure.js";
import { CODE_LIMIT } from "../../wits/catalog/code.js";
import { type Plan, planOf } from "../../wits/catalog/layout.js";
import { entryJson, type MapEntry } from "../../wits/catalog/map-entry.js";
import type { Column } from "../../wits/catalog/table.js";
import { Documents } from "./documents.js";
import { mapOf, readMap } from "./map-file.js";
import {
  type DataOptions,
  dataOptions,
  type FeedOptions,
  planOptions,
  type RowOptions,
  type SourceOptions,
} from "./options.js";
import { matcherOf } from "./source-pattern.js";

/** The sources of a run, each with what is told of it. */
export interface Readings {
  /** Different ones, in the order of their first sources. At least one. */
  readonly all: readonly DataOptions[];
  /** What they follow; none where all sources are told the same. */
  readonly rules: readonly SourceOptions[];
  /** What is told of all others, of that which rules tell of some. */
  readonly others: Omit<SourceOptions, "match">;
  /** The WITSML documents among them. */
  readonly documents?: Documents;
  /** Which of them is a source's, by its index. */
  of(source: number): number;
  /** Whether a source is one of the documents, by its index. */
  isDocument(source: number): boolean;
}

export interface ReadingsOptions {
  /** Rows of different sources go into different files, or tell their units themselves: they need not mean the same. */
  readonly apart?: boolean;
  /** What the dataset that the sources are added to has of the curves of documents. */
  readonly earlier?: readonly MapEntry[];
  /** Ends the wait for what a pipe gives. */
  readonly signal?: AbortSignal | undefined;
}

/** Throws a `Failure` for what cannot be meant, and where columns would have two meanings. */
export async function readingsOf(
  { perSource = [], ...options }: FeedOptions & RowOptions,
  layout: DataOptions["layout"],
  names: readonly string[],
  { apart = false, earlier = [], signal }: ReadingsOptions = {},
): Promise<Readings> {
  const documents = await Documents.among(names, { ...options, map: undefined }, signal);
  if (documents.size === 0 && (perSource.length === 0 || names.length === 0)) {
    const data = await dataOptions(options, layout);
    return { all: [data], rules: [], others: {}, of: () => 0, isDocument: () => false };
  }
  const rules = await Promise.all(
    perSource.map(async ({ match, mayMatchNone = false, ...told }) => {
      if (typeof match !== "string" || match === "")
        throw new Failure("bad-option", "match: a rule names sources by a pattern");
      return { match, mayMatchNone, matches: matcherOf(match), told: await withMap(told), used: false };
    }),
  );
  const ofAll = await withMap(options);
  const told = await entriesOf([ofAll, ...rules.map(({ told }) => told)]);
  const ownCodes = new Set(told.map(({ code }) => code));
  const maps = documents.maps(
    told,
    earlier.filter(({ code }) => !ownCodes.has(code)),
  );
  const all: DataOptions[] = [];
  const examples: string[] = [];
  const known = new Map<string, number>();
  const of = new Uint32Array(names.length);
  for (const [source, name] of names.entries()) {
    const said = rules.filter(({ matches }) => matches(name));
    for (const rule of said) rule.used = true;
    const document = documents.toldOf(source, maps);
    const key = said.map((rule) => rules.indexOf(rule)).join() + (document?.key ?? "");
    let reading = known.get(key);
    if (reading === undefined) {
      const own = Object.assign({}, ...said.map((rule) => rule.told), document?.told);
      reading = all.length;
      all.push(
        await dataOptions({ ...ofAll, ...own }, layout).catch((error: unknown) => {
          if (!(error instanceof Failure)) throw error;
          const { code, message, place } = error;
          throw new Failure(code, `of ${name}: ${message}`, { cause: error, place });
        }),
      );
      examples.push(name);
      known.set(key, reading);
    }
    of[source] = reading;
  }
  refuseUnused(rules);
  refuseTwoMeanings(all, examples, apart);
  // Where all sources are documents that say the same, it is as if it had been told of all.
  const ofDocuments = all.length === 1 && rules.length === 0 ? [] : documents.rules(maps);
  const named = new Set(
    [...rules.map(({ told }) => told), ...ofDocuments].flatMap((told) => Object.keys(told)),
  );
  const others = Object.entries(ofAll).filter(([name, value]) => named.has(name) && value !== undefined);
  return {
    all,
    documents,
    others: Object.fromEntries(others),
    rules: [
      ...rules.filter(({ used }) => used).map(({ match, told }) => ({ match, ...told })),
      ...ofDocuments,
    ],
    of: (source) => of[source]!,
    isDocument: (source) => documents.has(source),
  };
}

/** All that maps say of codes, the first of each. */
async function entriesOf(told: readonly Pick<FeedOptions, "map">[]): Promise<readonly MapEntry[]> {
  const maps = await Promise.all(told.map(({ map }) => (map === undefined ? undefined : mapOf(map))));
  return maps
    .flatMap((entries) => entries ?? [])
    .filter(({ code }, i, all) => all.findIndex((one) => one.code === code) === i);
}

/** What a map says, and not where it lies, is kept with the data: a file that changes means something else. */
async function withMap<Told extends Pick<FeedOptions, "map">>(told: Told): Promise<Told> {
  return typeof told.map === "string" ? { ...told, map: (await readMap(told.map)).map(entryJson) } : told;
}

function refuseUnused(
  rules: readonly { readonly match: string; readonly mayMatchNone: boolean; readonly used: boolean }[],
): void {
  const unused = rules.find(({ used, mayMatchNone }) => !used && !mayMatchNone);
  if (unused === undefined) return;
  throw new Failure(
    "unknown-name",
    `no input is called ${unused.match}, of which something is told; check the pattern`,
  );
}

/** Every column of a table must have one type, one item and one unit, and its times one clock. */
function refuseTwoMeanings(all: readonly DataOptions[], examples: readonly string[], apart: boolean): void {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return;
  const other = others.findIndex(
    ({ timezone }) => (timezone === undefined) !== (first.timezone === undefined),
  );
  if (other >= 0 && !apart) {
    throw new Failure(
      "sources-disagree",
      `one of ${examples[0]} and ${examples[other + 1]} has --tz, and the other has none: one table has times in UTC, or by the rigs' ` +
        "clocks, and not both. Give --tz for all of them, or convert them into datasets of their own",
    );
  }
  if (apart || first.layout === "long") return;
  const seen = new Map<string, { readonly column: Column; readonly reading: number }>();
  for (const [reading, data] of all.entries()) {
    const plan = planOf(planOptions(data));
    for (const { key, column } of columnsIn(plan)) {
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { column, reading });
      else refuseOther(known.column, column, [examples[known.reading]!, examples[reading]!], data);
    }
  }
}

function* columnsIn(plan: Plan): Generator<{ readonly key: string; readonly column: Column }> {
  for (let code = 101; code < CODE_LIMIT; code++) {
    if (code % 100 === 0 || plan.destinationOf(code) !== "column") continue;
    const table = plan.tableOf(code);
    const column = plan.columnOf(code);
    if (table !== undefined) yield { key: `${table.name} ${column.name}`, column };
  }
}

function refuseOther(
  one: Column,
  other: Column,
  [first, second]: readonly [string, string],
  { to }: DataOptions,
): void {
  if (one.unit !== other.unit) {
    const unit = (column: Column): string => column.unit ?? "a unit that nobody told";
    throw new Failure(
      "sources-disagree",
      `${one.name} would be in ${unit(one)} in ${first} and in ${unit(other)} in ${second}, and a column has one unit. ` +
        (one.unit === undefined || other.unit === undefined
          ? "Give --units for all of them, and --to to have all in one set"
          : to === undefined
            ? "--to metric or --to fps brings all of them to one"
            : "Their maps give it units that do not convert; convert them into datasets of their own"),
    );
  }
  if (one.type !== other.type || one.code !== other.code) {
    throw new Failure(
      "sources-disagree",
      `${one.name} would be one item in ${first} and another in ${second}, by their maps; give it two mnemonics, or convert them ` +
        "into datasets of their own",
    );
  }
}
