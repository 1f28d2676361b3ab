/**
 * Curves of documents that a dataset has, as its options keep them, and how far they may become more: what was there stays as it was, for
 * each input, and others come behind it. Parts of before have no column for these, which is a null to who reads them.
 */
import { mapEntries } from "../input/feed/map-file.js";
import { matcherOf } from "../input/feed/source-pattern.js";
import type { MapEntry } from "../wits/catalog/map-entry.js";
import type { MapRow } from "../wits/map/check.js";
import { type ManifestHead, optionChanges } from "./manifest.js";

type Options = ManifestHead["options"];

type MapJson = readonly (MapRow & { readonly code: string })[];

const mapIn = (options: Options): MapJson => (options["map"] as MapJson | undefined) ?? [];

const rulesIn = (options: Options): readonly Options[] =>
  (options["per_source"] as readonly Options[] | undefined) ?? [];

/** Codes that curves have, and the wells, dates and times of their records; the first that is said of each. */
export function curvesIn(options: Options): readonly MapEntry[] {
  const rows = new Map<string, MapRow>();
  for (const told of [options, ...rulesIn(options)])
    for (const row of mapIn(told)) if (isOfCurves(row) && !rows.has(row.code)) rows.set(row.code, row);
  return mapEntries([...rows.values()]);
}

const isOfCurves = ({ curve, type, code }: MapJson[number]): boolean =>
  curve !== undefined ||
  ((type === "D" || type === "T" || code.endsWith("01")) && Number(code.slice(0, 2)) >= 30);

/**
 * Why the options of a run are not those that the dataset was made with, a sentence each. `now` tells of an input what is told of it in this
 * run: more curves than before are no change.
 */
export function changesBesideCurves(
  before: Options,
  after: Options,
  inputs: Iterable<string>,
  now: (input: string) => Options,
): readonly string[] {
  const changes = optionChanges(before, after);
  if (changes.length === 0 || curvesIn(after).length === 0) return changes;
  const ofRun = optionChanges(withoutTold(before, before, after), withoutTold(after, before, after));
  if (ofRun.length > 0) return ofRun;
  for (const input of inputs) {
    const was = toldOf(before, input);
    const is = now(input);
    const written = toldOf(after, input);
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (name) => !isSame(was[name], is[name]) && !isSame(was[name], written[name]),
    );
    const only = (options: Options): Options =>
      Object.fromEntries(names.map((name) => [name, name === "map" ? mapIn(options) : options[name]]));
    const own = optionChanges(only(was), {
      ...only(is),
      ...(names.includes("map") && { map: kept(was, is) }),
    });
    if (own.length > 0) return own.map((change) => `of ${input}, ${change}`);
  }
  return [];
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What rules say of some inputs, in either run, is compared for each of them. */
function withoutTold(options: Options, ...both: readonly Options[]): Options {
  const told = new Set(["map", "tz", "per_source", ...both.flatMap(rulesIn).flatMap(Object.keys)]);
  return Object.fromEntries(Object.entries(options).filter(([name]) => !told.has(name)));
}

function toldOf(options: Options, input: string): Options {
  const { per_source: _, ...common } = options;
  const rules = rulesIn(options);
  // A document's rule has its name, which is no pattern.
  const named = rules.filter(({ match }) => match === input);
  const others = rules.filter(({ match }) => match !== input && matcherOf(String(match))(input));
  const { match: _match, ...told } = Object.assign({}, ...others, ...named) as Record<string, unknown>;
  return { ...common, ...told };
}

/** The map without the curves that documents have besides what was there. What a user's map says anew of a curve is no such thing. */
function kept(was: Options, is: Options): MapJson {
  const codes = new Set(mapIn(was).map(({ code }) => code));
  const curves = new Set(mapIn(was).map(({ curve }) => curve?.toLowerCase()));
  const isMore = (row: MapJson[number]): boolean =>
    isOfCurves(row) &&
    (row.curve === undefined || (row.curve.includes("/") && !curves.has(row.curve.toLowerCase())));
  return mapIn(is).filter((row) => codes.has(row.code) || !isMore(row));
}
