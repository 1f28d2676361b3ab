import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { filesIn, MANIFEST, METADATA, sample, startWitskit } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const RIG = sample("rig.wits");
const PNG = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const FRAME = "&&\r\n0101A\r\n01081.5\r\n!!\r\n";

describe("input that cannot be read: exit code 3, a sentence, and no output", () => {
  it.each<[string, Record<string, string | Uint8Array>, string, RegExp]>([
    ["a missing path", {}, "missing.wits", /cannot read missing\.wits: there is no such file/],
    ["a folder without logs", { "pictures/a.png": "" }, "pictures", /there is no log in the folder pictures/],
    ["a glob that matches nothing", {}, "*.wits", /no file matches \*\.wits/],
    ["a PNG", { "a.wits": PNG }, "a.wits", /a\.wits is not a WITS log: it is a PNG image/],
    [
      "a Parquet file",
      { "a.parquet": "PAR1abcdPAR1" },
      "a.parquet",
      /it is a Parquet file, which is what witskit makes/,
    ],
    [
      "a text",
      { "notes.txt": "hello\nworld\n" },
      "notes.txt",
      /no frame begins with && anywhere; it begins with "hello·world·"/,
    ],
    [
      "lines without frames",
      { "a.wits": "01081.5\n01102.5\n" },
      "a.wits",
      /lines look like those of WITS, but none stands in a frame/,
    ],
    [
      "bytes at random",
      { "a.wits": Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7919) & 255)) },
      "a.wits",
      /not a WITS log/,
    ],
    [
      "a gzip that breaks off before a frame",
      { "a.gz": gzipSync(RIG).subarray(0, 20) },
      "a.gz",
      /ends early|damaged/,
    ],
  ])("%s", (_, files, input, message) => {
    const cwd = temporaryFolder(files);
    const before = filesIn(cwd);
    for (const output of ["log.parquet", "out/", "log.csv"]) {
      const { code, out, err } = witskit(["convert", input, "-o", output], { cwd });
      expect(err).toMatch(message);
      expect(err).not.toMatch(/^\s+at /m);
      expect({ code, out }).toEqual({ code: 3, out: "" });
    }
    expect(filesIn(cwd)).toEqual(before);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });
});

describe("what was decoded before the fault is kept", () => {
  it("of a gzip that breaks off half-way, with exit code 3", () => {
    const gzipped = gzipSync(RIG);
    const cwd = temporaryFolder({ "rig.wits.gz": gzipped.subarray(0, gzipped.length >> 1) });
    const { code, err, out } = witskit("rig.wits.gz -o rig.parquet --stats json", { cwd });
    expect(code).toBe(3);
    expect(err).toMatch(/rig\.wits\.gz ends early: its gzip data breaks off at compressed byte/);
    const report = JSON.parse(out);
    expect(report.frames).toBeGreaterThan(100);
    expect(report.sources[0].error).toMatch(/ends early/);
    expect(filesIn(cwd)).toContain("rig.parquet");
  });

  it("of a file that is cut in mid-frame, which is no failure", () => {
    const cwd = temporaryFolder({ "cut.wits": `${FRAME}${FRAME}&&\r\n01082.5\r\n01` });
    const { code, out } = witskit("cut.wits -o cut.csv --stats json", { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ frames: 3, rejects: { "unterminated-frame": 1 } });
  });

  it("of all other inputs", () => {
    const cwd = temporaryFolder({ "good.wits": FRAME, "bad.wits": PNG });
    const { code, err, out } = witskit("missing.wits bad.wits good.wits -o out/ --stats json", { cwd });
    expect(code).toBe(3);
    expect(err).toMatch(/bad\.wits is not a WITS log: it is a PNG image/);
    expect(err).toMatch(/cannot read missing\.wits/);
    expect(err).toMatch(/2 of 3 inputs could not be read to their end/);
    expect(JSON.parse(out).rows).toEqual({ "01": 1 });
    expect(filesIn(join(cwd, "out"))).toEqual([MANIFEST, METADATA, "record=01/part-00000.parquet"]);
    writeFileSync(join(cwd, "text.wits"), "hello\n");
    expect(witskit("text.wits good.wits -o frames/ --layout frame", { cwd }).code).toBe(3);
    expect(filesIn(join(cwd, "frames"))).toEqual([MANIFEST, "frame/good.parquet"]);
  });
});

it("an empty file makes an empty, valid output and a note", () => {
  const cwd = temporaryFolder({ "empty.wits": "" });
  for (const output of ["e.parquet", "e.csv", "e.arrow", "e.ndjson"]) {
    const { code, err } = witskit(["empty.wits", "-o", output], { cwd });
    expect(code).toBe(0);
    expect(err).toMatch(/empty\.wits is empty/);
  }
  expect(witskit("empty.wits -o - --format csv", { cwd }).out).toBe("timestamp,source,offset,vendor\n");
});

