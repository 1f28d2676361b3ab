import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import { mergeManifests } from "../../src/dataset/merge-manifests.js";
import type { Report } from "../../src/dataset/report.js";
import { parseShard } from "../../src/dataset/shard.js";
import { Random } from "../../src/samples/random.js";
import { generateWhole } from "../../src/samples/shapes/generator.js";
import { digests, filesIn, MANIFEST, startWitskit } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";

/** More with `WITSKIT_KILLS=200 npx vitest run test/bulk/resume`. */
const kills = Number(process.env["WITSKIT_KILLS"] ?? 5);

const LOG = generateWhole({ bytes: 6_000_000, seed: 11 }).bytes;
/** Units, and so ranges, of half a megabyte: a dozen of them in the log. */
const PART_SIZE = 65_536;

function workshop(files: Readonly<Record<string, string | Uint8Array>> = { "log.wits": LOG }) {
  const folder = temporaryFolder(files);
  const at = (path: string): string => join(folder, path);
  const inputs = Object.keys(files).map(at);
  const run = (output: string, options: Partial<ConvertOptions> = {}) =>
    convert({ inputs, output: at(`${output}/`), partSize: PART_SIZE, workers: 1, ...options });
  return { folder, at, run, digestsOf: (output: string) => digests(at(output)) };
}

