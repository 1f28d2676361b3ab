/** Why the states of the rigs of some inputs at a moment are what they are: the rows are read once, as an analysis reads them. */
import { neededBy } from "../../analysis/measure.js";
import { type RigResult, rig } from "../../analysis/rig/rig.js";
import type { Mode } from "../../analysis/state/engine.js";
import type { Explained } from "../../analysis/state/explainer.js";
import { states } from "../../analysis/state/states.js";
import type { StateRow, Whose } from "../../analysis/table.js";
import { Failure } from "../../failure.js";
import { instant } from "../../instant.js";
import type { Moment } from "../../wits/catalog/moment.js";
import type { Timezone } from "../../wits/catalog/timezone.js";
import { type InputTold, readingBy, readRows } from "../input-rows.js";
import type { AnalyzeOptions } from "./analyze.js";

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
  readonly inputs: readonly (InputTold & RigResult & { readonly path: string })[];
  readonly rigs: readonly ExplainedRig[];
}

/** Throws a `Failure` where no rig has rows around the moment. */
export async function explainInputs(
  paths: readonly string[],
  moment: Moment,
  { signal, opened, mode, settings, ...options }: AnalyzeOptions,
): Promise<ExplainedInputs> {
  const reading = await readingBy(options);
  const inputs: (InputTold & RigResult & { readonly path: string })[] = [];
  const rigs: ExplainedRig[] = [];
  const spans: string[] = [];
  for (const path of paths) {
    let utc = false;
    let asked = Number.NaN;
    const intervals: StateRow[] = [];
    const told: (Explained & Whose)[] = [];
    const measure = rig({
      mode,
      settings: settings?.rig,
      stages: [states],
      finished(table, row) {
        if (table === "states") intervals.push(row as StateRow);
      },
      explain: { time: () => asked, told: (explained) => void told.push(explained) },
    });
    const input = await readRows(path, {
      ...reading,
      signal,
      open: opened?.(path),
      wants: neededBy([measure]),
      clock(isUtc) {
        utc = isUtc;
        asked = onClock(moment, isUtc, reading.data.timezone);
      },
      add: (page) => measure.add(page),
      reached: (source, offset) => measure.reached?.(source, offset),
    });
    const result = measure.end();
    inputs.push({ path, ...input, ...result });
    for (const { source, well, first, last, explanation } of told) {
      if (first === undefined || last === undefined) continue;
      const who = well === undefined ? source || path : `${source || path}, ${well}`;
      spans.push(`${who} has rows from ${instant(first, utc)} to ${instant(last, utc)}`);
      if (explanation === undefined) continue;
      const own = intervals.filter((row) => row.source === source && row.well === well);
      const interval = own.find(({ start, end }) => start <= asked && asked < end) ?? own.at(-1);
      rigs.push({ source, well, mode: result.mode, utc, asked, explanation, interval });
    }
  }
  if (rigs.length === 0)
    throw new Failure(
      "bad-option",
      `--explain asks for a time that no rows are around: ${spans.length === 0 ? "no row of record 1 has a time" : spans.join("; ")}`,
    );
  return { inputs, rigs };
}

/** A moment without a zone is on the rig's clock, or in UTC where that is all that is known. */
function onClock({ milliseconds, zoned }: Moment, utc: boolean, timezone: Timezone | undefined): number {
  if (zoned === utc) return milliseconds;
  if (!zoned) return timezone?.toUtc(milliseconds) ?? milliseconds;
  throw new Failure(
    "zone-undeclared",
    "--explain tells a zone, but nothing tells that of the rig's clock; give --tz, or leave the zone out of it",
  );
}
