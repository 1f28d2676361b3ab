import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tableFromIPC } from "apache-arrow";
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { query } from "../bulk/query.js";
import { temporaryFolder } from "../input/source/folder.js";
import { filesIn, witskit } from "./binary.js";

const MAP = readFileSync(fileURLToPath(new URL("../../samples/maps/rig.csv", import.meta.url)), "utf8");

const LOG = `&&\r
0105240612\r
0106100002\r
0108100\r
0141500\r
073212.5\r
0737100\r
07473\r
0751PowerDrive\r
6308-9999\r
63097987626\r
!!\r
&&\r
0106100003\r
0141-999.25\r
63081000\r
!!\r
`;

function workshop() {
  const cwd = temporaryFolder({ "log.wits": LOG, "rig.csv": MAP });
  return { cwd, at: (path: string) => join(cwd, path), run: (line: string) => witskit(line, { cwd }) };
}

const lastLine = (text: string): string => text.trimEnd().split("\n").at(-1)!;

describe("--map", () => {
  it("gives a dataset its columns, types, names and units, and a user's record a table", async () => {
    const { at, run } = workshop();
    expect(run("log.wits -o out/ --map rig.csv --to metric -q").code).toBe(0);
    const table = (name: string): string => `'${at(`out/${name}/*.parquet`)}'`;
    expect(await query(`SELECT DBTM, MSE FROM ${table("record=01")}`)).toEqual([
      [100, 500],
      [null, null],
    ]);
    expect(await query(`SELECT INCC, round(DWNP, 6), TSTA, TOOL FROM ${table("record=07")}`)).toEqual([
      [12.5, 689.475729, 3, "PowerDrive"],
    ]);
    // 1000 * 0.1 - 1.5 is 98.5 bar; a null is one before it is scaled.
    expect(await query(`SELECT PPRS, PSTK FROM ${table("record=63")}`)).toEqual([
      [null, "7987626"],
      [9850, null],
    ]);
    expect(
      await query(
        `SELECT column_name, column_type FROM (DESCRIBE FROM ${table("record=63")}) LIMIT 4 OFFSET 4`,
      ),
    ).toEqual([
      ["PDAT", "INTEGER"],
      ["PTIM", "INTEGER"],
      ["PPRS", "DOUBLE"],
      ["PSTK", "BIGINT"],
    ]);
  });

  it("stands in the metadata of Parquet and of its Arrow fields", async () => {
    const { at, run } = workshop();
    expect(run("log.wits -o log.parquet --map rig.csv --to metric -q").code).toBe(0);
    const bytes = readFileSync(at("log.parquet"));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    expect(await parquetReadObjects({ file, columns: ["MSE", "PPRS_63", "TOOL_07"] })).toEqual([
      { MSE: 500, PPRS_63: null, TOOL_07: "PowerDrive" },
      { MSE: null, PPRS_63: 9850, TOOL_07: null },
    ]);
    const metadata = new Map(
      (await parquetMetadataAsync(file)).key_value_metadata!.map(({ key, value }) => [key, value!]),
    );
    const document = JSON.parse(metadata.get("witskit")!);
    expect(document.options.map).toContainEqual({
      code: "6308",
      mnemonic: "PPRS",
      type: "F",
      unit: "BAR",
      name: "Pump Pressure",
      scale: 0.1,
      offset: -1.5,
    });
    const pressure = { code: "6308", mnemonic: "PPRS", name: "Pump Pressure", type: "F", unit: "KPA" };
    expect(document.dictionary).toContainEqual({ column: "PPRS_63", ...pressure });
    const { schema } = tableFromIPC(Buffer.from(metadata.get("ARROW:schema")!, "base64"));
    expect(Object.fromEntries(schema.fields.find(({ name }) => name === "PPRS_63")!.metadata)).toEqual({
      "wits.code": "6308",
      "wits.name": "Pump Pressure",
      "wits.type": "F",
      "wits.unit": "KPA",
    });
  });

  it.each(["csv", "ndjson", "arrow"])("is the same in layout long as %s", (format) => {
    const { at, run } = workshop();
    expect(run(`log.wits -o log.${format} --layout long --map rig.csv --to metric -q`).code).toBe(0);
    const bytes = readFileSync(at(`log.${format}`));
    if (format === "arrow") {
      const last = tableFromIPC(bytes).toArray().at(-1)!.toJSON();
      expect(last).toMatchObject({ code: "6308", mnemonic: "PPRS", value: 9850, unit: "KPA" });
    } else if (format === "csv") {
      expect(lastLine(bytes.toString())).toMatch(/,6308,PPRS,9850,,KPA$/);
    } else {
      const last = JSON.parse(lastLine(bytes.toString()));
      expect(last).toMatchObject({ code: "6308", mnemonic: "PPRS", value: 9850, unit: "KPA" });
    }
  });

  it("gives the same bytes from a file and from a program, with one worker and two", async () => {
    const { at, cwd } = workshop();
    const inputs = [at("log.wits")];
    const map = at("rig.csv");
    await convert({ inputs, output: at("one/"), map, workers: 1 });
    await convert({ inputs, output: at("two/"), map, workers: 2 });
    const { readMap } = await import("../../src/input/feed/map-file.js");
    await convert({ inputs, output: at("three/"), map: await readMap(map), workers: 1 });
    const files = filesIn(join(cwd, "one"));
    expect(files).toContain("record=63/part-00000.parquet");
    for (const other of ["two", "three"]) {
      expect(filesIn(join(cwd, other))).toEqual(files);
      for (const file of files) {
        expect(readFileSync(at(`${other}/${file}`)).equals(readFileSync(at(`one/${file}`))), file).toBe(true);
      }
    }
  });

  it("cannot be another one when a run goes on", () => {
    const { run } = workshop();
    expect(run("log.wits -o out/ --map rig.csv -q").code).toBe(0);
    expect(run("log.wits -o out/ --map rig.csv -q").code).toBe(0);
    const other = temporaryFolder({ "other.csv": "code,mnemonic\n0141,EFF\n" });
    const { code, err } = run(`log.wits -o out/ --map ${join(other, "other.csv")} -q`);
    expect(code).toBe(4);
    expect(err).toContain('--map had {"mnemonic":"MSE",');
    expect(err).toContain('for 0141, now it has {"mnemonic":"EFF"}');
    expect(run("log.wits -o out/ -q").err).toContain("now it has nothing");
  });

  it("may stand in the environment, and is read by decode, info, symbols and validate", () => {
    const { cwd, run } = workshop();
    const told = witskit("decode log.wits", { cwd, env: { WITS_MAP: "rig.csv" } });
    expect(told.out).toMatch(/6308 +PPRS +Pump Pressure +98\.5 +BAR/);
    const info = JSON.parse(run("info log.wits --map rig.csv --json").out);
    expect(info.unmapped).toEqual([]);
    expect(info.records.find(({ record }: { record: number }) => record === 63)).toMatchObject({ rows: 2 });
    expect(run("symbols --map rig.csv --search 6308").out).toMatch(
      /6308 +PPRS +PPRS +F4 +KPA +PSI +BAR \* 0\.1 - 1\.5 +Pump Pressure/,
    );
    expect(JSON.parse(run("symbols --map rig.csv --record 63 --json").out).length).toBe(4);
    expect(run("validate log.wits --map rig.csv").out).not.toContain("unmapped");
  });

  it("that is wrong stops the command before it does anything", () => {
    const { cwd, at, run } = workshop();
    const map = temporaryFolder({ "bad.csv": "code,mnemonic\n0108,1\n" });
    const { code, out, err } = run(`log.wits -o out.parquet --map ${join(map, "bad.csv")}`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain('bad.csv:2: "1" is no mnemonic');
    expect(filesIn(cwd)).toEqual(["log.wits", "rig.csv"]);
    expect(run(`log.wits -o out.parquet --map ${at("none.csv")}`).code).toBe(3);
  });
});
