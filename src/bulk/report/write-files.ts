/** Files of a report, each under its name when it is whole. */
import { dirname } from "node:path";
import { makeFolders } from "../../durable/make-folders.js";
import { STDOUT, writeOutput } from "../../durable/open-output.js";
import type { Paper } from "../../report/renderer.js";
import type { ReportFile } from "./files.js";

/** How files of a report are written. */
export interface ReportWriteOptions {
  /** Replaces what is there. */
  readonly force?: boolean | undefined;
  /** Of what is printed: `a4` unless told. */
  readonly paper?: Paper | undefined;
}

export async function writeReportFiles(
  files: readonly ReportFile[],
  { force = false, paper }: ReportWriteOptions,
  wrote: (path: string) => void = () => {},
): Promise<void> {
  for (const { path, renderer, report } of files) {
    const render = await renderer.load();
    const bytes = await render(report, { paper });
    // Of a pattern the folder may be new.
    if (path !== STDOUT) await makeFolders(dirname(path));
    await writeOutput(path, { force }, (file) => file.write(bytes));
    wrote(path);
  }
}
