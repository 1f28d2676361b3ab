/** The rows of a table as rows of steps, into a sink: how convert and query make rows fewer. */
import type { TableReader } from "../dataset/read.js";
import type { StepsReport } from "../dataset/report.js";
import { type BinsTold, binned } from "../dataset/resample/resampled.js";
import type { Resampling } from "../dataset/resample/resampling.js";
import { wellsOf } from "../dataset/wells.js";
import { batchOf, columnOf } from "../output/batches.js";
import type { Sink } from "../output/sink.js";
import { counted } from "../text/quantity.js";
import type { Timezone } from "../wits/catalog/timezone.js";

export interface StepsOptions {
  readonly resampling: Resampling;
  readonly timezone?: Timezone | undefined;
  /** Columns without a value are left out. */
  readonly prune?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What became of the rows of a table. */
export interface StepCounts {
  readonly table: string;
  /** Rows of steps, and of the table. */
  readonly rows: number;
  readonly of: number;
  /** Rows that are in no step, by the reason, the end of a sentence. */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

/** `open` makes the sink, told whether the times are in UTC; what it began is the caller's to end. */
export async function writeSteps(
  reader: TableReader,
  { resampling, timezone, prune = false, signal }: StepsOptions,
  open: (utc: boolean) => Promise<Sink>,
): Promise<StepCounts> {
  const wells = await wellsOf(reader, {});
  const fields = prune ? undefined : reader.columns;
  const steps = binned(reader, resampling, { selection: {}, wells, timezone, fields });
  const table = { name: reader.name, columns: steps.fields.map(columnOf) };
  const sink = await open(steps.fields.some(({ type, utc }) => type === "time" && utc));
  const { name, meaning: title } = reader;
  const rows = await sink.begin({ table, name, title, index: steps.index });
  const leftOut = new Map<string, number>();
  const notes: string[] = [];
  let [made, of] = [0, 0];
  const told: BinsTold = {
    rows(_, more) {
      of += more;
    },
    leaveOut: (_, why) => leftOut.set(why, (leftOut.get(why) ?? 0) + 1),
    note: (text) => notes.push(text),
  };
  for await (const { page } of steps.pages(told)) {
    signal?.throwIfAborted();
    made += page.rows;
    await rows.write(batchOf(table, page));
  }
  return { table: name, rows: made, of, leftOut, notes };
}

/** What was not to be expected, a sentence each. */
export const stepNotes = ({ table, leftOut, notes }: StepCounts): string[] => [
  ...[...leftOut].map(([why, rows]) => `${table}: ${counted(rows, "row")} in no step that ${why}`),
  ...notes.map((note) => `${table}: ${note}`),
];

/** What became of the rows of tables, those of one name together. */
export function stepsReport(counts: readonly StepCounts[], { text }: Resampling): StepsReport {
  const tables = new Map<string, { rows: number; of: number; left_out?: Record<string, number> }>();
  for (const { table, rows, of, leftOut } of counts) {
    const sum = tables.get(table) ?? { rows: 0, of: 0 };
    sum.rows += rows;
    sum.of += of;
    for (const [why, left] of leftOut) {
      sum.left_out ??= {};
      sum.left_out[why] = (sum.left_out[why] ?? 0) + left;
    }
    tables.set(table, sum);
  }
  return { of: text, tables: Object.fromEntries(tables) };
}
