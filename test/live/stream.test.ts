import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { query } from "../bulk/query.js";
import { filesIn, MANIFEST, sample, witskit } from "../cli/binary.js";
import { serve } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { NumberedSender, numbered } from "./numbered.js";
import { convertedRows, rowsIn } from "./recording.js";
import { Run } from "./run.js";

const parts = (output: string): string[] =>
  existsSync(output) ? filesIn(output).filter((path) => /^record=01\/part-\d+\.parquet$/.test(path)) : [];

/** A sender of these bytes to each who connects, who then keeps the line open. */
const senderOf = async (bytes: Uint8Array): Promise<string> => {
  const { port } = await serve((socket) => void socket.write(bytes));
  return `tcp://127.0.0.1:${port}`;
};

const frames = (from: number, to: number): Buffer =>
  Buffer.from(Array.from({ length: to - from }, (_, i) => numbered(from + i)).join(""));

describe("witskit stream", () => {
  it("makes of a log that is sent the dataset that convert makes of it", async () => {
    const log = sample("rig.wits");
    const cwd = temporaryFolder({ "rig.wits": log });
    const url = await senderOf(log);
    const run = new Run(`stream rig=${url} -o out --rotate-every 200ms`, cwd);
    const bytes = () => /"to":(\d+)[^\n]*\n$/.exec(readFileSync(join(cwd, "out", MANIFEST), "utf8"))?.[1];
    await until(() => existsSync(join(cwd, "out", MANIFEST)) && Number(bytes()) === log.length);
    expect(await run.end("SIGTERM")).toBe(0);
    expect(await rowsIn(join(cwd, "out"))).toEqual(
      await convertedRows(join(cwd, "rig.wits"), join(cwd, "whole/")),
    );
  });

  it.each<[NodeJS.Signals, number]>([
    ["SIGTERM", 0],
    ["SIGINT", 130],
  ])(
    "ends at %s with code %i, all that had arrived in the dataset and nothing left to convert",
    async (signal, code) => {
      const cwd = temporaryFolder();
      const sender = await NumberedSender.start(20);
      const run = new Run(`stream rig=${sender.url} -o out`, cwd);
      await until(() => existsSync(join(cwd, "out/_witskit/journal/rig")));
      expect(await run.end(signal)).toBe(code);
      expect(run.said).toMatch(/received [\d,]+ bytes.*; the dataset has [\d,]+ frames in \d+ parts?\n$/);
      expect(filesIn(join(cwd, "out/_witskit"))).toEqual(["manifest.ndjson", "metadata.json"]);
      const [[rows, numbers, last] = []] = await query(
        `SELECT count(*), count(DISTINCT DBTM), max(DBTM) FROM '${cwd}/out/record=01/*.parquet' WHERE DMEA IS NOT NULL`,
      );
      expect(rows).toBe(numbers);
      expect(Number(rows)).toBe(last);
    },
  );

  it("takes links by name, several of them, and refuses two of one name", async () => {
    const cwd = temporaryFolder();
    const urls = [await senderOf(frames(0, 50)), await senderOf(frames(50, 100))];
    const run = new Run(`stream a=${urls[0]} b=${urls[1]} -o out --rotate-every 100ms`, cwd);
    const sources = async () =>
      parts(join(cwd, "out")).length === 0
        ? []
        : query(
            `SELECT source, count(*), min(DBTM) FROM '${cwd}/out/record=01/*.parquet' GROUP BY source ORDER BY source`,
          );
    await until(async () => JSON.stringify(await sources()) === '[["a","50",0],["b","50",50]]');
    expect(await run.end("SIGTERM")).toBe(0);
    const twins = witskit(`stream a=${urls[0]} a=${urls[1]} -o twins`, { cwd });
    expect(twins).toMatchObject({ code: 2, err: expect.stringMatching(/two links are called a/) });
    expect(existsSync(join(cwd, "twins"))).toBe(false);
  });

  it("makes its dataset readable from the first part on, while it runs", async () => {
    const cwd = temporaryFolder();
    const sender = await NumberedSender.start(20);
    const run = new Run(`stream rig=${sender.url} -o out --rotate-every 100ms`, cwd);
    await until(() => parts(join(cwd, "out")).length >= 2);
    const info = witskit("info out", { cwd });
    expect(info).toMatchObject({ code: 0, out: expect.stringMatching(/record=01 .*General Time-Based/) });
    const command = ["query", "select count(*) > 0 from r01", "out", "--format", "csv"];
    expect(witskit(command, { cwd })).toMatchObject({ code: 0, out: expect.stringMatching(/true/) });
    expect(witskit("export out -o log.csv", { cwd }).code).toBe(0);
    expect(witskit("qc out", { cwd }).code).toBeLessThan(2);
    expect(witskit("plot out -o log.svg --index depth", { cwd })).toMatchObject({ code: 0 });
    expect(await run.end("SIGTERM")).toBe(0);
    expect(witskit("info out", { cwd }).code).toBe(0);
  });

  it("has no rows without the journal before the first rotation, and says so", async () => {
    const cwd = temporaryFolder();
    const run = new Run(`stream rig=${await senderOf(frames(0, 5))} -o out`, cwd);
    await until(() => existsSync(join(cwd, "out/_witskit/journal/rig")));
    for (const words of ["info out", "export out -o log.csv", "qc out"]) {
      const command = `${words} --no-journal`;
      const { code, err } = witskit(command, { cwd });
      expect({ command, code, err }).toEqual({
        command,
        code: 3,
        err: expect.stringMatching(/out is the dataset of a stream, and has no part yet/),
      });
    }
    expect(await run.end("SIGTERM")).toBe(0);
  });
});

