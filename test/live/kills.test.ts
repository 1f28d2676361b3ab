import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";
import { expect, it } from "vitest";
import type { ManifestUnit } from "../../src/dataset/manifest.js";
import type { LiveOptions } from "../../src/live/run.js";
import { Random } from "../../src/samples/random.js";
import { query } from "../bulk/query.js";
import { filesIn, MANIFEST } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { NumberedSender } from "./numbered.js";

/** More with `WITSKIT_KILLS=200 npx vitest run test/live/kills`. */
const kills = Number(process.env["WITSKIT_KILLS"] ?? 10);
const LINKS = 3;
/** Milliseconds. Rotations are frequent, so that kills fall into conversions as well. */
const SYNC = 250;
const ROTATE_EVERY = 400;
const LONGEST_LIFE = 2500;

const PROCESS = fileURLToPath(new URL("./stream-process.mjs", import.meta.url));

/** What a process has told: bytes of each stream's connections, and what of them is on disk, by its own clock. */
class Life {
  readonly child: ChildProcessByStdio<null, Readable, null>;
  readonly arrived: { readonly stream: string; readonly bytes: number; readonly at: number }[] = [];
  /** All that had arrived before is on disk. */
  durable = 0;

  constructor(options: LiveOptions) {
    this.child = spawn(process.execPath, [PROCESS, JSON.stringify(options)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    createInterface({ input: this.child.stdout }).on("line", (line) => {
      const [stream = "", first, bytes, at] = line.split(" ");
      if (stream === "durable") this.durable = Math.max(this.durable, Number(first));
      else if (at !== undefined) this.arrived.push({ stream, bytes: Number(bytes), at: Number(at) });
    });
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const closed = once(this.child, "close");
    this.child.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }

  /** Bytes of a stream that had arrived at that time. */
  before(stream: string, time: number): number {
    return this.arrived
      .filter((one) => one.stream === stream && one.at < time)
      .reduce((sum, { bytes }) => sum + bytes, 0);
  }
}

it(`what was on disk before a kill, as the process told, is in the dataset once, after ${kills} kills at random moments`, {
  timeout: 120_000 + kills * 15_000,
}, async () => {
  const output = join(temporaryFolder(), "out");
  const senders = await Promise.all(Array.from({ length: LINKS }, () => NumberedSender.start(25)));
  const options: LiveOptions = {
    links: senders.map(({ url }, i) => ({ name: `rig-${i}`, url })),
    output,
    sync: SYNC,
    rotateEvery: ROTATE_EVERY,
    link: { firstWait: 20 },
  };
  const random = new Random(5);
  const due = senders.map(() => new Set<number>());
  const connected = senders.map(() => 0);
  const figures = { received: 0, due: 0 };
  for (let killed = 0; killed <= kills; killed++) {
    const life = new Life(options);
    const last = killed === kills;
    await sleep(random.below(LONGEST_LIFE));
    if (last) await until(() => life.arrived.length > LINKS);
    const code = await life.end(last ? "SIGTERM" : "SIGKILL");
    if (last) expect(code).toBe(0);
    const time = last ? Number.POSITIVE_INFINITY : life.durable;
    for (const [i, sender] of senders.entries()) {
      const stream = `rig-${i}`;
      // A life has at most one connection with each sender, since those never hang up.
      if (sender.connections > connected[i]!) {
        const connection = sender.connections - 1;
        for (const number of sender.within(connection, life.before(stream, time))) due[i]!.add(number);
        figures.received += sender.within(connection, life.before(stream, Number.POSITIVE_INFINITY)).length;
      }
      connected[i] = sender.connections;
    }
  }
  figures.due = due.reduce((sum, { size }) => sum + size, 0);
  expect(figures.due).toBeGreaterThan(0);

  for (const file of filesIn(output).filter((path) => path.endsWith(".parquet"))) {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(join(output, file)));
    expect(Number(metadata.num_rows)).toBeGreaterThan(0);
  }
  const rows = `'${output}/record=01/*.parquet'`;
  for (const [i, numbers] of due.entries()) {
    const there = await query(`SELECT DMEA FROM ${rows} WHERE source = 'rig-${i}' AND DMEA IS NOT NULL`);
    const found = new Set(there.map(([number]) => Number(number)));
    expect([...numbers].filter((number) => !found.has(number))).toEqual([]);
    expect(there.length - found.size).toBe(0);
  }
  // A frame that broke off has what had arrived of it, and no line that was cut.
  expect(await query(`SELECT count(*) FROM ${rows} WHERE DMEA <> DBTM`)).toEqual([["0"]]);
  const places = await query(`SELECT count(*) - count(DISTINCT (source, "offset")) FROM ${rows}`);
  expect(places).toEqual([["0"]]);
  expect(stretches(output)).toEqual(senders.map((_, i) => `rig-${i} from 0, each byte once`));
  expect(filesIn(join(output, "_witskit")).filter((path) => !path.endsWith(".ndjson"))).toEqual([
    "metadata.json",
  ]);
  if (kills > 10) console.log(JSON.stringify({ kills, ...figures }));
});

/** Whether the units of the manifest have each byte of a stream, and have it once. */
function stretches(output: string): string[] {
  const lines = readFileSync(join(output, MANIFEST), "utf8").trimEnd().split("\n").slice(1);
  const ends = new Map<string, number>();
  const broken: string[] = [];
  for (const line of lines) {
    const { streams = [] } = JSON.parse(line) as ManifestUnit;
    for (const { name, from, to } of streams) {
      if (from !== (ends.get(name) ?? 0)) broken.push(`${name} from ${from}, not ${ends.get(name)}`);
      ends.set(name, to);
    }
  }
  expect(readdirSync(join(output, "_witskit"))).toContain("manifest.ndjson");
  return broken.length > 0 ? broken : [...ends.keys()].sort().map((name) => `${name} from 0, each byte once`);
}
