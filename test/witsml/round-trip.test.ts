/** What `export --witsml` writes of a scenario is read back by `convert`: the same numbers, bit for bit where the uom is the unit. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tablesIn } from "../../src/dataset/tables.js";
import { itemByMnemonic } from "../../src/wits/catalog/catalog.js";
import { witskit } from "../cli/binary.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-round-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const run = (line: string): void => {
  const { code, err } = witskit(line, { cwd });
  expect(code, err).toBe(0);
};

type Row = Readonly<Record<string, unknown>>;

/** By the record: rows with a time, by that. */
async function rowsOf(dataset: string): Promise<ReadonlyMap<string, ReadonlyMap<number, Row>>> {
  const tables = (await tablesIn(join(cwd, dataset))).filter(({ name }) => name.startsWith("record="));
  const read = tables.map(async ({ name, files }) => {
    const parts = files.map(async (path) => parquetReadObjects({ file: await asyncBufferFromFile(path) }));
    const rows = (await Promise.all(parts)).flat() as Row[];
    return [name, new Map(rows.map((row) => [Number(row["timestamp"]), row]))] as const;
  });
  return new Map(await Promise.all(read));
}

beforeAll(() => {
  run("samples --create comprehensive --hours 1 -o day.wits -q");
  run("convert day.wits -o day --units metric --tz UTC -q");
});

it.each(["1.3.1.1", "1.4.1.1", "2.0", "2.1"])("%s", async (version) => {
  run(`export day -o x${version}/ --witsml ${version} --objects log -q`);
  run(`convert x${version} -o d${version}/ --to metric -q`);
  const sent = await rowsOf("day");
  const back = await rowsOf(`d${version}`);
  let same = 0;
  for (const [record, rows] of back) {
    for (const [time, row] of rows) {
      const before = sent.get(record)?.get(time);
      expect(before, `${record} ${time}`).toBeDefined();
      for (const [name, value] of Object.entries(row)) {
        if (typeof value !== "number" || ["offset", "DATE", "TIME"].includes(name)) continue;
        const was = before![name] as number;
        if (Object.is(was, value)) same++;
        else {
          // What is in 10 kN is written in kN.
          expect(itemByMnemonic(Number(record.slice(-2)), name)?.metricUnit, name).toBe("KDN");
          expect(Math.abs(value - was), `${record} ${name} ${was} ${value}`).toBeLessThanOrEqual(
            1e-12 * Math.abs(was),
          );
        }
      }
    }
    expect(rows.size).toBe(sent.get(record)!.size);
  }
  expect([...back.keys()].toSorted()).toEqual([...sent.keys()].toSorted());
  expect(same).toBeGreaterThan(1000);
});
