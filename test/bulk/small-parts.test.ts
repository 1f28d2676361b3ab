/** A part of some rows: what its columns mean stands once for its dataset, and all readers take it beside large ones. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { parquetMetadata } from "hyparquet";
import { readParquet } from "parquet-wasm/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keptWitskit as witskit } from "../cli/kept-program.js";
import { hyparquet, parquetWasm } from "../columns/parquet/readers.js";
import { frame } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { recorder } from "../live/recording.js";
import { query } from "./query.js";

const PART = "record=01/part-00000.parquet";
const LOG = `${frame(1000)}${frame(1001)}`;
/** Enough for a part that says all itself. */
const LONG = Array.from({ length: 8_000 }, (_, i) => {
  const values = ["0108", "0110", "0112", "0113", "0114"].map((code, k) => `${code}${Math.sin(i + k)}\r\n`);
  return `&&\r\n${values.join("")}!!\r\n`;
}).join("");

/** A dataset of each log, in units that are told. */
const cwd = mkdtempSync(join(tmpdir(), "witskit-small-parts-"));

beforeAll(() => {
  writeFileSync(join(cwd, "two.wits"), LOG);
  writeFileSync(join(cwd, "long.wits"), LONG);
  for (const name of ["two", "long"])
    expect(witskit(`convert ${name}.wits -o ${name} --units metric -q`, { cwd }).code).toBe(0);
});

afterAll(() => rmSync(cwd, { recursive: true }));

describe("a part of two rows", () => {
  it("takes less than 4 KB, and its values are those of the log for every reader", async () => {
    const path = join(cwd, "two", PART);
    const bytes = new Uint8Array(readFileSync(path));
    expect(bytes.length).toBeLessThan(4096);
    const columns = [
      { name: "offset", type: "int64" },
      { name: "DBTM", type: "float64" },
      { name: "HKLA", type: "float64" },
      { name: "source", type: "dictionary" },
    ].map((column) => ({ ...column, nullable: true }) as Parameters<typeof hyparquet>[1][number]);
    const second = BigInt(LOG.length / 2);
    const expected = [
      [0n, second],
      [1000, 1001],
      [null, null],
      ["two.wits", "two.wits"],
    ];
    for (const read of [hyparquet, parquetWasm]) expect(await read(bytes, columns)).toEqual(expected);
    expect(await query(`SELECT "offset", DBTM, HKLA, source FROM '${path}'`)).toEqual([
      ["0", 1000, null, "two.wits"],
      [String(second), 1001, null, "two.wits"],
    ]);
  });

  it("has the columns and types of a large one, by Parquet and by Arrow, and can be read with it", async () => {
    const [small, large] = ["two", "long"].map((name) => join(cwd, name, PART));
    expect(statSync(large!).size).toBeGreaterThan(1 << 17);
    const keys = (path: string): string[] => {
      const { buffer } = new Uint8Array(readFileSync(path));
      return (parquetMetadata(buffer).key_value_metadata ?? []).map(({ key }) => key);
    };
    expect([keys(small!), keys(large!)]).toEqual([["witskit"], ["ARROW:schema", "witskit"]]);
    const described = (path: string) => query(`DESCRIBE SELECT * FROM '${path}'`);
    expect(await described(small!)).toEqual(await described(large!));
    const fields = (path: string): string[] =>
      tableFromIPC(readParquet(readFileSync(path)).intoIPCStream()).schema.fields.map(String);
    expect(fields(small!)).toEqual(fields(large!));
    expect(
      await query(`SELECT count(*), count(DISTINCT source) FROM read_parquet(['${small}', '${large}'])`),
    ).toEqual([["8002", "2"]]);
  });

  it("tells all by `info`, as long as it lies in its dataset", () => {
    const { witskit: told, columns } = JSON.parse(witskit(`info two/${PART} --json`, { cwd }).out);
    expect(told).toMatchObject({
      table: "record=01",
      options: { units: "metric", layout: "record" },
      sources: [{ name: "two.wits", frames: 2, bytes: { total: LOG.length } }],
      counts: { frames: 2, rows: { "01": 2 }, bytes: { blank: 0 } },
    });
    expect(columns.find(({ name }: { name: string }) => name === "DBTM")).toMatchObject({
      code: "0108",
      unit: "M",
      min: 1000,
      max: 1001,
    });
    expect(witskit(`info two/${PART}`, { cwd }).out).toMatch(/DBTM +0108 +float64 .*Depth Bit \(meas\)/);
    mkdirSync(join(cwd, "elsewhere"));
    cpSync(join(cwd, "two", PART), join(cwd, "elsewhere/alone.parquet"));
    const alone = witskit("info elsewhere/alone.parquet", { cwd });
    expect(alone.code).toBe(0);
    expect(alone.out).toMatch(/table record=01/);
  });

  it("keeps its units wherever values are asked for in others", () => {
    const asked = witskit(
      ["query", "SELECT max(DBTM) AS deepest FROM r01", "two", "--to", "fps", "--format", "csv"],
      { cwd },
    );
    expect(asked.err).toBe("");
    expect(Number(asked.out.split("\n")[1])).toBeCloseTo(1001 / 0.3048, 6);
  });

  it("means what it did until the run that replaces it has begun its own dataset", () => {
    const cwd = temporaryFolder({ "two.wits": LOG });
    expect(witskit("convert two.wits -o two --units metric -q", { cwd }).code).toBe(0);
    expect(witskit("convert two.wits -o two --units fps --force -q", { cwd }).code).toBe(0);
    const { columns } = JSON.parse(witskit(`info two/${PART} --json`, { cwd }).out);
    expect(columns.find(({ name }: { name: string }) => name === "DBTM")).toMatchObject({ unit: "F" });
    expect(readdirSync(join(cwd, "two/_witskit")).sort()).toEqual(["manifest.ndjson", "metadata.json"]);
    rmSync(join(cwd, "two/_witskit/metadata.json"));
    expect(witskit("convert two.wits -o two --units fps -q", { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, "two/_witskit")).sort()).toEqual(["manifest.ndjson", "metadata.json"]);
  });
});

it("a part of a stream takes less than 4 KB, and what it was made of is known without the manifest", async () => {
  const output = join(temporaryFolder(), "live");
  const recording = await recorder(output);
  for (let unit = 0; unit < 2; unit++) {
    recording.take("rig-1", { connection: 1, bytes: Buffer.from(LOG), arrival: 0 });
    expect(await recording.rotate()).toBe(true);
  }
  await recording.stop(60_000);
  expect(statSync(join(output, "record=01/part-00001.parquet")).size).toBeLessThan(4096);
  rmSync(join(output, "_witskit/manifest.ndjson"));
  const again = await recorder(output);
  await again.stop(60_000);
  const units = readFileSync(join(output, "_witskit/manifest.ndjson"), "utf8").split("\n").slice(1, 3);
  const bytes = { total: LOG.length, blank: 0, rejected: 0 };
  expect(units.map((line) => JSON.parse(line))).toMatchObject([
    { sources: [{ name: "rig-1", bytes, frames: 2 }], counts: { frames: 2, rejects: {}, bytes } },
    { streams: [{ name: "rig-1", from: LOG.length, to: 2 * LOG.length }], counts: { rows: { "01": 2 } } },
  ]);
});
