import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { quality } from "../../src/analysis/quality/quality.js";
import { measureInput } from "../../src/bulk/measure-input.js";
import { qualityJson } from "../../src/cli/page/qc/json.js";
import { dataOptions } from "../../src/input/feed/options.js";
import { logText, type MadeFrame, madeFrames, range, setItem, textIn } from "../analysis/quality/made-log.js";
import { temporaryFolder } from "../input/source/folder.js";
import { realLog, withoutRealLogs } from "../real-logs.js";
import { SAMPLES, sample } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

interface Document {
  readonly what: string;
  readonly score: number | null;
  readonly passed?: boolean;
  readonly records: readonly (Record<string, unknown> & {
    readonly record: number;
    readonly score: number;
    readonly shares: Readonly<Record<string, number | null>>;
  })[];
  readonly items: readonly (Record<string, unknown> & { readonly code: string })[];
}

function qc(line: string, cwd: string, input?: string | Uint8Array): Document {
  const { out } = witskit(`qc ${line} --json`, { cwd, ...(input === undefined ? {} : { input }) });
  return JSON.parse(out);
}

const itemOf = ({ items }: Document, code: string) => items.find((item) => item.code === code)!;
const CLEAN = madeFrames(3000);

/** The measures of the made log with a fault put in; the frames may be changed at will. */
async function faulty(fault: (frames: MadeFrame[]) => void): Promise<Document> {
  const frames = CLEAN.map((lines) => [...lines]);
  fault(frames);
  const path = join(temporaryFolder({ "a.wits": logText(frames) }), "a.wits");
  const data = await dataOptions({ units: "metric" }, "record");
  const { results, ...told } = await measureInput(path, { quality: quality() }, data);
  const document = qualityJson({ ...told, ...results }, undefined);
  return JSON.parse(JSON.stringify(document));
}

it("a log without a fault has a score of 1, every share 1 and nothing to tell", async () => {
  const clean = await faulty(() => {});
  expect(clean.score).toBe(1);
  expect(clean.records[0]).toMatchObject({
    record: 1,
    rows: 3000,
    interval_seconds: 1,
    gaps: 0,
    gap_seconds: 0,
    longest_interval: { seconds: 1 },
    clock_steps_back: 0,
    duplicate_rows: 0,
    sequence_gaps: 0,
    sequence_missing: 0,
    bit_below_hole: 0,
    bit_and_hole_rows: 3000,
    activity_unknown: 0,
  });
  for (const [name, share] of Object.entries(clean.records[0]!.shares))
    expect([name, share]).toEqual([name, 1]);
  for (const item of clean.items) {
    expect(item).toMatchObject({ rows: 3000, values: 3000, nulls: 0, density: 1 });
    expect(["0.", item["spikes"] ?? 0, item["stuck_values"] ?? 0, item["outside_range"] ?? 0]).toEqual([
      "0.",
      0,
      0,
      0,
    ]);
  }
});

