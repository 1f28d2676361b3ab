/**
 * Every scenario in every version: its documents are valid by the schemas and by the rules that those do not check, and read back they have
 * the same numbers. A few minutes of each, in one process.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { uomCheck } from "../../src/cli/command/validate/uom-check.js";
import { readTable } from "../../src/dataset/read.js";
import { tablesIn } from "../../src/dataset/tables.js";
import { exportTables } from "../../src/output/export/export.js";
import { namedFormat } from "../../src/output/formats.js";
import { generateScenario } from "../../src/samples/scenarios/generator.js";
import { scenarios } from "../../src/samples/scenarios/scenarios.js";
import { itemByMnemonic } from "../../src/wits/catalog/catalog.js";
import { logVersions } from "../../src/witsml/log.js";
import { DocumentCheck } from "../../src/witsml/rules/check.js";
import { schemaFaultsIn, schemas, withoutSchemas } from "../schemas.js";
import { scratch } from "./reading.js";

const MINUTES = 3;

type Row = Readonly<Record<string, unknown>>;

/** By the record: rows by well and time. */
async function rowsOf(dataset: string): Promise<ReadonlyMap<string, ReadonlyMap<string, Row>>> {
  const tables = (await tablesIn(dataset)).filter(({ name }) => name.startsWith("record="));
  const read = tables.map(async ({ name, files }) => {
    const parts = files.map(async (path) => parquetReadObjects({ file: await asyncBufferFromFile(path) }));
    const rows = (await Promise.all(parts)).flat() as Row[];
    return [name, new Map(rows.map((row) => [`${row["WID"]} ${Number(row["timestamp"])}`, row]))] as const;
  });
  return new Map(await Promise.all(read));
}

const datasets = new Map<string, string>();

beforeAll(async () => {
  for (const scenario of scenarios) {
    const log = scratch(`${scenario.name}.wits`);
    writeFileSync(log, Buffer.concat([...generateScenario(scenario, { hours: MINUTES / 60 })]));
    const output = scratch(scenario.name);
    await convert({ inputs: [log], output, units: "metric", tz: "UTC" });
    datasets.set(scenario.name, output);
  }
});

describe.each(logVersions)("%s", (version) => {
  const folders = new Map<string, string>();
  const documents = (folder: string): string[] => readdirSync(folder).map((name) => join(folder, name));

  beforeAll(async () => {
    for (const [name, dataset] of datasets) {
      const output = scratch(`${name}-${version}`);
      mkdirSync(output);
      folders.set(name, output);
      const tables = (await tablesIn(dataset)).filter((table) => table.name.startsWith("record="));
      await exportTables(await Promise.all(tables.map((table) => readTable(table))), {
        output: `${output}/`,
        format: namedFormat("witsml"),
        index: "time",
        force: true,
        witsml: {
          version,
          maxDataNodes: 100,
          namesOf: (well = "W") => ({ well, wellbore: well }),
        },
      });
    }
  });

  it.skipIf(!schemas)(`every document is valid${schemas ? "" : `: ${withoutSchemas}`}`, async () => {
    expect(await schemaFaultsIn(version, [...folders.values()].flatMap(documents))).toBe("");
  });

  it("no document breaks a rule", () => {
    for (const path of [...folders.values()].flatMap(documents)) {
      const bytes = readFileSync(path);
      const check = new DocumentCheck(uomCheck);
      check.push(bytes);
      check.end(bytes.length);
      expect([path, check.take()]).toEqual([path, []]);
    }
  });

  it.each(scenarios.map(({ name }) => name))("%s comes back with its numbers", async (name) => {
    const back = scratch(`${name}-back`);
    const logs = documents(folders.get(name)!).filter((path) => /\/r\d\d|-r\d\d/.test(path));
    await convert({ inputs: logs, output: back, to: "metric" });
    const [sent, read] = [await rowsOf(datasets.get(name)!), await rowsOf(back)];
    expect([...read.keys()].toSorted()).toEqual([...sent.keys()].toSorted());
    let same = 0;
    for (const [record, rows] of read) {
      // A log of 2.1 names its wellbore behind its rows.
      const plain = (key: string): string => (version === "2.1" ? key.replace(/^.* /, "") : key);
      const before = new Map([...sent.get(record)!].map(([key, row]) => [plain(key), row]));
      for (const [key, row] of rows) {
        const was = before.get(plain(key))!;
        for (const [column, value] of Object.entries(row)) {
          if (typeof value !== "number" || ["offset", "DATE", "TIME"].includes(column)) continue;
          const sentValue = was[column] as number;
          if (Object.is(sentValue, value)) same++;
          else {
            // What is in 10 kN is written in kN.
            expect(itemByMnemonic(Number(record.slice(-2)), column)?.metricUnit, column).toBe("KDN");
            expect(Math.abs(value - sentValue)).toBeLessThanOrEqual(1e-12 * Math.abs(sentValue));
          }
        }
      }
    }
    expect(same).toBeGreaterThan(300);
  });
});