describe("a dataset", () => {
  it("has the same bytes with one worker, two and three", async () => {
    const { run, digestsOf } = workshop();
    await run("one");
    const expected = digestsOf("one");
    expect(Object.keys(expected).filter((file) => file.startsWith("record=01/")).length).toBeGreaterThan(8);
    for (const workers of [2, 3]) {
      await run(`with-${workers}`, { workers });
      expect(digestsOf(`with-${workers}`)).toEqual(expected);
    }
  });

  it("is complete after the first run, and the same command again leaves it alone", async () => {
    const { run, digestsOf } = workshop();
    const first = await run("out");
    const before = digestsOf("out");
    const { seconds: _1, bytes_per_second: rate, notes, outputs, ...second } = await run("out");
    expect(rate).toBe(0);
    expect(outputs.every(({ earlier }) => earlier)).toBe(true);
    expect(notes).toEqual([
      expect.stringMatching(/^of (\d+), \1 units were done before; nothing was left to do$/),
    ]);
    expect(first).toMatchObject(second);
    expect(digestsOf("out")).toEqual(before);
  });

  it("that misses parts, and has others half-written or unrecorded, is made whole by the same command", async () => {
    const { at, run, digestsOf } = workshop();
    await run("out");
    const expected = digestsOf("out");
    const lines = readFileSync(at(`out/${MANIFEST}`), "utf8").split("\n");
    writeFileSync(at(`out/${MANIFEST}`), `${lines.slice(0, 5).join("\n")}\n${lines[5]!.slice(0, 40)}`);
    truncateSync(at("out/record=01/part-00007.parquet"), 100);
    rmSync(at("out/record=01/part-00008.parquet"));
    writeFileSync(at("out/record=01/.part-00009.parquet.partial"), "half");
    await run("out", { workers: 2 });
    expect(digestsOf("out")).toEqual(expected);
  });

  it("whose run was killed between its last unit and the line that says so is completed by the next one", async () => {
    const { at, run, digestsOf } = workshop();
    await run("out");
    const expected = digestsOf("out");
    const whole = readFileSync(at(`out/${MANIFEST}`), "utf8");
    writeFileSync(at(`out/${MANIFEST}`), whole.slice(0, whole.lastIndexOf("\n", whole.length - 2) + 1));
    expect(digestsOf("out")).not.toEqual(expected);
    await run("out");
    expect(digestsOf("out")).toEqual(expected);
  });

  it("is not continued with other options or inputs, which are named", async () => {
    const { at, folder, run, digestsOf } = workshop();
    await run("out");
    const before = digestsOf("out");
    await expect(run("out", { units: "fps" })).rejects.toThrow(/--units was not given, now it is "fps"/);
    await expect(run("out", { inputs: [folder] })).resolves.toBeDefined();
    // Killed in its middle: what is missing can only be made of what there was.
    const lines = readFileSync(at(`out/${MANIFEST}`), "utf8").split("\n");
    writeFileSync(at(`out/${MANIFEST}`), `${lines.slice(0, 5).join("\n")}\n`);
    const stopped = digestsOf("out");
    writeFileSync(at("log.wits"), LOG.subarray(1_000_000));
    await expect(run("out")).rejects.toThrow(/log\.wits had 6\d+ bytes, now it has 5\d+.*--force/);
    expect(digestsOf("out")).toEqual(stopped);
    await run("out", { force: true });
    expect(digestsOf("out")).not.toEqual(before);
  });

  it("made anew by --force says that it is not complete from the moment on at which the first old part goes", async () => {
    const { at, run, digestsOf } = workshop({ "log.wits": LOG, "other.wits": LOG.subarray(0, 2_000_000) });
    const one = { inputs: [at("other.wits")] };
    await run("fresh", one);
    await run("out", { inputs: [at("log.wits")] });
    const before = filesIn(at("out"));
    await run("out", { ...one, force: true });
    expect(digestsOf("out")).toEqual(digestsOf("fresh"));
    expect(before.length).toBeGreaterThan(filesIn(at("out")).length);
    // As a kill leaves it between the manifest and the parts that it replaces.
    rmSync(at("out"), { recursive: true });
    await run("out", { inputs: [at("log.wits")] });
    const old = filesIn(at("out")).filter((file) => file.endsWith(".parquet"));
    const head = readFileSync(at(`fresh/${MANIFEST}`), "utf8").split("\n")[0];
    writeFileSync(at("out/_witskit/replaced.json"), JSON.stringify(old));
    writeFileSync(at(`out/${MANIFEST}`), `${head}\n`);
    await run("out", one);
    expect(digestsOf("out")).toEqual(digestsOf("fresh"));
  });

  it("keeps what a list of replaced files names when the manifest before has it still", async () => {
    const { at, run, digestsOf } = workshop();
    await run("out");
    const before = digestsOf("out");
    writeFileSync(
      at("out/_witskit/replaced.json"),
      JSON.stringify(filesIn(at("out/record=01")).map((file) => `record=01/${file}`)),
    );
    await run("out");
    expect(digestsOf("out")).toEqual(before);
  });

  it("with an input that could not be read tells of it again, and takes it in when it can be", async () => {
    const { at, run, digestsOf } = workshop({
      "a.wits": "&&\n01081\n!!\n",
      "b.wits.gz": gzipSync("&&\n01082\n!!\n".repeat(1000)).subarray(0, 60),
      "c.wits": "no log at all\n",
    });
    const first = await run("out");
    const errors = ({ sources }: Report) =>
      sources.flatMap(({ name, error }) => (error === undefined ? [] : [name]));
    expect(errors(first)).toEqual([at("b.wits.gz"), at("c.wits")]);
    const before = digestsOf("out");
    const again = await run("out");
    expect(errors(again)).toEqual(errors(first));
    expect(again.notes).toContainEqual(
      "2 inputs that could not be read to the end before: tried again, with the same end",
    );
    expect(digestsOf("out")).toEqual(before);
    // As a disk that gives what it did not give before: the manifest says that there was less.
    const lines = readFileSync(at(`out/${MANIFEST}`), "utf8");
    writeFileSync(
      at(`out/${MANIFEST}`),
      lines.replace(/"frames":\d+,"error":"[^"]*b\.wits\.gz[^"]*"/, '"frames":0,"error":"it was gone"'),
    );
    const healed = await run("out");
    expect(healed.notes).toContainEqual(expect.stringMatching(/tried again, and 1 of the units made anew/));
    expect(healed.frames).toBe(first.frames);
    expect(errors(await run("out"))).toEqual(errors(first));
  });

  it(`survives ${kills} kills at random moments: the next run goes on, and the end is the undisturbed one`, {
    timeout: 60_000 + kills * 5000,
  }, async () => {
    const { at, folder, run, digestsOf } = workshop();
    await run("undisturbed", { inputs: ["log.wits"].map(at) });
    const expected = digestsOf("undisturbed");
    const random = new Random(7);
    const command = `${at("log.wits")} -o out/ --part-size 64KiB --workers 2 -q`;
    const started = performance.now();
    const whole = startWitskit(command.replace("out/", "whole/"), folder);
    await new Promise((resolve) => whole.once("exit", resolve));
    const milliseconds = performance.now() - started;
    for (let killed = 0; killed < kills; ) {
      const child = startWitskit(command, folder);
      const ended = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
      await sleep(random.below(Math.ceil(milliseconds)));
      child.kill("SIGKILL");
      if ((await ended) === "SIGKILL") killed++;
      else {
        expect(digestsOf("out")).toEqual(expected);
        rmSync(at("out"), { recursive: true });
      }
    }
    const last = startWitskit(command, folder);
    expect(await new Promise((resolve) => last.once("exit", resolve))).toBe(0);
    expect(digestsOf("out")).toEqual(expected);
    expect(digestsOf("whole")).toEqual(expected);
  });
});