describe("exactly the faults that were put in are found, and lower their share and no other", () => {
  it.each<[string, string, (frames: MadeFrame[]) => void, object, Record<string, object>]>([
    [
      "gaps",
      "continuous sequential",
      (frames) => {
        frames.splice(2000, 400);
        frames.splice(500, 90);
      },
      {
        rows: 2510,
        gaps: 2,
        gap_seconds: 492,
        longest_interval: { seconds: 401, from: "2024-03-01T06:33:19.000" },
        sequence_gaps: 2,
        sequence_missing: 490,
      },
      { "0114": { longest_gap: { seconds: 401, from: "2024-03-01T06:33:19.000" } } },
    ],
    [
      "a pause of a minute, which is no gap",
      "sequential",
      (frames) => void frames.splice(500, 59),
      { gaps: 0, longest_interval: { seconds: 60 } },
      {},
    ],
    [
      "frames that came twice",
      "distinct",
      (frames) => {
        for (const at of [2900, 1200, 1200, 7]) frames.splice(at, 0, frames[at]!);
      },
      { rows: 3004, duplicate_rows: 4, clock_steps_back: 0, sequence_missing: 0 },
      {},
    ],
    [
      "a clock that steps back",
      "ordered",
      (frames) => setItem(frames, "0106", [100, 2000], () => "060000"),
      { clock_steps_back: 2, duplicate_rows: 0 },
      {},
    ],
    [
      "a bit below the hole",
      "possible",
      (frames) =>
        setItem(frames, "0108", range(40, 60), (i) => (Number(textIn(frames[i]!, "0110")) + 0.01).toFixed(2)),
      { bit_below_hole: 20 },
      {},
    ],
    [
      "activity codes that do not exist, which are no fault",
      "",
      (frames) => setItem(frames, "0107", range(40, 47), () => "77"),
      { activity_unknown: 7 },
      {},
    ],
    [
      "a sensor that is stuck for twenty minutes, and another for nine",
      "moving",
      (frames) => {
        setItem(frames, "0121", range(100, 1301), () => "20001.5");
        setItem(frames, "0114", range(100, 641), () => "87.5");
      },
      {},
      {
        "0121": {
          stuck_values: 1201,
          longest_stuck: { seconds: 1200, values: 1201, from: "2024-03-01T06:01:40.000" },
        },
        "0114": { stuck_values: 0, longest_stuck: null },
      },
    ],
    [
      "a pump that is off, which is not stuck",
      "",
      (frames) => setItem(frames, "0121", range(0, 3000), () => "0"),
      {},
      { "0121": { stuck_values: 0 } },
    ],
    [
      "spikes",
      "smooth",
      (frames) => setItem(frames, "0133", [100, 101, 1000, 2500], () => "120"),
      {},
      { "0133": { spikes: 4, max: 120 } },
    ],
    [
      "a dead temperature sensor",
      "plausible moving",
      (frames) => setItem(frames, "0134", range(0, 3000), () => "-273.1"),
      {},
      { "0134": { outside_range: 3000, range: [-60, 350], min: -273.1, median: -273.1, stuck_values: 3000 } },
    ],
    [
      "nulls, declared and empty, and lines that are missing",
      "complete",
      (frames) => {
        setItem(frames, "0130", range(10, 20), () => "-999.25");
        setItem(frames, "0130", range(20, 40), () => "");
        for (const i of range(40, 70)) frames[i] = frames[i]!.filter((line) => !line.startsWith("0130"));
      },
      { rows: 3000 },
      {
        "0130": {
          values: 2940,
          nulls: 60,
          density: 0.98,
          longest_gap: { seconds: 61, from: "2024-03-01T06:00:09.000" },
        },
      },
    ],
  ])("%s", async (_, lowered, fault, record, items) => {
    const found = await faulty(fault);
    expect(found.records[0]).toMatchObject(record);
    for (const [code, item] of Object.entries(items)) expect(itemOf(found, code)).toMatchObject(item);
    const below = Object.entries(found.records[0]!.shares).filter(([, share]) => share !== null && share < 1);
    expect(below.map(([name]) => name).sort()).toEqual(lowered.split(" ").filter(Boolean).sort());
    expect(found.score! < 1).toBe(lowered !== "");
  });
});

it("the score is the product of the shares, and over records their mean by rows", () => {
  const { score, records } = qc(`${SAMPLES}rig.wits --units metric`, temporaryFolder());
  for (const { score, shares } of records) {
    const product = Object.values(shares).reduce<number>((all, share) => all * (share ?? 1), 1);
    expect(score).toBeCloseTo(product, 12);
  }
  const rows = records.reduce((sum, record) => sum + (record["rows"] as number), 0);
  const mean = records.reduce((sum, record) => sum + (record.score * (record["rows"] as number)) / rows, 0);
  expect(score).toBeCloseTo(mean, 12);
});

it("an item that a source never sends has a gap as long as that source", () => {
  const [first, second] = [madeFrames(500), madeFrames(100)];
  for (const frame of first)
    frame.splice(
      frame.findIndex((line) => line.startsWith("0140")),
      1,
    );
  const cwd = temporaryFolder({ "a.wits": logText(first), "b.wits": logText(second) });
  expect(itemOf(qc(".", cwd), "0140")).toMatchObject({ values: 100, longest_gap: { seconds: 499 } });
});

it("units that are not declared leave ranges unjudged; declared ones are turned into those of the range", () => {
  const log = "&&\n0105240301\n0106100000\n010840000\n0133600\n!!\n";
  const range = (units: string): unknown =>
    itemOf(qc(`-${units}`, temporaryFolder(), log), "0108")["outside_range"];
  expect(range("")).toBeNull();
  expect(range(" --units metric")).toBe(1);
  expect(range(" --units fps")).toBe(0);
  expect(itemOf(qc("- --units fps", temporaryFolder(), log), "0133")["range"]).toEqual([-76, 662]);
});