describe("a folder", () => {
  it("takes one run at a time; the lock of one that was killed counts for nothing", async () => {
    const cwd = temporaryFolder();
    const url = await senderOf(frames(0, 10));
    const first = new Run(`stream rig=${url} -o out`, cwd);
    await first.says(/rig {2}open/);
    const second = witskit(`stream rig=${url} -o out`, { cwd });
    expect(second).toMatchObject({
      code: 4,
      err: expect.stringMatching(new RegExp(`another run writes to out, process ${first.child.pid} on `)),
    });
    expect(await first.end("SIGKILL")).toBe("SIGKILL");
    expect(existsSync(join(cwd, "out/_witskit/stream.lock"))).toBe(true);
    const third = new Run(`stream rig=${url} -o out`, cwd);
    await third.says(/rig {2}open/);
    expect(await third.end("SIGTERM")).toBe(0);
    expect(existsSync(join(cwd, "out/_witskit/stream.lock"))).toBe(false);
  });

  it("that another machine has locked is refused while the lock is kept fresh", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "out/_witskit"), { recursive: true });
    const lock = join(cwd, "out/_witskit/stream.lock");
    const holder = { pid: 1, host: `not-${hostname()}`, among: "another boot", started: "1", id: "x" };
    writeFileSync(lock, JSON.stringify(holder));
    const url = await senderOf(frames(0, 10));
    expect(witskit(`stream rig=${url} -o out`, { cwd })).toMatchObject({
      code: 4,
      err: expect.stringMatching(/process 1 on not-.* 60 seconds after its end/),
    });
    const longAgo = Date.now() / 1000 - 120;
    utimesSync(lock, longAgo, longAgo);
    const run = new Run(`stream rig=${url} -o out`, cwd);
    await run.says(/rig {2}open/);
    expect(await run.end("SIGTERM")).toBe(0);
  });

  it("of a stream is not converted into, nor one of convert streamed into, nor one of somebody else", async () => {
    const cwd = temporaryFolder({ "log.wits": frames(0, 10), "other/notes.txt": "mine" });
    const url = await senderOf(frames(0, 10));
    const run = new Run(`stream rig=${url} -o live`, cwd);
    await run.says(/rig {2}open/);
    expect(await run.end("SIGTERM")).toBe(0);
    const before = filesIn(cwd);
    for (const flags of [" --force", " --format csv"]) {
      expect(witskit(`log.wits -o live${flags}`, { cwd })).toMatchObject({
        code: 4,
        err: expect.stringMatching(/live: it is the dataset of a stream/),
      });
    }
    expect(filesIn(cwd)).toEqual(before);
    expect(witskit("log.wits -o made/ --units fps", { cwd }).code).toBe(0);
    expect(witskit(`stream rig=${url} -o made`, { cwd })).toMatchObject({
      code: 4,
      err: expect.stringMatching(/made was begun with other options.*--units was "fps", now it is not given/),
    });
    expect(witskit(`stream rig=${url} -o other`, { cwd })).toMatchObject({
      code: 4,
      err: expect.stringMatching(/cannot write other: the folder is not empty/),
    });
    expect(readdirSync(join(cwd, "other"))).toEqual(["notes.txt"]);
  });

  it("is gone on with by the same flags alone, and says which have changed", async () => {
    const cwd = temporaryFolder();
    const url = await senderOf(frames(0, 10));
    const first = new Run(`stream rig=${url} -o out --units fps`, cwd);
    await first.says(/rig {2}open/);
    await first.end("SIGTERM");
    expect(witskit(`stream rig=${url} -o out --units metric`, { cwd })).toMatchObject({
      code: 4,
      err: expect.stringMatching(/--units was "fps", now it is "metric"\. Give the flags of before/),
    });
    const again = new Run(`stream rig=${url} other=${url}?name=other -o out --units fps`, cwd);
    await again.says(/rig {2}open/);
    expect(await again.end("SIGTERM")).toBe(0);
  });
});

