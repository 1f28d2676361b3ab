/** Where reports go: one file with all days, a folder or a pattern with a file a day. */
import { extname, join } from "node:path";
import { STDOUT } from "../../durable/open-output.js";
import { Failure } from "../../failure/failure.js";
import type { DayReport, Report } from "../../report/document.js";
import { type Renderer, rendererMeant, rendererOf } from "../../report/renderers.js";

/** An output as it was asked for. */
export interface ReportTarget {
  /** With `{day}` and `{well}` where they are to stand. */
  readonly pattern: string;
  readonly renderer: Renderer;
}

export interface ReportFile {
  readonly path: string;
  readonly renderer: Renderer;
  readonly report: Report;
}

const DAY = "{day}";
const WELL = "{well}";

/** Throws a `Failure` for what no report is laid out as. */
export function targetOf(output: string, format: string | undefined): ReportTarget {
  if (/[/\\]$/.test(output)) {
    if (format === undefined)
      throw new Failure(
        "missing-option",
        `${output} is a folder, and nothing says what its reports are laid out as: give --format, or a pattern such as '${join(output, "{day}.json")}'`,
      );
    const renderer = rendererMeant(format);
    return { pattern: join(output, `${DAY}${renderer.endings[0]!}`), renderer };
  }
  if (format !== undefined) return { pattern: output, renderer: rendererMeant(format) };
  if (output === STDOUT)
    throw new Failure("missing-option", "standard output has no ending that tells the format; give --format");
  if (extname(output) === "")
    throw new Failure(
      "unknown-format",
      `${output}: it has no ending that tells what the report is laid out as; give --format, or end it with / for a folder`,
    );
  return { pattern: output, renderer: rendererOf(output) };
}

/** Throws a `Failure` where several days would be one file that holds one. */
export function filesOf(report: Report, { pattern, renderer }: ReportTarget): ReportFile[] {
  const several = report.days.length > 1;
  if (!pattern.includes(DAY) && !pattern.includes(WELL)) {
    if (several && renderer.oneDay)
      throw new Failure(
        "conflicting-options",
        `${pattern}: ${renderer.what} holds one day, and there are ${report.days.length}; give a pattern such as 'days/{day}${renderer.endings[0]}'`,
      );
    return [{ path: pattern, renderer, report }];
  }
  const groups = new Map<string, DayReport[]>();
  for (const day of report.days) {
    const path = pathOf(pattern, day);
    groups.set(path, [...(groups.get(path) ?? []), day]);
  }
  return [...groups].map(([path, days]) => {
    const wells = new Set(days.map(({ head }) => head.well));
    if (!pattern.includes(WELL) && wells.size > 1)
      throw new Failure(
        "conflicting-options",
        `${path} would hold days of ${wells.size} wells; put {well} into its name, or choose one with --well`,
      );
    return { path, renderer, report: partOf(report, days) };
  });
}

/** Names of wells have slashes and more, which names of files must not. */
const pathOf = (pattern: string, { date, head }: DayReport): string =>
  pattern
    .replaceAll(DAY, date)
    .replaceAll(WELL, (head.well ?? "well").replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, ""));

/** Side by side stands only what is in the file. */
const partOf = (report: Report, days: readonly DayReport[]): Report =>
  days.length === report.days.length
    ? report
    : { ...report, days, wells: days.length > 1 ? wellsIn(report, days) : [] };

const wellsIn = (report: Report, days: readonly DayReport[]): Report["wells"] =>
  report.wells.filter(({ well }) => days.some(({ head }) => head.well === well));
