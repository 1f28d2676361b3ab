/** Recorders for tests: bytes given by hand, and what the dataset then has. */
import { join } from "node:path";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import { dataOptions } from "../../src/input/feed/options.js";
import { Recorder } from "../../src/live/recorder.js";
import type { RecorderOptions } from "../../src/live/recording.js";
import { query, type SqlValue } from "../bulk/query.js";
import { filesIn } from "../cli/binary.js";

export type RecordingOptions = Partial<Omit<RecorderOptions, "data">> &
  Pick<ConvertOptions, "tz" | "units" | "to" | "input" | "frameEnd" | "markers" | "sevenBit" | "partition">;

/** A recorder that rotates only when it is told. */
export async function recorder(output: string, options: RecordingOptions = {}): Promise<Recorder> {
  const { tz, units, to, input, frameEnd, markers, sevenBit, partition, ...rest } = options;
  const data = await dataOptions({ tz, units, to, input, frameEnd, markers, sevenBit }, "record");
  return Recorder.open({
    output,
    data,
    shape: { partition },
    sync: 20,
    rotateEvery: 1e9,
    rotateSize: 1e12,
    keepRaw: false,
    quota: undefined,
    ...rest,
  });
}

export type Rows = Record<string, SqlValue[][]>;

/** Rows of all tables by their source, in an order that depends on nothing but the rows. */
export async function rowsBySource(output: string): Promise<Map<string, Rows>> {
  const tables = new Set(
    filesIn(output).flatMap((path) => (path.endsWith(".parquet") ? [path.split("/")[0]!] : [])),
  );
  const sources = new Map<string, Rows>();
  for (const table of [...tables].sort()) {
    const files = `'${join(output, table)}/**/*.parquet'`;
    const found = await query(`SELECT source, * EXCLUDE (source) FROM ${files}`);
    const keyed = found.map((row) => ({ row, key: JSON.stringify(row) }));
    for (const { row } of keyed.sort((a, b) => (a.key < b.key ? -1 : 1))) {
      const [source, ...rest] = row;
      const rows = sources.get(String(source)) ?? {};
      sources.set(String(source), rows);
      rows[table] = [...(rows[table] ?? []), rest];
    }
  }
  return sources;
}

/** Rows of the one source that a dataset has. */
export async function rowsIn(output: string): Promise<Rows> {
  const sources = await rowsBySource(output);
  if (sources.size !== 1) throw new Error(`${output} has ${sources.size} sources`);
  return [...sources.values()][0]!;
}

/** Rows that `convert` makes of a log, by the same tables. */
export async function convertedRows(
  log: string,
  output: string,
  options: Partial<ConvertOptions> = {},
): Promise<Rows> {
  await convert({ inputs: [log], output, workers: 1, ...options });
  return rowsIn(output);
}
