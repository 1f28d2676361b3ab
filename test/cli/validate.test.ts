import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../input/source/folder.js";
import { realLog, withoutRealLogs } from "../real-logs.js";
import { SAMPLES, sample, startWitskit } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const CLEAN = "&&\n0108100\n!!\n&&\n0108101\n!!\n";
interface Summary {
  readonly problems: Record<string, number>;
  readonly warnings: Record<string, number>;
  readonly bytes: Record<string, number>;
  readonly conserved: boolean;
  readonly frames: number;
  readonly files: readonly {
    readonly name: string;
    readonly error: string | null;
    readonly problems: number;
  }[];
}

function validate(line: string, cwd: string, input?: string | Uint8Array) {
  const { code, out, err } = witskit(`validate ${line} --json`, {
    cwd,
    ...(input === undefined ? {} : { input }),
  });
  const documents = out
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text));
  return { code, err, found: documents.slice(0, -1), summary: documents.at(-1) as Summary };
}

describe("exit code", () => {
  it("0 of a clean log, which is said, with every byte accounted for", () => {
    const { code, out, err } = witskit("validate rig.wits", { cwd: SAMPLES });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(
      "1 file, 1,363 frames, 480,241 bytes: clean\n" +
        "10,904 framing + 469,337 items + 0 blank + 0 rejected = 480,241, all of them\n",
    );
  });

  it("1 when there is a problem; of warnings alone only with --strict", () => {
    const cwd = temporaryFolder({ "problem.wits": "&&\n0108x\n!!\n", "warning.wits": `${CLEAN}&&\n!!\n` });
    expect(witskit("validate problem.wits", { cwd }).code).toBe(1);
    expect(witskit("validate warning.wits", { cwd }).code).toBe(0);
    expect(witskit("validate warning.wits --strict", { cwd }).code).toBe(1);
  });

  it("3 when an input cannot be read, and the others are validated", () => {
    const cwd = temporaryFolder({ "good.wits": CLEAN, "bad.wits": "\x89PNG\r\n", "text.txt": "hello\n" });
    const { code, err, summary } = validate("missing.wits bad.wits text.txt good.wits", cwd);
    expect(code).toBe(3);
    expect(err).toMatch(/cannot read missing\.wits/);
    expect(err).toMatch(/bad\.wits is not a WITS log/);
    expect(err).toMatch(/text\.txt is not a WITS log/);
    expect(summary.files.filter(({ error }) => error === null).map(({ name }) => name)).toEqual([
      "good.wits",
    ]);
    expect(summary.frames).toBe(2);
  });
});

it("a problem is told with its file, line, code and reason, and below it its bytes", () => {
  const cwd = temporaryFolder({ "a.wits": "&&\r\n0108100\r\n0110\x07\\x\r\n!!\r\n" });
  const { code, out } = witskit("validate a.wits", { cwd });
  expect(code).toBe(1);
  expect(out).toMatch(
    /^a\.wits:3: not-a-number: 0110 DMEA is no decimal number\n {4}frame 1, byte 13: 0110\\x07\\\\x\\r\\n\n/,
  );
  expect(out).toMatch(/^1 problem\n {2}1 not-a-number {2}A value is no decimal number\./m);
});

it("rejects of every sample are those of convert", () => {
  const cwd = temporaryFolder();
  const { out } = witskit(["convert", SAMPLES, "-o", "out/", "--stats", "json"], { cwd });
  const report = JSON.parse(out);
  const { "unterminated-frame": noEnd, ...rejects } = report.rejects;
  const { found, summary, code } = validate(`${SAMPLES} --limit 0`, cwd);
  expect(code).toBe(1);
  const { total, shown, ...problems } = summary.problems;
  expect(problems).toEqual(rejects);
  expect(shown).toBe(total);
  expect(summary.warnings["no-end"]).toBe(noEnd);
  expect(summary).toMatchObject({ bytes: report.bytes, conserved: true, frames: report.frames });
  expect(found.filter(({ kind }) => kind === "problem").length).toBe(total);
});

it("an unmapped code is told once, with its first frame and its values in all inputs", () => {
  const cwd = temporaryFolder({
    "a.wits": `${CLEAN}&&\n01991\n!!\n&&\n01992\n!!\n`,
    "b.wits": "&&\n01993\n!!\n",
  });
  const { code, found } = validate("a.wits b.wits", cwd);
  expect(code).toBe(0);
  expect(found).toMatchObject([
    { reason: "unmapped", code: "0199", source: "a.wits", frame: 3, line: 7, values: 3 },
  ]);
});

it("shows a hundred problems and a hundred warnings, or what --limit says, and counts all", () => {
  const cwd = temporaryFolder({ "a.wits": "&&\n0108x\n!!\n".repeat(300) });
  const shown = (flags: string): number[] => {
    const { found, summary } = validate(`a.wits${flags}`, cwd);
    expect(summary.problems).toMatchObject({ total: 300, "not-a-number": 300 });
    expect(summary.warnings).toMatchObject({ total: 299, "duplicate-frame": 299 });
    return ["problem", "warning"].map((kind) => found.filter((one) => one.kind === kind).length);
  };
  expect(shown("")).toEqual([100, 100]);
  expect(shown(" --limit 7")).toEqual([7, 7]);
  expect(shown(" --limit 0")).toEqual([300, 299]);
  expect(witskit("validate a.wits", { cwd }).out).toMatch(
    /^… 200 more problems and 199 more warnings \(use --limit 0\)$/m,
  );
});