it("a line longer than --max-line is rejected in pieces, and the rest is read", () => {
  const cwd = temporaryFolder({
    "long.wits": `${FRAME}&&\r\n0101${"x".repeat(100_000)}\r\n01083.5\r\n!!\r\n${FRAME}`,
  });
  const { code, out } = witskit("long.wits -o long.csv --max-line 1KiB --stats json", { cwd });
  expect(code).toBe(0);
  const { bytes, frames, rejects } = JSON.parse(out);
  expect(frames).toBe(3);
  expect(rejects["line-too-long"]).toBeGreaterThan(90);
  expect(bytes.total).toBe(bytes.framing + bytes.items + bytes.blank + bytes.rejected);
});

describe("output that cannot be written: exit code 4, and nothing under its final name", () => {
  it("a folder that does not exist", () => {
    const cwd = temporaryFolder({ "a.wits": FRAME });
    const { code, err } = witskit("a.wits -o nowhere/a.parquet", { cwd });
    expect(code).toBe(4);
    expect(err).toMatch(/cannot write nowhere\/a\.parquet: its folder does not exist; make it first/);
  });

  test.skipIf(process.getuid?.() === 0)("a folder that may not be written (skipped as root, who may)", () => {
    const cwd = temporaryFolder({ "a.wits": FRAME });
    mkdirSync(join(cwd, "locked"));
    chmodSync(join(cwd, "locked"), 0o555);
    expect(witskit("a.wits -o locked/a.parquet", { cwd })).toMatchObject({ code: 4 });
  });

  test.skipIf(!existsSync("/dev/full"))("a full device (skipped where there is no /dev/full)", () => {
    const cwd = temporaryFolder({ "rig.wits": RIG });
    const { code, err } = witskit("rig.wits -o /dev/full --format csv", { cwd });
    expect(code).toBe(4);
    expect(err).toMatch(/cannot write \/dev\/full: the disk is full; free some space/);
  });

  const canMount = process.platform === "linux" && process.getuid?.() === 0;
  test.skipIf(!canMount)("a full disk (skipped unless root may mount one)", (context) => {
    const cwd = temporaryFolder({ "rig.wits": RIG });
    const disk = join(cwd, "disk");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], { stdio: "ignore" });
    } catch {
      context.skip("mounting is not allowed here");
    }
    onTestFinished(() => void execFileSync("umount", [disk]));
    for (const output of ["disk/rig.csv", "disk/out/"]) {
      const { code, err } = witskit(["rig.wits", "-o", output], { cwd });
      expect(code).toBe(4);
      expect(err).toMatch(/the disk is full/);
      expect(filesIn(disk)).toEqual([]);
    }
    expect(existsSync(join(disk, "out"))).toBe(false);
  });
});

describe("a run that is stopped", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("by %s exits with 130 and leaves nothing", async (signal) => {
    const cwd = temporaryFolder();
    for (const output of ["out/", "out.csv"]) {
      const child = startWitskit(`- -o ${output}`, cwd);
      let err = "";
      child.stderr.on("data", (text) => (err += text));
      child.stdin.on("error", () => {});
      for (let i = 0; i < 5; i++) child.stdin.write(RIG);
      const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
      // More than a pipe holds: what is gone from here has been read there.
      await until(() => child.stdin.writableLength === 0);
      child.kill(signal);
      expect(await ended).toBe(130);
      expect(err).toMatch(/interrupted/);
      expect(filesIn(cwd)).toEqual([]);
      expect(existsSync(join(cwd, "out"))).toBe(false);
    }
  });

  it("by SIGKILL leaves no file under its final name, and the next run takes the others away", async () => {
    const cwd = temporaryFolder({ "rig.wits": RIG });
    const child = startWitskit("- -o out.csv --layout long", cwd);
    child.stdin.on("error", () => {});
    for (let i = 0; i < 5; i++) child.stdin.write(RIG);
    await until(() => filesIn(cwd).length > 1);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    expect(filesIn(cwd)).toEqual([".out.csv.partial", "rig.wits"]);
    expect(witskit("rig.wits -o out.csv --layout long", { cwd }).code).toBe(0);
    expect(filesIn(cwd)).toEqual(["out.csv", "rig.wits"]);
  });

  it("by a reader that goes away is quiet, with exit code 0", async () => {
    const cwd = temporaryFolder({ "rig.wits": RIG });
    const child = startWitskit("rig.wits -o - --format ndjson -q", cwd);
    let err = "";
    child.stderr.on("data", (text) => (err += text));
    const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
    child.stdout.once("data", () => child.stdout.destroy());
    expect({ code: await ended, err }).toEqual({ code: 0, err: "" });
  });
});

it("an input that is also the output is refused, and stays as it is", () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "a.csv"), FRAME);
  const { code, err } = witskit("a.csv -o ./a.csv --force", { cwd });
  expect(code).toBe(2);
  expect(err).toMatch(/a\.csv is an input and an output/);
});
