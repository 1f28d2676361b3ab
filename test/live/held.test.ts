/** Segments of the journal that cannot be read: their stream waits for them, and no other does. */
import { mkdirSync, renameSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { query } from "../bulk/query.js";
import { filesIn } from "../cli/binary.js";
import { frame, serve } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { recorder } from "./recording.js";
import { Run } from "./run.js";

const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => frame(1000 + from + i)).join("");
const SIZE = frame(1000).length;

/** Depths of a stream in the dataset, in the order of its bytes. */
async function depths(output: string, stream: string): Promise<number[]> {
  const rows = await query(
    `SELECT DBTM FROM '${output}/record=01/*.parquet' WHERE source = '${stream}' ORDER BY "offset"`,
  );
  return rows.map(([depth]) => Number(depth) - 1000);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const segmentOf = (output: string, stream: string, first = 0): string =>
  join(output, `_witskit/journal/${stream}/${String(first).padStart(16, "0")}.wits`);

/** Where a segment, or the file beside it, was, there is a folder; answers how to mend that. */
function damage(path: string): () => void {
  renameSync(path, `${path}.aside`);
  mkdirSync(path);
  return () => {
    rmdirSync(path);
    renameSync(`${path}.aside`, path);
  };
}

describe("a segment that cannot be read", () => {
  it.each([
    ["itself", ""],
    ["for the file beside it", ".chunks.jsonl"],
  ])("%s holds up its own stream, which goes on when it can be", async (_, ending) => {
    const output = join(temporaryFolder(), "live");
    const told: unknown[] = [];
    const recording = await recorder(output, {
      onHeld: (stream, why) => told.push([stream, why]),
      onTrouble: (trouble) => told.push(trouble),
    });
    const take = async (from: number, to: number): Promise<void> => {
      for (const stream of ["bad", "good"]) {
        recording.take(stream, { connection: 1, bytes: Buffer.from(frames(from, to)), arrival: from });
      }
      await until(() => recording.status.lag === 0);
    };
    await take(0, 3);
    expect(await recording.rotate()).toBe(true);
    await take(3, 6);
    const segment = segmentOf(output, "bad", 3 * SIZE);
    const mend = damage(`${segment}${ending}`);
    expect(await recording.rotate()).toBe(true);
    expect(await depths(output, "bad")).toEqual(upTo(3));
    expect(await depths(output, "good")).toEqual(upTo(6));
    expect(recording.status.trouble).toBe(undefined);
    expect(recording.status.held).toEqual([
      { stream: "bad", bytes: 3 * SIZE, why: expect.stringContaining(`cannot read ${segment}`) },
    ]);

    await take(6, 9);
    expect(await recording.rotate()).toBe(true);
    expect(await depths(output, "bad")).toEqual(upTo(3));
    expect(await depths(output, "good")).toEqual(upTo(9));
    expect(recording.status.held).toMatchObject([{ stream: "bad", bytes: 6 * SIZE }]);
    expect(told).toEqual([["bad", expect.any(String)]]);

    mend();
    expect(await recording.rotate()).toBe(true);
    expect(recording.status.held).toEqual([]);
    expect(told.slice(1)).toEqual([["bad", undefined]]);
    expect(await depths(output, "bad")).toEqual(upTo(9));
    await recording.stop(60_000);
    expect(await depths(output, "good")).toEqual(upTo(9));
    expect(filesIn(join(output, "_witskit"))).toEqual(["manifest.ndjson", "metadata.json"]);
  });

  it("when a run starts keeps neither it nor any stream from being recorded, and nothing is deleted", async () => {
    const output = join(temporaryFolder(), "live");
    for (const [stream, first, last] of [
      ["bad", 0, 3],
      ["bad", 3, 5],
      ["worse", 0, 3],
      ["good", 0, 3],
    ] as const) {
      const segment = segmentOf(output, stream, first * SIZE);
      mkdirSync(join(segment, ".."), { recursive: true });
      writeFileSync(segment, frames(first, last));
      const noted = { receivedAt: "2026-01-01T00:00:00.000Z", offset: 0, size: (last - first) * SIZE };
      writeFileSync(`${segment}.chunks.jsonl`, `${JSON.stringify(noted)}\n`);
    }
    const mends = [
      damage(`${segmentOf(output, "bad", 0)}.chunks.jsonl`),
      // It is the last one, and how long it is nobody knows.
      damage(segmentOf(output, "worse")),
    ];
    const recording = await recorder(output);
    for (const [stream, from] of [
      ["bad", 5],
      ["worse", 3],
      ["good", 3],
    ] as const) {
      recording.take(stream, { connection: 1, bytes: Buffer.from(frames(from, 7)), arrival: 0 });
    }
    await recording.stop(60_000);
    expect(recording.status.held.map(({ stream }) => stream).sort()).toEqual(["bad", "worse"]);
    expect(await depths(output, "good")).toEqual(upTo(7));
    for (const stream of ["bad", "worse"]) expect(await depths(output, stream)).toEqual([]);

    for (const mend of mends) mend();
    await (await recorder(output)).stop(60_000);
    for (const stream of ["bad", "worse", "good"]) expect(await depths(output, stream)).toEqual(upTo(7));
    expect(filesIn(join(output, "_witskit"))).toEqual(["manifest.ndjson", "metadata.json"]);
  });

  it("is told to people, in the log, the metrics, and to who asks whether all is well", async () => {
    const cwd = temporaryFolder({ "out/_witskit/journal/bad/0000000000000000.wits/a": "" });
    const { port } = await serve((socket) => void socket.write(frames(0, 3)));
    const run = new Run(`stream good=tcp://127.0.0.1:${port} -o out --monitor 0 --rotate-every 200ms`, cwd);
    await run.says(
      /witskit: bad {2}is held up on its way into the dataset: cannot read \S+0000\.wits: it is no file\. It is recorded all the same/,
    );
    const [, url] = /metrics at (\S+)\/metrics/.exec(run.said)!;
    await until(async () =>
      (await (await fetch(`${url}/metrics`)).text()).includes('frames_total{stream="good"} 3'),
    );
    expect(await (await fetch(`${url}/metrics`)).text()).toContain(
      'witskit_journal_held_bytes{stream="bad"} 0\n',
    );
    const ready = await fetch(`${url}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      reasons: [expect.stringMatching(/^bad is held up: cannot read/)],
    });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(await run.end("SIGTERM")).toBe(0);
    const json = new Run(`stream good=tcp://127.0.0.1:${port} -o out --log json`, cwd);
    await json.says(/"level":"error",.*"stream":"bad","trouble":"cannot read .*held up/);
    expect(await json.end("SIGTERM")).toBe(0);
  });
});
