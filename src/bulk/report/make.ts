/** The report of a rig's days for programs: the document, and what it is laid out as. */
import type { Report } from "../../report/document.js";
import { rendererMeant } from "../../report/renderers.js";
import { filesOf, targetOf } from "./files.js";
import type { ReportOptions } from "./report.js";
import { type ReportWriteOptions, writeReportFiles } from "./write-files.js";

/** A report: `days` and `wells` of its document, and ways to show and to write it. `JSON.stringify` gives the document. */
export interface LogReport extends Report {
  /** What is read first, as plain text: what `witskit report` prints. Lines are no longer than `width`, where words allow. */
  display(options?: { readonly width?: number }): string;
  /** Laid out as an ending says, `pdf`, `xlsx`, `html`, `json`, `xml`, `ops.xml` or `txt`. Throws a `Failure` for another. */
  render(ending: string, options?: Pick<ReportWriteOptions, "paper">): Promise<Uint8Array>;
  /**
   * Into a file, laid out as its ending says; `{day}` and `{well}` in its name make a file of each. Answers the names of what was
   * written. What is there is refused, unless `force` is given.
   */
  write(path: string, options?: ReportWriteOptions): Promise<readonly string[]>;
}

/**
 * The report of a day at the rig, or of several, from logs, folders of logs, Parquet files or datasets, as `witskit report` makes it.
 * What could not be read is among its warnings. Throws a `Failure` where there is nothing that can be read.
 *
 * @example
 * ```ts
 * import { report } from "witskit";
 *
 * const day = await report("samples/rig.wits", { units: "metric", day: "last" });
 * console.log(day.days[0]?.time.totals.hours.value, day.display());
 * ```
 */
export async function report(
  inputs: string | readonly string[],
  options: ReportOptions = {},
): Promise<LogReport> {
  const [{ makeReport }, { reportText }] = await Promise.all([
    import("./report.js"),
    import("../../report/text/text.js"),
  ]);
  const paths = typeof inputs === "string" ? [inputs] : inputs;
  const { report: document } = await makeReport(paths, options);
  return {
    ...document,
    display: ({ width } = {}) => reportText(document, { width, brief: true }),
    async render(ending, { paper } = {}) {
      const renderer = rendererMeant(ending);
      // What holds one day alone refuses several, as a file does.
      const [file] = filesOf(document, { pattern: `report.${ending}`, renderer });
      const render = await renderer.load();
      return render(file!.report, { paper });
    },
    async write(path, how = {}) {
      const files = filesOf(document, targetOf(path, undefined));
      await writeReportFiles(files, how);
      return files.map((file) => file.path);
    },
  };
}
