/** The report of a day at the rig, as `witskit report` makes it, with the week before it read beside: what is usual, and what the day is compared with. */
import { stat } from "node:fs/promises";
import { makeReport } from "../../bulk/report/report.js";
import { tablesWithin } from "../../dataset/within.js";
import { Failure } from "../../failure/failure.js";
import { openAny } from "../../live/open-dataset.js";
import { rendererMeant } from "../../report/renderers.js";
import type { AllowedDataset } from "./allowed.js";

export const dayFormats = {
  json: "application/json",
  pdf: "application/pdf",
  html: "text/html; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  txt: "text/plain; charset=utf-8",
} as const;
export type DayFormat = keyof typeof dayFormats;

const DAY = 86_400_000;
/** Days before the one that is told. */
export const DAYS_BESIDE = 7;

export interface DayAsked {
  /** `2024-03-04`. */
  readonly date: string;
  readonly well?: string | undefined;
  readonly units?: "metric" | "fps" | "fps-uk" | undefined;
  /** Minutes from midnight at which a day begins. */
  readonly dayStart?: number | undefined;
  readonly format: DayFormat;
}

/** Throws a Failure where no row tells of the day. */
export async function dayReport(
  { id, path }: AllowedDataset,
  { date, well, units, dayStart = 0, format }: DayAsked,
  { sha256, signal }: { readonly sha256: string; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const dataset = await openAny(path, { signal });
  try {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    // Clocks of rigs and UTC are up to 14 hours apart.
    const times = { from: midnight - (DAYS_BESIDE + 1) * DAY, until: midnight + 3 * DAY };
    const tables = await tablesWithin(dataset.tables, times);
    if (tables.every(({ files }) => files.length === 0))
      throw new Failure("nothing-there", `${id} has no rows near ${date}`);
    const files = tables.flatMap((table) => table.files);
    const { report } = await makeReport([path], {
      ...(units !== undefined && { units }),
      day: date,
      dayStart: dayStart * 60_000,
      well,
      from: { milliseconds: times.from, zoned: false },
      until: { milliseconds: times.until, zoned: false },
      opened: () => ({ ...dataset, tables }),
      inputs: [{ name: id, bytes: await sizeOf(files), sha256, role: "input" }],
      signal,
    });
    if (report.days.length === 0) throw new Failure("nothing-there", `${id} has no rows of ${date}`);
    const render = await rendererMeant(format).load();
    return await render(report, {});
  } finally {
    await dataset.close();
  }
}

async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) bytes += (await stat(file)).size;
  return bytes;
}