it("a line longer than many ranges is read once, and what follows it too", async () => {
  const frames = "&&\n01081.5\n!!\n".repeat(2000);
  const { run } = workshop({ "log.wits": `${frames}&&\n0101${"x".repeat(3_000_000)}\n!!\n${frames}` });
  const { bytes, frames: count, rejects, rows } = await run("cut", { partSize: 20_000, workers: 2 });
  const whole = await run("whole", { partSize: 1e9 });
  expect({ bytes, count, rejects, rows }).toEqual({
    bytes: whole.bytes,
    count: 4001,
    rejects: whole.rejects,
    rows: whole.rows,
  });
  expect(bytes.total).toBe(bytes.framing + bytes.items + bytes.blank + bytes.rejected);
});

describe("shards", () => {
  it("together make what one run makes, whatever their order", async () => {
    const { at, run, digestsOf } = workshop();
    await run("one");
    for (const index of [2, 0, 1]) await run("shared", { shard: { index, count: 3 } });
    await mergeManifests(at("shared"));
    expect(digestsOf("shared")).toEqual(digestsOf("one"));
  });

  it("do nothing when they are run again, and are missed when they are not run", async () => {
    const { at, run, digestsOf } = workshop();
    await run("shared", { shard: { index: 0, count: 2 } });
    const before = digestsOf("shared");
    await run("shared", { shard: { index: 0, count: 2 } });
    expect(digestsOf("shared")).toEqual(before);
    await expect(mergeManifests(at("shared"))).rejects.toThrow(
      /lacks units 1, 3, 5.*with the shards that are missing/,
    );
  });

  it("may have nothing to do, when there are more of them than units", async () => {
    const { at, run } = workshop({ "log.wits": "&&\r\n01081\r\n!!\r\n" });
    const idle = await run("shared", { shard: { index: 1, count: 2 } });
    expect(idle.notes).toEqual(["none of the 1 units falls to shard 1 of 2"]);
    await run("shared", { shard: { index: 0, count: 2 } });
    expect(await mergeManifests(at("shared"))).toEqual({ units: 1, shards: 2 });
  });

  it("take their index from the scheduler where it is left out", () => {
    expect(parseShard("2/5", {})).toEqual({ index: 2, count: 5 });
    expect(parseShard("/5", { JOB_COMPLETION_INDEX: "3" })).toEqual({ index: 3, count: 5 });
    const slurm = { SLURM_ARRAY_TASK_ID: "11", SLURM_ARRAY_TASK_MIN: "10", SLURM_ARRAY_TASK_COUNT: "4" };
    expect(parseShard("/", slurm)).toEqual({ index: 1, count: 4 });
    expect(() => parseShard("5/5", {})).toThrow(/the last one is 4\/5/);
    expect(() => parseShard("/5", {})).toThrow(/neither JOB_COMPLETION_INDEX nor SLURM_ARRAY_TASK_ID/);
  });
});

describe("a date that was told long before", () => {
  // Only the first frame has a date; the clock passes midnight in every range.
  const seconds = Array.from({ length: 60_000 }, (_, i) => 70_000 + i * 300);
  const two = (n: number): string => String(n).padStart(2, "0");
  const frames = seconds.map((second, i) => {
    const s = second % 86_400;
    const time = `0106${two(Math.floor(s / 3600))}${two(Math.floor(s / 60) % 60)}${two(s % 60)}`;
    return ["&&", ...(i === 0 ? ["0105240229"] : []), time, `0108${i}`, "!!", ""].join("\r\n");
  });
  const midnight = Date.UTC(2024, 1, 29);

  it.each([
    ["one run", undefined],
    ["shards that begin in mid-log", 2],
  ] as const)("reaches every frame, in %s", async (_, count) => {
    const { at, run } = workshop({ "log.wits": frames.join("") });
    for (let index = 0; index < (count ?? 1); index++) {
      await run("out", {
        partSize: 20_000,
        workers: 2,
        shard: count === undefined ? undefined : { index, count },
      });
    }
    expect(existsSync(at("out/record=01/part-00005.parquet"))).toBe(true);
    const wrong = await query(
      `SELECT count(*), count(*) FILTER (epoch_ms("timestamp") = ${midnight} + (70000 + DBTM * 300)::BIGINT * 1000)
       FROM '${at("out")}/record=01/*.parquet'`,
    );
    expect(wrong).toEqual([["60000", "60000"]]);
  });
});
