import { spawnSync } from "node:child_process";
import { linkSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { RecordBatchStreamWriter, tableFromArrays } from "apache-arrow";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { surveyLogs } from "../../src/bulk/survey-log.js";
import { logJson } from "../../src/cli/page/info/log.js";
import { readingsOf } from "../../src/input/feed/per-source.js";
import { findSources } from "../../src/input/source/find.js";
import { expectedOf, fixtures } from "../decode/fixtures.js";
import { temporaryFolder } from "../input/source/folder.js";
import { BINARY, SAMPLES, sample } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const info = (line: string, cwd = SAMPLES) => witskit(`info ${line}`, { cwd });
const jsonOf = (path: string, cwd = SAMPLES) => JSON.parse(info(`${path} --json`, cwd).out);
const withoutZeros = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

const RIG = sample("rig.wits");

/** The sample log in every form that info tells columns of. */
let made: string;

beforeAll(() => {
  made = mkdtempSync(join(tmpdir(), "witskit-info-"));
  writeFileSync(join(made, "rig.wits"), RIG);
  for (const output of ["rig.parquet", "rig.arrow", "rig.arrows", "out/"]) {
    const { code, err } = witskit(`rig.wits -o ${output} --units metric -q`, { cwd: made });
    expect({ code, err }).toEqual({ code: 0, err: "" });
  }
});
afterAll(() => rmSync(made, { recursive: true }));

describe("witskit info of a log", () => {
  it.each(fixtures)("counts $name as its outcome has it", async ({ name }) => {
    const expected = expectedOf(name);
    const path = join(SAMPLES, name);
    const readings = await readingsOf({}, "record", [path]);
    const { signal } = new AbortController();
    // biome-ignore lint/suspicious/noExplicitAny: the document is compared, not used
    const told = logJson(await surveyLogs(path, await findSources([path]), readings, signal)) as any;
    expect(told).toMatchObject({
      kind: "log",
      frames: expected.frames,
      values: expected.values,
      bytes: expected.bytes,
    });
    expect(told.nulls).toEqual(withoutZeros(expected.nulls));
    expect(told.rejects).toEqual(withoutZeros(expected.rejects));
    const rows = told.records
      .filter(({ record, rows }: { record: number; rows: number }) => record <= 25 && rows > 0)
      .map(({ record, rows }: { record: number; rows: number }) => [`${record}`.padStart(2, "0"), rows]);
    const { unmapped, ...tables } = expected.rows;
    expect(Object.fromEntries(rows)).toEqual(withoutZeros(tables));
  });

  it("tells what each code sends", () => {
    const { codes, records, time, vendors, sources } = jsonOf("rig.wits --units metric");
    const values = RIG.toString()
      .match(/^0121.*$/gm)!
      .map((line) => Number(line.slice(4)));
    const real = values.filter((value) => ![-999.25, -9999, -8888].includes(value));
    expect(codes.find(({ code }: { code: string }) => code === "0121")).toEqual({
      code: "0121",
      record: 1,
      item: 21,
      mnemonic: "SPPA",
      name: "Standpipe Pressure (avg)",
      unit: "KPA",
      values: real.length,
      nulls: values.length - real.length,
      min: Math.min(...real),
      max: Math.max(...real),
      example: real[0],
    });
    expect(records[0]).toMatchObject({
      record: 1,
      name: "General Time-Based",
      rows: 1138,
      interval_seconds: 1,
    });
    expect(time).toMatchObject({
      first: "2024-03-01T06:00:00.000",
      last: "2024-03-01T06:18:57.000",
      clock: 1363,
    });
    expect(vendors).toEqual([]);
    expect(sources).toMatchObject([{ name: "rig.wits", size: RIG.length, compression: "plain" }]);
  });

  it("fits a hundred columns, and counts below each table", () => {
    const { code, out, err } = info("noise.wits --units metric");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    expect(out).toMatch(/16 framing \+ 168 items \+ 0 blank \+ 197 rejected = 381/);
    expect(out).toMatch(/^0129 +MFOA +Mud Flow Out \(avg\) +L\/M +1 +0 +0\.5 +0\.5 +0\.5\n/m);
    expect(out).toMatch(/^not-a-number +8\n/m);
    expect(out).toMatch(/^19 rejects, 51\.7 % of the bytes$/m);
  });

  it("names the vendor, the codes that are unmapped, and where the time comes from", () => {
    const { out } = info("unmapped.wits");
    expect(out).toMatch(/vendor +PASON\/EDR\n/);
    expect(out).toMatch(/unmapped +0150 0172 0199 6310 .*: not in the catalog\n/);
    expect(out).toMatch(/clock +1 frame with date and time, 1 frame without a time\n/);
  });

  it("reads compressed logs, folders of logs and standard input", () => {
    expect(jsonOf("gzip.wits.gz").sources).toMatchObject([{ compression: "gzip" }]);
    const cwd = temporaryFolder({ "logs/a.wits": "&&\n01081\n!!\n", "logs/b.wits": "&&\n01082\n!!\n" });
    expect(jsonOf("logs", cwd)).toMatchObject({
      frames: 2,
      sources: [{ name: "logs/a.wits" }, { name: "logs/b.wits" }],
    });
    expect(witskit("info - --json", { cwd, input: "&&\n01081\n!!\n" }).out).toContain('"frames": 1');
  });

  it("tells of an empty file that it is one", () => {
    const { code, out } = info("empty.wits", temporaryFolder({ "empty.wits": "" }));
    expect(code).toBe(0);
    expect(out).toMatch(/^ +what +an empty file$/m);
    expect(out).not.toContain("CODE");
  });

  it("tells of a log that breaks off as far as it goes, and fails", () => {
    const cwd = temporaryFolder({ "cut.wits.gz": gzipSync(RIG).subarray(0, 60_000) });
    const { code, out, err } = info("cut.wits.gz", cwd);
    expect(code).toBe(3);
    expect(out).toMatch(/frames +\d+/);
    expect(err).toMatch(/^witskit: cut\.wits\.gz ends early: its gzip data breaks off/);
  });
});

describe("witskit info of a file that convert made", () => {
  const COLUMN = {
    name: "SPPA",
    type: "float64",
    code: "0121",
    meaning: "Standpipe Pressure (avg)",
    unit: "KPA",
  };

  it.each(["rig.parquet", "rig.arrow", "rig.arrows"])("%s: columns, bounds, time, provenance", (file) => {
    const told = jsonOf(file, made);
    const fromLog = jsonOf("rig.wits", made).codes.find(({ code }: { code: string }) => code === "0121");
    expect(told).toMatchObject({
      kind: file.slice("rig.".length),
      rows: 1363,
      made_by_witskit: true,
      time: { first: "2024-03-01T06:00:00.000", last: "2024-03-01T06:18:57.000", utc: false },
      witskit: { version: "0.1.0", table: "frame", options: { units: "metric" } },
    });
    expect(told.bytes).toBe(readFileSync(join(made, file)).length);
    expect(told.columns.find(({ name }: { name: string }) => name === "SPPA")).toEqual({
      ...COLUMN,
      nulls: 1363 - fromLog.values,
      min: fromLog.min,
      max: fromLog.max,
    });
    const { out } = info(file, made);
    expect(out).toMatch(
      /^ +what +an? (Parquet file|Arrow file|Arrow stream) of witskit 0\.1\.0, table frame$/m,
    );
    expect(out).toMatch(/^SPPA +0121 +float64 +KPA +228 +0 +20165\.72 +Standpipe Pressure/m);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });

  it("a dataset: its tables, and where to look next", () => {
    const { code, out } = info("out", made);
    expect(code).toBe(0);
    expect(out).toMatch(/^record=11 +1 +114 +[\d,]+ +2024-03-01T06:00 +2024-03-01T06:18 +Mud Tank Volumes$/m);
    expect(out).toMatch(/^4 tables$/m);
    const [, next = ""] = /^ {2}witskit info (\S+)/m.exec(out)!;
    expect(info(next, made).code).toBe(0);
    expect(
      jsonOf("out", made).tables.map(({ name, rows }: { name: string; rows: number }) => [name, rows]),
    ).toEqual([
      ["record=01", 1138],
      ["record=11", 114],
      ["record=12", 35],
      ["record=14", 76],
    ]);
    expect(jsonOf("out/record=11", made).tables).toHaveLength(1);
  });
});

describe("witskit info of a dataset of very many parts", () => {
  it.skipIf(process.platform === "win32")("opens them one after the other", () => {
    const cwd = temporaryFolder({
      "out/record=01/part-00000.parquet": readFileSync(join(made, "rig.parquet")),
    });
    const part = (i: number): string => join(cwd, `out/record=01/part-${String(i).padStart(5, "0")}.parquet`);
    for (let i = 1; i < 300; i++) linkSync(part(0), part(i));
    const line = `ulimit -n 100; exec "${process.execPath}" "${BINARY}" info out`;
    const { status, stdout, stderr } = spawnSync("sh", ["-c", line], { cwd, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/in 300 files/);
  });
});

describe("witskit info of what is not ours", () => {
  it("says so of a Parquet file, and tells its columns", () => {
    const file = parquetWriteBuffer({ columnData: [{ name: "depth", data: [3, 1, 2], type: "DOUBLE" }] });
    const cwd = temporaryFolder({ "other.parquet": new Uint8Array(file) });
    const { code, out } = info("other.parquet", cwd);
    expect(code).toBe(0);
    expect(out).toMatch(/a Parquet file that was not made by witskit/);
    expect(out).toMatch(/^depth +float64 +0 +1 +3$/m);
    expect(jsonOf("other.parquet", cwd)).toMatchObject({ made_by_witskit: false, witskit: null });
  });

  it("says so of an Arrow stream", () => {
    const stream = RecordBatchStreamWriter.writeAll(tableFromArrays({ depth: [3.5, 1.5] })).toUint8Array(
      true,
    );
    const cwd = temporaryFolder({ "other.arrows": stream });
    expect(info("other.arrows", cwd).out).toMatch(/^depth +float64 +0 +1\.5 +3\.5$/m);
  });

  it.each([
    ["nowhere.parquet", undefined, /cannot read nowhere\.parquet: there is no such file/],
    ["notes.txt", "dear driller,\n", /notes\.txt is not a WITS log: in its 14 bytes no frame begins with &&/],
    ["picture.png", "\x89PNG\r\n\x1a\n", /picture\.png is not a WITS log: it is a PNG image/],
    ["empty.parquet", "PAR1", /empty\.parquet is damaged: its Parquet footer cannot be read/],
  ])("refuses %s with a sentence", (name, content, sentence) => {
    const files = content === undefined ? {} : { [name]: Buffer.from(content, "latin1") };
    const { code, out, err } = info(name, temporaryFolder(files));
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(sentence);
  });

  it.each(["rig.parquet", "rig.arrow", "rig.arrows"])("refuses %s when its end is missing", (file) => {
    const whole = readFileSync(join(made, file));
    const cwd = temporaryFolder({ [file]: whole.subarray(0, whole.length - 1000) });
    const { code, out, err } = info(file, cwd);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(/is cut off.*Copy it again/);
  });

  it("refuses a folder with neither", () => {
    const { code, err } = info(".", temporaryFolder({ "notes.md": "" }));
    expect(code).toBe(3);
    expect(err).toMatch(/there is no log in the folder/);
  });
});