it("judges the records that were asked for, and counts all frames", () => {
  const cwd = temporaryFolder({ "a.wits": "&&\n0708x\n!!\n&&\n0108x\n!!\n" });
  const { found } = validate("a.wits --records 1", cwd);
  expect(found).toMatchObject([{ code: "0108", frame: 2 }]);
});

it("reads as it is told: dates, nulls and limits", () => {
  const cwd = temporaryFolder({ "a.wits": "&&\n0105310199\n0108100000\n!!\n" });
  expect(validate("a.wits", cwd).summary.problems).toMatchObject({ "bad-date": 1 });
  expect(validate("a.wits --date-order dmy", cwd).code).toBe(0);
  expect(
    validate("a.wits --max-line 16", temporaryFolder({ "a.wits": `&&\n0101${"x".repeat(90)}\n!!\n` })).summary
      .problems,
  ).toMatchObject({ "line-too-long": 6 });
});

describe("frames that something wraps are told by the lines of their source", () => {
  const last = '"&&,0105240612,0106100002,0108101,!!"\n';
  const json = (second: number, value: string): string =>
    `{"received_at":"2024-06-12T10:00:0${second}Z","frame":{"0108":"${value}"}}\n`;
  const prefixed = (second: number, ...lines: string[]): string =>
    lines.map((line) => `10:00:0${second} RX: ${line}\n`).join("");

  it.each<[string, string, (readonly [string, number, number | null])[]]>([
    [
      "joined",
      `"&&,0105240612,0106100001,0108x,!!"\n${last}${last}`,
      [
        ["not-a-number", 1, 1],
        ["duplicate-frame", 3, 3],
      ],
    ],
    [
      "JSON, whatever arrived when",
      json(0, "1x") + json(1, "100") + json(2, "101") + json(3, "101"),
      [
        ["not-a-number", 1, 1],
        ["duplicate-frame", 4, 4],
      ],
    ],
    [
      "prefixed",
      prefixed(1, "&&", "01081", "!!") + prefixed(2, "&&", "0108x", "!!") + prefixed(3, "&&", "!!").repeat(2),
      [
        ["not-a-number", 5, 2],
        ["empty-frame", 7, 3],
        ["empty-frame", 9, 4],
      ],
    ],
  ])("%s", (_, log, expected) => {
    const { found, summary } = validate("-", temporaryFolder(), log);
    expect(found.map(({ reason, line, frame }) => [reason, line, frame])).toEqual(expected);
    expect(summary).toMatchObject({ conserved: true, bytes: { total: log.length } });
  });

  it("when there are many", () => {
    const cwd = temporaryFolder({ "a.log": json(0, "100").repeat(60_000) + json(1, "x") });
    const { found, summary } = validate("a.log --limit 1", cwd);
    expect(found.find(({ kind }) => kind === "problem")).toMatchObject({ line: 60_001, frame: 60_001 });
    expect(summary.warnings).toMatchObject({ "duplicate-frame": 59_999 });
  });
});

describe("any input", () => {
  it.each<[string, string | Uint8Array, number]>([
    ["that is empty", "", 0],
    ["that is compressed", gzipSync(CLEAN), 0],
    ["that is one line without end", `&&\n0101${"x".repeat(5_000_000)}`, 1],
    ["that is nothing but markers", "&&!!".repeat(100_000), 0],
    [
      "that is noise within a frame",
      Buffer.concat([
        Buffer.from("&&\n"),
        Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i * 7919) & 255)),
      ]),
      1,
    ],
  ])("%s", (_, content, code) => {
    const run = validate("- --limit 5", temporaryFolder(), content);
    expect(run).toMatchObject({ code, err: "", summary: { conserved: true } });
    expect(run.found.length).toBeLessThanOrEqual(10);
  });

  it("that breaks off is validated as far as it goes", () => {
    const gzipped = gzipSync(sample("rig.wits"));
    const { code, err, summary } = validate("-", temporaryFolder(), gzipped.subarray(0, gzipped.length >> 1));
    expect(code).toBe(3);
    expect(err).toMatch(/ends early/);
    expect(summary.frames).toBeGreaterThan(100);
  });
});

it("tells of a live stream as it comes", async () => {
  const child = startWitskit("validate -", temporaryFolder());
  const heard = new Promise<string>((resolve) => child.stdout.once("data", (text) => resolve(`${text}`)));
  child.stdin.write(`&&\n0108x\n!!\n${CLEAN}`);
  expect(await heard).toMatch(/^standard input:2: not-a-number/);
  child.stdin.end();
  await new Promise((resolve) => child.once("exit", resolve));
});

it("is quiet when its reader goes away", async () => {
  const child = startWitskit(
    "validate a.wits --limit 0",
    temporaryFolder({ "a.wits": "&&\n0108x\n!!\n".repeat(50_000) }),
  );
  let err = "";
  child.stderr.on("data", (text) => (err += text));
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect({ code, err }).toEqual({ code: 0, err: "" });
});

const hasRealLogs = realLog("volve-f9-metric.wits.gz") !== undefined;
describe.skipIf(!hasRealLogs)(`real logs${hasRealLogs ? "" : ` (${withoutRealLogs})`}`, () => {
  it.each(["volve-f9-metric", "volve-f9-fps-no-clock"])("%s holds nothing that is rejected", (name) => {
    const truth = JSON.parse(readFileSync(realLog(`${name}.truth.json`)!, "utf8"));
    const { summary } = validate(`${realLog(`${name}.wits.gz`)}`, temporaryFolder());
    expect(summary).toMatchObject({
      frames: truth.frames,
      bytes: { total: truth.bytes },
      problems: { total: 0 },
    });
  });
});
