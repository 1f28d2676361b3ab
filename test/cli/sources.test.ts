/** Where bytes come from: what lies among logs, what is packed around them, and what becomes of them while they are read. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, openSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { zipOf } from "../input/container/zip-file.js";
import { temporaryFolder } from "../input/source/folder.js";
import { BINARY, hearWitskit, sample } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const RIG = sample("rig.wits");
const FRAME = "&&\r\n01083650.4\r\n!!\r\n";
const report = (out: string) => JSON.parse(out);

describe("what lies in a folder of logs", () => {
  it("is left out and said, where reading it would wait for ever: a pipe, a socket, a device", async () => {
    const cwd = temporaryFolder({ "logs/rig.wits": FRAME });
    execFileSync("mkfifo", [join(cwd, "logs/live.wits")]);
    symlinkSync("/dev/zero", join(cwd, "logs/zero.wits"));
    const server = createServer().listen(join(cwd, "logs/feed.log"));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    expect(witskit("convert logs/* -o glob/", { cwd }).code).toBe(0);
    for (const input of ["logs", "."]) {
      const { code, out, err } = witskit(`convert ${input} -o ${input.length}/ --stats json`, { cwd });
      expect(code, err).toBe(0);
      const { frames, left_out } = report(out);
      expect(frames).toBe(1);
      expect(left_out.reasons).toMatchObject({ "a named pipe": 1, "a device": 1, "a socket": 1 });
      expect(err).toMatch(/^left out .*1 a named pipe \((\.\/)?logs\/live\.wits\)/m);
    }
    expect(witskit("convert logs -o dry/ --dry-run", { cwd }).out).toMatch(/^would leave out .*a socket/m);
  });

  it("is read by the names that rotation gives, and what has no name of a log is said", () => {
    const logs = [
      ...["rig.wits", "rig.wits.1", "rig.wits-20240501", "rig.log.2024-05-01T12:00:00", "rig.dat.old"],
      ...["rig.wits.2.gz", "rig.wits-20240430.gz", "rig.wits.gz", "a/b/rig.txt.10"],
    ];
    const others = ["rig.pdf", "rig.wits.md5", "notes.docx", "rig.json.1", ".profile", "_old/rig.wits"];
    const content = (name: string) => (name.endsWith(".gz") ? gzipSync(FRAME) : FRAME);
    const cwd = temporaryFolder(
      Object.fromEntries(
        [...logs, ...others].map((name) => [`in/${name}`, name === "rig.json.1" ? "{}" : content(name)]),
      ),
    );
    const { code, out, err } = witskit("convert in -o out/ --stats json", { cwd });
    expect(code, err).toBe(0);
    const { sources, left_out } = report(out);
    expect(sources.map(({ name }: { name: string }) => name)).toEqual(
      logs.map((name) => `in/${name}`).sort(),
    );
    expect(left_out).toMatchObject({
      files: 6,
      reasons: { "no log by its name": 3, "no frame in it": 1, hidden: 2 },
    });
    expect(err).toMatch(/3 no log by its name \(in\/.+, in\/.+, in\/.+\)/);
  });

  it("may lead back to a folder above it: that is said, and the others are read", () => {
    const cwd = temporaryFolder({ "logs/a/rig.wits": FRAME });
    symlinkSync("..", join(cwd, "logs/a/up"));
    symlinkSync(".", join(cwd, "logs/current"));
    const { code, out } = witskit("convert logs -o out/ --stats json", { cwd });
    expect(code).toBe(0);
    expect(report(out)).toMatchObject({
      frames: 1,
      left_out: { reasons: { "a link that leads back to a folder above it": 2 } },
    });
  });

  it.skipIf(process.platform === "win32")(
    "may be one that nobody may look into: exit 3, and the others are read",
    () => {
      const cwd = temporaryFolder({ "logs/rig.wits": FRAME });
      mkdirSync(join(cwd, "logs/lost+found"), 0o000);
      chmodSync(cwd, 0o777);
      onTestFinished(() => chmodSync(join(cwd, "logs/lost+found"), 0o700));
      // Whoever may look into everything becomes somebody who may not.
      const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
      const words = [BINARY, "convert", "logs", "-o", "out/", "--stats", "json"];
      const { status, stdout, stderr } = spawnSync(process.execPath, words, {
        cwd,
        encoding: "utf8",
        ...nobody,
      });
      expect(stderr).toMatch(/cannot read logs\/lost\+found: you may not read it/);
      expect(report(stdout).frames).toBe(1);
      expect(status).toBe(3);
    },
  );

  it("may be pieces of one file: that is said", () => {
    const cut = FRAME.length + 9;
    const log = FRAME.repeat(3);
    const cwd = temporaryFolder({ "in/x.wits.aa": log.slice(0, cut), "in/x.wits.ab": log.slice(cut) });
    const { err } = witskit("convert in -o out/", { cwd });
    expect(err).toMatch(
      /in\/x\.wits\.aa to in\/x\.wits\.ab look like pieces .*cat in\/x\.wits\.\?\? \| witskit -/,
    );
  });
});

describe("a zip archive", () => {
  it("with a name that leads out of it: the others are read, that one is named, exit 3", () => {
    const cwd = temporaryFolder({
      "a.zip": zipOf([
        { name: "good.wits", content: FRAME },
        { name: "../evil.wits", content: FRAME },
        { name: "/etc/evil.wits", content: FRAME },
      ]),
    });
    for (const input of ["a.zip", "."]) {
      const { code, out, err } = witskit(`convert ${input} -o out${input.length}/ --stats json`, { cwd });
      expect(code).toBe(3);
      expect(report(out).frames).toBe(1);
      expect(err).toMatch(/a\.zip\/\.\.\/evil\.wits is not read: its name leads out of the archive/);
      expect(err).toMatch(/2 of 3 inputs could not be read/);
    }
  });

  it("holds the logs that it would hold unpacked: the same files count, in it and beside it", () => {
    const files = {
      "rig.wits": FRAME,
      "rig.truth.json": '{"0108": 1}',
      "notes.csv": "a,b\n1,2\n",
      "frames.jsonl": '{"0108": "3650.4"}\n',
      "rig.wits.1": FRAME,
      "photo.png": "x",
    };
    const packed = zipOf(Object.entries(files).map(([name, content]) => ({ name: `in/${name}`, content })));
    const cwd = temporaryFolder({
      ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`in/${name}`, content])),
      "in.zip": packed,
    });
    const named = (input: string) => {
      const { code, out, err } = witskit(`convert ${input} -o out${input.length}/ --stats json`, { cwd });
      expect(code, err).toBe(0);
      const { sources, left_out } = report(out);
      return { names: sources.map(({ name }: { name: string }) => name), reasons: left_out.reasons };
    };
    const names = ["in/frames.jsonl", "in/rig.wits", "in/rig.wits.1"];
    const reasons = { "no log by its name": 1, "no frame in it": 1 };
    expect(named("in")).toEqual({ names, reasons });
    expect(named("in.zip")).toEqual({ names: names.map((name) => `in.zip/${name}`), reasons });
    // In both: each is a source of its own.
    expect(named(".").names).toEqual(
      [...names.map((n) => `./in.zip/${n}`), ...names.map((n) => `./${n}`)].sort(),
    );
  });
});

describe("a file that changes while it is read", () => {
  it.each([["out/"], ["out.parquet"], ["out.csv"]])(
    "and is cut short says so, with exit 3 (%s)",
    async (output) => {
      const cwd = temporaryFolder({ "b.wits": Buffer.concat(Array.from({ length: 20 }, () => RIG)) });
      execFileSync("mkfifo", [join(cwd, "a.wits")]);
      const { said, ended } = hearWitskit(
        `convert a.wits b.wits -o ${output} --part-size 64KiB --stats json`,
        cwd,
      );
      // Both were found by the time somebody reads the first.
      const pipe = openSync(join(cwd, "a.wits"), "w");
      truncateSync(join(cwd, "b.wits"), 3_000_000);
      writeFileSync(pipe, FRAME);
      closeSync(pipe);
      expect(await ended).toBe(3);
      expect(said.err).toMatch(
        /b\.wits was cut short while it was read: it had 9,604,820 bytes, and at byte 3,000,000/,
      );
      const { sources, frames } = report(said.out);
      expect(sources[1].error).toMatch(/cut short/);
      expect(frames).toBeGreaterThan(8000);
    },
  );
});

describe("an output where no folder can be made", () => {
  it.runIf(process.platform === "linux").each([["/proc/none/"], ["/proc/none/out.parquet"], ["/sys/none/"]])(
    "is exit 4 and a sentence: %s",
    (output) => {
      const cwd = temporaryFolder({ "a.wits": FRAME });
      const { code, err } = witskit(`convert a.wits -o ${output}`, { cwd });
      expect(err).toMatch(/cannot write \/(proc|sys)\/none/);
      expect(code).toBe(4);
    },
  );
});

describe("stream file://", () => {
  const streamed = (cwd: string, path: string, output = "ds") =>
    witskit(`stream log=file://${cwd}/${path} -o ${output}`, { cwd });

  it("reads what convert reads: gzip, zstd's other frames behind it, members of archives", () => {
    const packed = gzipSync(RIG);
    const cwd = temporaryFolder({
      "rig.wits.gz": Buffer.concat([packed, Buffer.from("tape")]),
      "a.zip": zipOf([{ name: "in/rig.wits", content: RIG }]),
      "rig.wits": RIG,
    });
    witskit("convert rig.wits -o expected/", { cwd });
    for (const [path, warning] of [
      ["rig.wits.gz", /4 bytes behind the end/],
      ["a.zip/in/rig.wits", /^/],
    ] as const) {
      const { code, err } = streamed(cwd, path, `ds${path.length}`);
      expect(code, err).toBe(0);
      expect(err).toMatch(warning);
      const rows = witskit(["query", `ds${path.length}`, "SELECT count(*) AS n, sum(DBTM) AS d FROM log"], {
        cwd,
      }).out;
      const expected = witskit(["query", "expected", "SELECT count(*) AS n, sum(DBTM) AS d FROM log"], {
        cwd,
      }).out;
      expect(rows).toBe(expected);
    }
  });

  it.each<[string, string, Uint8Array | string, RegExp]>([
    [
      "wrapped frames",
      "a.jsonl",
      `{"0108": "3650.4"}\n`.repeat(3),
      /are wrapped \(json\).* give --input json/,
    ],
    [
      "an archive",
      "a.zip",
      zipOf([{ name: "x.wits", content: FRAME }]),
      /is an archive, .*file:\/\/.*a\.zip\/NAME/,
    ],
    ["a picture", "a.wits", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), /it is a PNG image/],
  ])("refuses %s, with the reason", (_, name, content, reason) => {
    const cwd = temporaryFolder({ [name]: content });
    const { code, err } = streamed(cwd, name);
    expect(err).toMatch(reason);
    expect(code).not.toBe(0);
  });

  it("refuses to follow what is packed", () => {
    const cwd = temporaryFolder({ "rig.wits.gz": gzipSync(RIG) });
    const { code, err } = streamed(cwd, "rig.wits.gz?follow");
    expect(err).toMatch(/is packed, and nothing is written behind what is; leave follow out/);
    expect(code).not.toBe(0);
  });
});
