import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { formatCode } from "../../src/wits/catalog/code.js";
import { planOf } from "../../src/wits/catalog/layout.js";
import { isConserved } from "../../src/wits/decoding/counters.js";
import type { Cell } from "../columns/parquet/made-table.js";
import { duckdb, hyparquet, parquetWasm } from "../columns/parquet/readers.js";
import { temporaryFolder } from "../input/source/folder.js";
import { realLog, withoutRealLogs } from "../real-logs.js";

/** What a slow, plain reading of a log has found in it. */
interface Truth {
  readonly bytes: number;
  readonly frames: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, CodeTruth>>;
}

interface CodeTruth {
  readonly values: number;
  readonly null: number;
  /** Missing of texts. */
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
}

const readers = { DuckDB: duckdb, hyparquet, "parquet-wasm": parquetWasm };

/** Neumaier's sum: its error is that of a few units in the last place, whatever the order. */
function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const number of numbers) {
    const next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }
  return sum + lost;
}

function figuresOf(cells: readonly Cell[]) {
  const values = cells.filter((cell) => cell !== null);
  const numbers = values.filter((cell) => typeof cell !== "string").map(Number);
  const figures = { values: values.length };
  if (numbers.length === 0) return figures;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    // JSON has no -0.
    min = Math.min(min, number) + 0;
    max = Math.max(max, number) + 0;
  }
  return { ...figures, sum: sumOf(numbers), min, max };
}

describe.each(["volve-f9-metric", "volve-f9-fps-no-clock"])("the real log %s", (name) => {
  const log = realLog(`${name}.wits.gz`);

  it.skipIf(log === undefined)(
    `gives rows, values, sums and bounds as its truth has them, in three readers${log ? "" : ` (${withoutRealLogs})`}`,
    { timeout: 120_000 },
    async () => {
      const truth = JSON.parse(readFileSync(realLog(`${name}.truth.json`)!, "utf8")) as Truth;
      const folder = temporaryFolder({ "log.wits": gunzipSync(readFileSync(log!)) });
      const report = await convert({ inputs: [join(folder, "log.wits")], output: join(folder, "out/") });
      const { bytes, frames, rows, nulls, rejects } = report;
      expect(isConserved(bytes)).toBe(true);
      expect({ bytes: bytes.total, frames, rows }).toEqual({
        bytes: truth.bytes,
        frames: truth.frames,
        rows: truth.rows,
      });
      const nullLines = Object.values(truth.codes).reduce((sum, code) => sum + code.null, 0);
      expect(Object.values(nulls).reduce((sum, count) => sum + count, 0)).toBe(nullLines);
      expect(rejects).toEqual({});

      const found = new Set<string>();
      for (const { name: table, table: schema } of planOf({ layout: "record" }).rowTables) {
        const record = table.slice(-2);
        if (truth.rows[record] === undefined) continue;
        const file = readFileSync(join(folder, "out", table, "part-00000.parquet"));
        const columns = schema!.columns.filter(({ code }) => code !== undefined);
        for (const [reader, read] of Object.entries(readers)) {
          const cells = await read(file, columns);
          for (const [i, { code }] of columns.entries()) {
            const text = formatCode(code!);
            const expected: CodeTruth = truth.codes[text] ?? { values: 0, null: 0 };
            const figures = figuresOf(cells[i]!);
            expect(cells[i]!.length).toBe(truth.rows[record]);
            if (figures.values > 0) found.add(text);
            expect({ reader, code: text, ...figures, sum: undefined }).toEqual({
              reader,
              code: text,
              values: expected.values,
              ...(expected.min === undefined ? {} : { min: expected.min, max: expected.max }),
              sum: undefined,
            });
            const sum = "sum" in figures ? figures.sum : 0;
            expect(Math.abs(sum - (expected.sum ?? 0))).toBeLessThanOrEqual(Math.abs(sum) * 1e-15);
          }
        }
      }
      const withValues = Object.keys(truth.codes).filter(
        (code) => truth.codes[code]!.values > 0 && !code.startsWith("198"),
      );
      expect([...found].sort()).toEqual(withValues.sort());
    },
  );
});
