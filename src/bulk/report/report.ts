/** The report of a rig's days: the inputs are read and analysed once, whatever the number of days that are told. */

import { Failure } from "../../failure/failure.js";
import type { DayClock } from "../../report/day/clock.js";
import { dayChannels, ledgers, type RigLedger } from "../../report/day/ledger.js";
import type { ReadFile } from "../../report/document/quality.js";
import type { Report } from "../../report/document.js";
import type { HeadTold } from "../../report/head.js";
import { noOverrides, type Overrides } from "../../report/overrides/override.js";
import { clockFor, type DayAsked, type ReportSettings, reportOf } from "../../report/report.js";
import { wellLogs } from "../../report/well-log.js";
import { version } from "../../runtime/package.js";
import { timezoneNamed } from "../../wits/catalog/timezone.js";
import { analyzeInputs, gathered } from "../analysis/analyze.js";
import type { AnalyzedInput, AnalyzeOptions } from "../analysis/rig-inputs.js";
import { readFiles } from "./read-files.js";

/** Which days of which well are told, and what people say of them. */
export interface ReportOptions extends Omit<AnalyzeOptions, "withFlags"> {
  /** A date, `2024-03-04`; `last`, the last day that has rows, which holds unless told; or `all`. */
  readonly day?: DayAsked | undefined;
  /** Milliseconds from midnight at which a day begins. */
  readonly dayStart?: number | undefined;
  /** One well alone, where there are several. */
  readonly well?: string | undefined;
  /** What stands at the top: of all wells, and of some alone, by their names. */
  readonly head?: HeadTold | undefined;
  readonly heads?: Readonly<Record<string, HeadTold>> | undefined;
  readonly overrides?: Overrides | undefined;
  /** What the report says that it was made with. */
  readonly told?: readonly { readonly name: string; readonly value: string }[] | undefined;
  /** Files beside the inputs, by what they are. */
  readonly files?: readonly { readonly path: string; readonly role: ReadFile["role"] }[] | undefined;
  /** What the report says of its inputs, by who knows them: those of years are not read once more for their hashes. */
  readonly inputs?: readonly ReadFile[] | undefined;
}

export interface MadeReport {
  readonly report: Report;
  readonly inputs: readonly AnalyzedInput[];
}

/** Of no input, what people said is all there is. Throws a `Failure` where there is nothing that can be read. */
export async function makeReport(paths: readonly string[], options: ReportOptions): Promise<MadeReport> {
  const {
    day,
    dayStart,
    well,
    head = {},
    heads = {},
    overrides = noOverrides,
    told = [],
    files = [],
    inputs: known,
    ...analyze
  } = options;
  const asked: ReportSettings = {
    day,
    dayStart,
    well,
    head,
    heads,
    overrides,
    zone: options.tz === undefined ? undefined : timezoneNamed(options.tz),
    analysis: options.settings ?? {},
  };
  const tables = gathered();
  const begun: RigLedger[] = [];
  let clock: DayClock | undefined;
  const clockOf = (): DayClock => (clock ??= clockFor(asked, false));
  const { inputs, meanings } = await analyzeInputs(
    paths,
    analyze,
    { finished: tables.finished },
    {
      channels: dayChannels,
      stages: [ledgers(clockOf, (ledger) => void begun.push(ledger))],
      clock(utc, zone) {
        clock ??= clockFor(
          { ...asked, zone: asked.zone ?? (zone === undefined ? zone : timezoneNamed(zone)) },
          utc,
        );
      },
    },
  );
  const toldAlone = paths.length === 0;
  const utc = toldAlone ? asked.zone !== undefined : meanings.utc;
  const settings = { ...asked, zone: asked.zone ?? meanings.zone };
  if (asked.zone !== undefined && !utc)
    throw new Failure(
      "conflicting-options",
      `the times of ${paths.join(", ")} are those of the rig's clock, and nothing tells its zone since; convert the logs with --tz, or leave --tz out`,
    );
  const logs = wellLogs(
    tables.rows,
    begun,
    inputs.flatMap(({ rigs }) => rigs),
  );
  const report = reportOf(
    { logs, unitOf: meanings.unitOf, utc, toldAlone, warnings: warningsOf(inputs) },
    settings,
    {
      program: "witskit",
      version,
      options: [...told],
      files: [
        ...(known ?? (await readFiles(paths, "input", options.signal))),
        ...(await Promise.all(files.map(({ path, role }) => readFiles([path], role, options.signal)))).flat(),
      ],
    },
  );
  return { report, inputs };
}

const warningsOf = (inputs: readonly AnalyzedInput[]): string[] =>
  inputs.flatMap(({ failures }) => failures.map(({ message }) => `Not all was read: ${message}`));
