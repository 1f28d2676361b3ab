/** What is told of a feed, as a command line or a program gives it, and what of it shapes the data. */

import { Failure } from "../../failure/failure.js";
import { checkList, checkTruth, checkWhole, checkWord } from "../../failure/option-check.js";
import type { Layout, PlanOptions } from "../../wits/catalog/layout.js";
import type { MapEntry } from "../../wits/catalog/map-entry.js";
import { type Moment, parseMoment } from "../../wits/catalog/moment.js";
import { type Timezone, timezoneNamed } from "../../wits/catalog/timezone.js";
import { type UnitSet, unitSets } from "../../wits/catalog/units.js";
import type { DecodeOptions } from "../../wits/decoding/options.js";
import { type Dialect, type DialectOptions, dialectOf } from "../../wits/dialect/dialect.js";
import type { MapRow } from "../../wits/map/check.js";
import { checkInput, type InputKind } from "../container/registry.js";
import type { OpenOptions } from "../source/open.js";
import { mapOf } from "./map-file.js";

/** What a feed sends, and what it means: the same for a log and for a link. */
export interface FeedOptions extends DialectOptions {
  /** What wraps the frames; `auto` finds it out for each source. */
  readonly input?: InputKind | undefined;
  /** Units that the feed sends; undeclared when left out. */
  readonly units?: UnitSet | undefined;
  /** Units to convert to; needs `units`, or a map with units. */
  readonly to?: UnitSet | undefined;
  /** What codes mean otherwise than the catalog says, or besides: a CSV or TOML file, or its entries. */
  readonly map?: string | readonly MapRow[] | undefined;
  /** Zone of the rig's clock, an IANA name; timestamps are UTC then, and the rig's clock otherwise. */
  readonly tz?: string | undefined;
  /** Records to keep; all when left out. */
  readonly records?: readonly number[] | undefined;
  /** What is told of some sources otherwise, where there may be several; the last rule that says something holds. */
  readonly perSource?: readonly SourceOptions[] | undefined;
}

/** What a rule can say: all that is of a feed, and nothing that shapes the output. */
export interface SourceOptions
  extends Pick<FeedOptions, "units" | "tz" | "map" | "input">,
    Omit<DialectOptions, "input" | "maxExpansion" | "maxLine" | "maxFrame" | "maxText" | "maxCodes"> {
  /** A pattern of the sources' names, as the column `source` has them: `rigB/**`. */
  readonly match: string;
  /** It is no mistake when no source is called so: a file of settings serves many runs. */
  readonly mayMatchNone?: true;
}

/** Which rows are wanted, and which columns. */
export interface RowOptions {
  /** Rows outside [from, until) are left out. Text is ISO 8601. With a zone in it, `tz` is needed. */
  readonly from?: string | Moment | undefined;
  readonly until?: string | Moment | undefined;
  /** Leave out columns without any value. */
  readonly prune?: boolean | undefined;
}

/** All that shapes the data, with every default in place. */
export interface DataOptions {
  readonly layout: Layout;
  readonly units: UnitSet | undefined;
  readonly to: UnitSet | undefined;
  /** Undefined when no entry says anything. */
  readonly map: readonly MapEntry[] | undefined;
  readonly timezone: Timezone | undefined;
  readonly dialect: Dialect;
  readonly records: readonly number[] | undefined;
  /** On the rig's clock. */
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly prune: boolean;
}

/**
 * What of a command's options shapes the data, checked and whole, the map read. Throws a `Failure` for what cannot be
 * meant.
 */
export async function dataOptions(options: FeedOptions & RowOptions, layout: Layout): Promise<DataOptions> {
  check(options);
  const { units, to } = options;
  const map = options.map === undefined ? undefined : await mapOf(options.map);
  if (to !== undefined && units === undefined && !hasUnits(map)) {
    throw new Failure(
      "units-undeclared",
      `--to ${to} needs --units: WITS does not tell the units that a feed sends, and nothing guesses them. ` +
        "Give --units metric, fps or fps-uk, or a --map with units",
    );
  }
  const timezone = options.tz === undefined ? undefined : timezoneNamed(options.tz);
  const from = onRigClock("--from", options.from, timezone);
  const until = onRigClock("--until", options.until, timezone);
  if (from !== undefined && until !== undefined && from >= until) {
    throw new Failure("conflicting-options", "--from is not before --until: no row lies between them");
  }
  return {
    layout,
    units,
    to,
    map,
    timezone,
    dialect: dialectOf(options),
    records: options.records,
    from,
    until,
    prune: options.prune ?? false,
  };
}

/** What a flag's parser would refuse is refused of a program too; the dialect and the times are checked where they are read. */
function check({ input, units, to, tz, map, records, prune, perSource }: FeedOptions & RowOptions): void {
  if (perSource !== undefined && perSource.length > 0) {
    throw new Failure(
      "option-not-kept",
      "what is told of some sources alone is for commands that read several; tell it of all",
    );
  }
  checkInput(input);
  checkWord("units", units, unitSets);
  checkWord("to", to, unitSets);
  checkTruth("prune", prune);
  checkList("records", records, (record) => checkWhole("records", record, 1, 99));
  if (tz !== undefined && typeof tz !== "string")
    throw new Failure("bad-option", `tz: ${String(tz)} is no name of a zone`);
  if (map !== undefined && typeof map !== "string" && !Array.isArray(map)) {
    throw new Failure("bad-option", "map: it is the path of a file, or a list of entries");
  }
}

const hasUnits = (map: readonly MapEntry[] | undefined): boolean => map?.some(({ unit }) => unit) ?? false;

/** Whether anything tells the units of some items. */
export const declaresUnits = ({ units, map }: DataOptions): boolean => units !== undefined || hasUnits(map);

/** What of it shapes tables and columns. */
export const planOptions = ({ layout, records, units, to, map, prune }: DataOptions): PlanOptions => ({
  layout,
  records,
  units,
  to,
  map,
  prune,
});

/** What there is to know to open a source. */
export const openOptions = ({
  dialect,
  timezone,
  map,
}: Pick<DataOptions, "dialect" | "timezone" | "map">): OpenOptions => ({
  ...dialect,
  toUtc: timezone?.toUtc,
  map,
});

/** What a `Decoder` needs to know besides its plan and the names of its sources. */
export const decodeOptions = ({
  dialect,
  from,
  until,
  timezone,
}: DataOptions): Omit<DecodeOptions, "plan" | "sources"> => ({
  ...dialect,
  from,
  until,
  toUtc: timezone?.toUtc,
  toLocal: timezone?.toLocal,
  turns: timezone?.turns,
});

/** What a `FrameReader` needs to know besides the names of its sources: it makes its plans itself. */
export const frameOptions = (
  data: DataOptions,
): ReturnType<typeof decodeOptions> & Pick<DataOptions, "records" | "units" | "to" | "map"> => {
  const { records, units, to, map } = data;
  return { ...decodeOptions(data), records, units, to, map };
};

function onRigClock(
  flag: string,
  given: string | Moment | undefined,
  timezone: Timezone | undefined,
): number | undefined {
  if (given === undefined) return undefined;
  const { milliseconds, zoned } = typeof given === "string" ? parseMoment(given) : given;
  if (!zoned) return milliseconds;
  if (timezone === undefined) {
    throw new Failure(
      "zone-undeclared",
      `${flag} tells a zone, but nothing tells that of the rig's clock; give --tz, or leave the zone out of ${flag}`,
    );
  }
  return timezone.toLocal(milliseconds);
}
