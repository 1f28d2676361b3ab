/** Why the states of the rigs of some inputs at a moment are what they are: the rows are read once, as an analysis reads them. */
import { rig } from "../../analysis/rig/rig.js";
import type { Mode } from "../../analysis/state/engine.js";
import type { Explained } from "../../analysis/state/explainer.js";
import { states } from "../../analysis/state/states.js";
import type { StateRow, Whose } from "../../analysis/table.js";
import { Failure } from "../../failure/failure.js";
import { instant } from "../../text/instant.js";
import type { Moment } from "../../wits/catalog/moment.js";
import { timezoneNamed } from "../../wits/catalog/timezone.js";
import { Meanings } from "./meanings.js";
import { type AnalyzedInput, type AnalyzeOptions, readRigs } from "./rig-inputs.js";

/** Of one rig whose rows reach around the moment. */
export interface ExplainedRig extends Whose {
  readonly mode: Mode;
  /** Times are instants in UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** The moment, on the clock of the rows. */
  readonly asked: number;
  readonly explanation: NonNullable<Explained["explanation"]>;
  /** The interval of the table `states` that the moment is in; undefined where all rows are of one moment. */
  readonly interval: StateRow | undefined;
}

export interface ExplainedInputs {
  readonly inputs: readonly AnalyzedInput[];
  readonly rigs: readonly ExplainedRig[];
}

/** Throws a `Failure` where no rig has rows around the moment. */
export async function explainInputs(
  paths: readonly string[],
  moment: Moment,
  { mode, settings, withFlags: _, days: __, ...how }: AnalyzeOptions,
): Promise<ExplainedInputs> {
  const intervals: StateRow[] = [];
  const told: (Explained & Whose)[] = [];
  const meanings = new Meanings([]);
  let asked = Number.NaN;
  const measure = rig({
    mode,
    settings: settings?.rig,
    stages: [states],
    goesOn: !how.apart,
    finished(table, row) {
      if (table === "states") intervals.push(row as StateRow);
    },
    explain: { time: () => asked, told: (explained) => void told.push(explained) },
  });
  const inputs = await readRigs(paths, how, measure, {
    clock(utc) {
      meanings.clock(utc);
      asked = onClock(moment, utc, how.tz);
    },
  });
  const { mode: used } = measure.end();
  const { utc } = meanings;
  const rigs: ExplainedRig[] = [];
  const spans: string[] = [];
  for (const { source, well, first, last, explanation } of told) {
    if (first === undefined || last === undefined) continue;
    const who = [source || paths[0]!, ...(well === undefined ? [] : [well])].join(", ");
    spans.push(`${who} has rows from ${instant(first, utc)} to ${instant(last, utc)}`);
    if (explanation === undefined) continue;
    const own = intervals.filter((row) => row.source === source && row.well === well);
    const interval = own.find(({ start, end }) => start <= asked && asked < end) ?? own.at(-1);
    rigs.push({ source, well, mode: used, utc, asked, explanation, interval });
  }
  if (rigs.length === 0)
    throw new Failure(
      "bad-option",
      `--explain asks for a time that no rows are around: ${spans.length === 0 ? "no row of record 1 has a time" : spans.join("; ")}`,
    );
  return { inputs, rigs };
}

/** A moment without a zone is on the rig's clock, or in UTC where that is all that is known. */
function onClock({ milliseconds, zoned }: Moment, utc: boolean, tz: string | undefined): number {
  if (zoned === utc) return milliseconds;
  if (!zoned) return tz === undefined ? milliseconds : timezoneNamed(tz).toUtc(milliseconds);
  throw new Failure(
    "zone-undeclared",
    "--explain tells a zone, but nothing tells that of the rig's clock; give --tz, or leave the zone out of it",
  );
}