/** A file system of so many bytes, which the test's end takes away; undefined where none can be made. */
function smallDisk(folder: string, size: string): string | undefined {
  const path = join(folder, "disk");
  mkdirSync(path);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync("umount", ["-l", path]));
  return path;
}

const canMount = (() => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const path = `/tmp/witskit-mount-${process.pid}`;
  mkdirSync(path);
  try {
    execFileSync("mount", ["-t", "tmpfs", "tmpfs", path], { stdio: "ignore" });
    execFileSync("umount", [path]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(path, { recursive: true });
  }
})();

describe("a disk", () => {
  const LOG = frames(0, 120_000);

  it.skipIf(!canMount)(
    "that is full holds senders up, and when there is room again nothing is missing (needs root on Linux)",
    { timeout: 180_000 },
    async () => {
      const cwd = temporaryFolder();
      const disk = smallDisk(cwd, "2m")!;
      const { port } = await serve((socket) => void socket.end(LOG));
      const run = new Run(`stream rig=tcp://127.0.0.1:${port} -o disk/out`, cwd);
      await run.says(/cannot write .*: the disk is full; free some space/);
      execFileSync("mount", ["-o", "remount,size=64m", disk]);
      await run.says(/it goes on/);
      // The sender ends the line, and the link connects again: what comes then is the log once more.
      await until(() => statSync(join(disk, "out/_witskit/journal/rig")).isDirectory());
      await until(() => run.said.includes("waiting"));
      expect(await run.end("SIGTERM")).toBe(0);
      const [[rows, digest] = []] = await query(
        `SELECT count(*), md5(string_agg(DBTM::INT::VARCHAR, ',' ORDER BY "offset"))
         FROM '${disk}/out/record=01/*.parquet' WHERE "offset" < ${LOG.length}`,
      );
      const numbers = Array.from({ length: 120_000 }, (_, i) => i).join(",");
      expect([rows, digest]).toEqual(["120000", createHash("md5").update(numbers).digest("hex")]);
    },
  );

  it.skipIf(!canMount)(
    "that is full at the end loses what was received and could not be written, and says how much (needs root on Linux)",
    { timeout: 180_000 },
    async () => {
      const cwd = temporaryFolder();
      smallDisk(cwd, "1m");
      const { port } = await serve((socket) => void socket.write(LOG));
      const run = new Run(`stream rig=tcp://127.0.0.1:${port} -o disk/out`, cwd);
      await run.says(/the disk is full/);
      expect(await run.end("SIGTERM")).toBe(4);
      expect(run.said).toMatch(
        /[\d,]+ bytes that had been received could not be written: .*the disk is full/,
      );
    },
  );

  it.skipIf(!canMount)(
    "that is full does not keep a run from ending at once, when it is told twice (needs root on Linux)",
    async () => {
      const cwd = temporaryFolder();
      smallDisk(cwd, "1m");
      const { port } = await serve((socket) => void socket.write(LOG));
      const run = new Run(`stream rig=tcp://127.0.0.1:${port} -o disk/out --stale-after 1h`, cwd);
      await run.says(/the disk is full/);
      run.child.kill("SIGTERM");
      await run.says(/closed|waiting/).catch(() => undefined);
      expect(await run.end("SIGTERM")).toBe("SIGTERM");
    },
  );

  it("is not filled beyond the quota: kept raw bytes go first, then senders are held up until files are gone", {
    timeout: 180_000,
  }, async () => {
    const cwd = temporaryFolder();
    const output = join(cwd, "out");
    let sent = 0;
    const { port } = await serve((socket) => {
      const send = (): void => {
        sent += 1000;
        if (!socket.destroyed && socket.write(frames(sent - 1000, sent))) setImmediate(send);
      };
      socket.on("drain", send);
      send();
    });
    const run = new Run(
      `stream rig=tcp://127.0.0.1:${port} -o out --keep-raw --rotate-size 2MB --quota 16MiB`,
      cwd,
    );
    const used = (): number =>
      filesIn(output).reduce((sum, path) => {
        // A file may go while it is looked at.
        const size = existsSync(join(output, path)) ? statSync(join(output, path)).size : 0;
        return sum + size;
      }, 0);
    await run.says(/the quota of 16,777,216 bytes for out is used up/);
    expect(run.child.exitCode).toBe(null);
    // A unit is written before its raw bytes go.
    expect(used()).toBeLessThan(20 << 20);
    expect(filesIn(join(output, "_witskit")).filter((path) => /^raw/.test(path)).length).toBeLessThan(8);
    // What has waited may fill the room of a part at once.
    await until(() => {
      for (const path of parts(output)) rmSync(join(output, path));
      return /it goes on/.test(run.said);
    });
    expect(await run.end("SIGTERM")).toBe(0);
    expect(filesIn(join(output, "_witskit")).filter((path) => /^journal/.test(path))).toEqual([]);
  });
});