describe("a log and what convert makes of it have the same measures", () => {
  const names = ["rig.wits", "dates.wits", "unmapped.wits", "no-date.wits", "pason.wits", "rig-twice.wits"];
  const folder = () =>
    temporaryFolder({
      ...Object.fromEntries(names.slice(0, -1).map((name) => [`logs/${name}`, sample(name)])),
      "logs/rig-twice.wits": logText(CLEAN.flatMap((frame, i) => (i % 100 === 0 ? [frame, frame] : [frame]))),
    });
  const measures = ({ what: _, path: __, ...rest }: Document & { path?: string }) => rest;

  it.each([
    ["a dataset", "-o out/ --row-group-rows 64", "out"],
    ["a dataset in other pages", "-o out/ --compression zstd --row-group-rows 1000", "out"],
    ["a dataset without empty columns", "-o out/ --compression gzip --prune", "out"],
  ])("%s", (_, options, output) => {
    const cwd = folder();
    const { code, err } = witskit(`convert logs ${options} --units metric -q`, { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const from = qc("logs --units metric", cwd);
    expect(from.records.length).toBeGreaterThan(3);
    expect(measures(qc(output, cwd))).toEqual(measures(from));
    const part = "--records 1 --from 2024-03-01T06:05 --until 2024-03-01T06:10";
    const some = qc(`${output} ${part}`, cwd);
    expect(measures(some)).toEqual(measures(qc(`logs --units metric ${part}`, cwd)));
    expect(some.records.map(({ record }) => record)).toEqual([1]);
  });

  it("what a map says of the items, in their dataset too", () => {
    // A feed that sends its hookload as 0169 and its bit depth as 0170.
    const frames = CLEAN.slice(0, 900).map((lines) =>
      lines.map((line) => line.replace(/^0114/, "0169").replace(/^0108/, "0170")),
    );
    setItem(frames, "0169", range(100, 800), () => "87.5");
    setItem(frames, "0170", [5, 6], () => "9999");
    const cwd = temporaryFolder({
      "a.wits": logText(frames),
      "map.csv": "code,mnemonic,unit\n0169,HKLA,KLB\n0170,DBTM,M\n0114,OLD1,\n0108,OLD2,\n",
    });
    const { code, err } = witskit("a.wits -o out/ --map map.csv -q", { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const found = qc("a.wits --map map.csv", cwd);
    expect(itemOf(found, "0169")).toMatchObject({ mnemonic: "HKLA", unit: "KLB", stuck_values: 700 });
    expect(found.records[0]).toMatchObject({ bit_below_hole: 2 });
    expect(measures(qc("out", cwd))).toEqual(measures(found));
  });

  it("a file, a row a frame", () => {
    const cwd = temporaryFolder({ "rig.wits": `${sample("rig.wits")}&&\n01081\n01992\n!!\n&&\n63993\n!!\n` });
    witskit("rig.wits -o rig.parquet --units metric -q", { cwd });
    expect(qc("rig.parquet", cwd).items.map(({ code }) => code)).toContain("6399");
    expect(measures(qc("rig.parquet", cwd))).toEqual(measures(qc("rig.wits --units metric", cwd)));
    expect(measures(qc("rig.parquet", cwd))).not.toEqual(measures(qc("rig.wits", cwd)));
  });
});

describe("for people", () => {
  it("lines have 100 characters at the most, and say what was not judged", () => {
    const { code, out, err } = witskit("qc rig.wits --units metric", { cwd: SAMPLES });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const line of out.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(100);
    expect(out).toMatch(/^ {2}score {2}0\.995, the mean of the records' scores by rows$/m);
    expect(out).toMatch(
      /^0108 {2}DBTM {2}M +1,135 +3 +0\.9973 +2 s +- +0 +0 +2971\.93 +2973\.75 +2976\.55$/m,
    );
    expect(out).toMatch(/^score +0\.998 +0\.997 +0\.878 +0\.998$/m);
    expect(witskit("qc rig.wits", { cwd: SAMPLES }).out).toMatch(
      /^ {2}units {2}not declared, so that ranges are not judged/m,
    );
  });
});

it("--threshold makes it a gate: exit code 1 below the score", () => {
  const run = (threshold: string) =>
    witskit(`qc rig.wits --units metric --threshold ${threshold}`, { cwd: SAMPLES });
  expect(run("0.99").code).toBe(0);
  expect(run("0.999")).toMatchObject({
    code: 1,
    err: expect.stringMatching(/the score 0\.995 is below --threshold 0\.999/),
  });
  expect(run("2").err).toMatch(/--threshold: "2" is no number from 0 to 1/);
});

describe("any input", () => {
  const run = (input: string | Uint8Array, flags = "") =>
    witskit(`qc - ${flags}`.trim(), { cwd: temporaryFolder(), input });

  it("that is empty has nothing to judge, and passes no threshold", () => {
    expect(run("")).toEqual({ code: 0, out: "-: no row to judge\n", err: "" });
    expect(run("", "--threshold 0.1").code).toBe(1);
  });

  it.each<[string, string | Uint8Array]>([
    ["is one line without end", `&&\n0101${"x".repeat(3_000_000)}`],
    ["is nothing but markers", "&&!!".repeat(50_000)],
    [
      "has every code",
      `&&\n${range(101, 9999)
        .map((code) => `${String(code).padStart(4, "0")}${code}\n`)
        .join("")}!!\n`,
    ],
    ["has numbers as large as they get", "&&\n01081e308\n0110-1e308\n0113-0\n01141e-320\n!!\n".repeat(50)],
    [
      "is noise within a frame",
      Buffer.concat([
        Buffer.from("&&\n"),
        Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i * 7919) & 255)),
      ]),
    ],
  ])("that %s is measured", (_, input) => {
    const { code, err, out } = run(input, "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { score } = JSON.parse(out) as Document;
    expect(score ?? 0).toBeGreaterThanOrEqual(0);
    expect(score ?? 0).toBeLessThanOrEqual(1);
  });

  it("that is no log, or breaks off, is told with exit code 3", () => {
    expect(run("hello\nworld\n")).toMatchObject({
      code: 3,
      out: "",
      err: expect.stringMatching(/is not a WITS log/),
    });
    expect(run("\x89PNG\r\n\x1a\n")).toMatchObject({ code: 3, out: "" });
    const gzipped = gzipSync(sample("rig.wits"));
    const cut = run(gzipped.subarray(0, gzipped.length >> 1));
    expect(cut.code).toBe(3);
    expect(cut.err).toMatch(/ends early/);
    expect(cut.out).toMatch(/^RECORD/m);
  });
});

describe("files that cannot be measured are refused with a sentence", () => {
  it.each([
    ["a.arrow", "-o a.arrow", /is an Arrow file: qc reads logs and Parquet/],
    ["out", "-o out/ --format csv", /is no Parquet: qc reads logs and Parquet datasets/],
    ["a.parquet", "-o a.parquet --layout long", /is a table of layout long/],
  ])("%s", (path, options, sentence) => {
    const cwd = temporaryFolder({ "rig.wits": sample("rig.wits").subarray(0, 20_000) });
    expect(witskit(`rig.wits ${options} -q`, { cwd }).code).toBe(0);
    const { code, out, err } = witskit(["qc", path], { cwd });
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(sentence);
  });

  it("a Parquet file that is cut off, or whose pages are damaged", () => {
    const cwd = temporaryFolder({ "rig.wits": sample("rig.wits") });
    witskit("rig.wits -o a.parquet --compression gzip -q", { cwd });
    const bytes = readFileSync(join(cwd, "a.parquet"));
    writeFileSync(join(cwd, "cut.parquet"), bytes.subarray(0, bytes.length - 100));
    bytes.fill(0xff, 200, 4000);
    writeFileSync(join(cwd, "bad.parquet"), bytes);
    expect(witskit("qc cut.parquet", { cwd })).toMatchObject({
      code: 3,
      err: expect.stringMatching(/is cut off/),
    });
    expect(witskit("qc bad.parquet", { cwd })).toMatchObject({
      code: 3,
      err: expect.stringMatching(/is damaged: its column/),
    });
  });
});

it("rows that have only their arrival as time are within bounds on the rig's clock", () => {
  const line = (at: string): string => `${JSON.stringify({ received_at: at, "0108": "100" })}\n`;
  const cwd = temporaryFolder({ "a.json": line("2024-05-01T11:59:59Z") + line("2024-05-01T12:00:00Z") });
  const { records } = qc("a.json --tz Europe/Oslo --from 2024-05-01T14:00:00", cwd);
  expect(records).toMatchObject([{ record: 1, rows: 1 }]);
});

const hasRealLogs = realLog("volve-f9-metric.wits.gz") !== undefined;
describe.skipIf(!hasRealLogs)(`real logs${hasRealLogs ? "" : ` (${withoutRealLogs})`}`, () => {
  it("have the values, nulls, least and greatest that their truth tells", () => {
    const truth = JSON.parse(readFileSync(realLog(`volve-f9-metric.truth.json`)!, "utf8"));
    const found = qc(`${realLog(`volve-f9-metric.wits.gz`)} --units metric`, temporaryFolder());
    for (const { record, rows } of found.records)
      expect(rows).toBe(truth.rows[String(record).padStart(2, "0")]);
    for (const { code, values, min, max } of found.items) {
      const known = truth.codes[code];
      expect({ code, values }).toEqual({ code, values: known.values });
      if (known.min !== undefined)
        expect({ code, min, max }).toEqual({ code, min: known.min, max: known.max });
    }
    expect(itemOf(found, "0133")).toMatchObject({ outside_range: 33_291 });
  });
});
