/**
 * A history of a dataset: files, some of them compressed, are added, grow, are replaced, renamed and removed; runs, by themselves or in
 * shards, streams and compactions take turns and are killed; and in the end the dataset must have the rows that one run over what there is
 * then gives, each once, or say what it refuses. A seed tells all of it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Random } from "../../src/samples/random.js";
import { query } from "../bulk/query.js";
import { BINARY } from "../cli/binary.js";

interface Log {
  readonly name: string;
  readonly text: string;
  /** Bytes of it that are in the file. */
  length: number;
}

export interface History {
  readonly steps: readonly string[];
  readonly kills: number;
  readonly runs: number;
  /** Undefined when all was right. */
  readonly fault: string | undefined;
}

const FRAMES = 60;
const TABLES = ["record=01", "rejects", "unmapped"];

export async function history(seed: number, folder: string): Promise<History> {
  const random = new Random(seed);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "logs"), { recursive: true });
  const world = new World(folder, random);
  const steps: string[] = [];
  let kills = 0;
  let runs = 0;
  const fault = (why: string): History => ({ steps, kills, runs, fault: why });
  const told = (what: string, { code }: Ended): void => {
    runs++;
    if (code === null) kills++;
    steps.push(code === null ? `${what}: killed` : `${what}: ${code}`);
  };
  /** Runs a command until it ends by itself; before that it may be killed. */
  const toItsEnd = async (words: readonly string[]): Promise<Ended> => {
    while (random.below(4) === 0) {
      const killed = await witskit(world.folder, words, random.below(900));
      told(words.join(" "), killed);
      if (killed.code !== null) return killed;
    }
    const ended = await witskit(world.folder, words);
    told(words.join(" "), ended);
    return ended;
  };
  const inShards = async (more: readonly string[]): Promise<Ended> => {
    const count = 2 + random.below(2);
    let worst: Ended = { code: 0, said: "" };
    for (let index = 0; index < count; index++) {
      const ended = await toItsEnd([...CONVERT, ...more, "--shard", `${index}/${count}`]);
      if (ended.code === 3 && REFUSED.test(ended.said)) worst = ended;
      else if (ended.code !== 0) return ended;
    }
    const merged = await toItsEnd(["merge-manifest", "out", "-q"]);
    return merged.code === 0 ? worst : merged;
  };
  const streams = random.below(3) === 0;
  for (let i = 0; i < 2 + random.below(3); i++) steps.push(world.add());
  const rounds = 2 + random.below(4);
  let mirrored = true;
  for (let round = 0; round <= rounds; round++) {
    const isLast = round === rounds;
    const changes = round === 0 ? 0 : 1 + random.below(3);
    for (let i = 0; i < changes; i++) {
      const step = world.change();
      steps.push(step);
      mirrored &&= !/^(replace|remove)/.test(step);
    }
    const more = isLast || random.below(3) === 0 ? ["--replace-changed"] : [];
    while (random.below(3) === 0) {
      const killed = await run(world, more, random.below(700));
      runs++;
      if (killed.code === null) kills++;
      steps.push(killed.code === null ? "killed" : `run ${more.join(" ")}: ${killed.code}`);
      if (killed.code !== null && killed.code !== 0 && killed.code !== 3 && killed.code !== 4)
        return fault(`ends with ${killed.code}: ${killed.said}`);
    }
    const shared = random.below(3) === 0;
    let ended = shared ? await inShards(more) : await run(world, more);
    if (!shared) told(`run ${more.join(" ")}`, ended);
    if (shared && ended.code === 4 && /is to be gone on with first/.test(ended.said)) {
      ended = await run(world, more);
      told(`run ${more.join(" ")}`, ended);
    }
    // Rows in large parts cannot leave by themselves.
    if (ended.code === 4 && /was compacted, and rows of/.test(ended.said)) {
      if (world.hasStream) return { steps, kills, runs, fault: undefined };
      ended = await run(world, ["--force"]);
      told("run --force", ended);
      mirrored = true;
    }
    // Of what a killed run had begun, something is another by now: it says so, and is asked to make all anew.
    if (ended.code === 4 && /was begun by another run/.test(ended.said) && !mirrored) {
      if (world.hasStream) return { steps, kills, runs, fault: undefined };
      ended = await run(world, ["--force"]);
      runs++;
      steps.push(`run --force: ${ended.code}`);
      mirrored = true;
    }
    if (more.length > 0) mirrored = ended.code === 0;
    if (ended.code !== 0 && !(ended.code === 3 && !mirrored && /input-(gone|changed)/.test(ended.said)))
      return fault(`ends with ${ended.code}: ${ended.said}`);
    if (streams && random.below(2) === 0) {
      steps.push(world.receive());
      const recorded = await toItsEnd([
        "stream",
        `rig=file://${join(world.folder, "live.wits")}`,
        "-o",
        "out",
        "-q",
      ]);
      if (recorded.code !== 0) return fault(`stream ends with ${recorded.code}: ${recorded.said}`);
    }
    if (random.below(3) === 0) {
      const packed = await toItsEnd(["compact", "out", "-q", "--target", `${1 + random.below(64)}KiB`]);
      if (packed.code !== 0) return fault(`compact ends with ${packed.code}: ${packed.said}`);
    }
    if (ended.code === 0 && mirrored) {
      const why = await differs(world);
      if (why !== undefined) return fault(why);
    }
  }
  return { steps, kills, runs, fault: undefined };
}

/** What is to be converted, and how. */
const CONVERT = ["convert", "logs", "-o", "out/", "-q", "--workers", "1", "--part-size", "512"];
const REFUSED = /input-(gone|changed)/;

class World {
  readonly folder: string;
  /** What a link sends, and how much of it it has sent. */
  #sent: { readonly text: string; length: number } | undefined;
  readonly #random: Random;
  readonly #logs: Log[] = [];
  #made = 0;

  constructor(folder: string, random: Random) {
    this.folder = folder;
    this.#random = random;
  }

  get hasStream(): boolean {
    return this.#sent !== undefined;
  }

  /** The link sends some frames more. */
  receive(): string {
    this.#sent ??= { text: logText(this.#made++, this.#random), length: 0 };
    const { text, length } = this.#sent;
    this.#sent.length = wholeFrames(text, Math.min(text.length, length + 1 + this.#random.below(900)));
    writeFileSync(join(this.folder, "live.wits"), text.slice(0, this.#sent.length));
    return `receive ${length} ${this.#sent.length}`;
  }

  add(name?: string): string {
    const random = this.#random;
    const packed = random.below(4) === 0 ? ".gz" : "";
    name ??= `${"abcdefgh"[random.below(8)]}${this.#made}.wits${packed}`;
    const text = logText(this.#made++, random);
    const log = { name, text, length: 1 + random.below(text.length) };
    if (random.below(3) === 0) log.length = wholeFrames(text, log.length);
    this.#logs.push(log);
    this.#write(log);
    return `add ${name} ${log.length}`;
  }

  change(): string {
    const random = this.#random;
    const log = this.#logs[random.below(this.#logs.length)];
    if (log === undefined) return this.add();
    switch (random.below(7)) {
      case 0:
        return this.add();
      case 1: {
        this.#drop(log);
        return `replace: ${this.add(log.name)}`;
      }
      case 2: {
        // As logs are rotated: another one comes under the name of before.
        const name = log.name.endsWith(".gz") ? `${this.#made}-${log.name}` : `${log.name}.${this.#made}`;
        renameSync(this.#path(log.name), this.#path(name));
        const before = log.name;
        this.#logs[this.#logs.indexOf(log)] = { ...log, name };
        return random.below(2) === 0
          ? `rename ${before} ${name}`
          : `rotate ${before} ${name}: ${this.add(before)}`;
      }
      case 3:
        if (this.#logs.length < 2) return this.add();
        rmSync(this.#path(log.name));
        this.#drop(log);
        return `remove ${log.name}`;
      default: {
        const from = log.length;
        const before = { ...log };
        log.length = Math.min(log.text.length, from + 1 + random.below(600));
        if (random.below(3) === 0) log.length = Math.max(from, wholeFrames(log.text, log.length));
        this.#write(log, before);
        return `grow ${log.name} ${from} ${log.length}`;
      }
    }
  }

  #drop(log: Log): void {
    this.#logs.splice(this.#logs.indexOf(log), 1);
  }

  #path(name: string): string {
    return join(this.folder, "logs", name);
  }

  /** What has grown goes on behind what is there; a compressed one in a member of its own. */
  #write({ name, text, length }: Log, { length: from }: Pick<Log, "length"> = { length: 0 }): void {
    const bytes = Buffer.from(text.slice(from, length));
    const write = from === 0 ? writeFileSync : appendFileSync;
    if (from === 0 || length > from) write(this.#path(name), name.endsWith(".gz") ? gzipSync(bytes) : bytes);
  }
}

/** Up to behind a frame's end: that of the first one where no other is whole. */
function wholeFrames(text: string, length: number): number {
  const end = "!!\r\n";
  const last = text.lastIndexOf(end, length);
  return (last < 0 ? text.indexOf(end) : last) + end.length;
}

function logText(number: number, random: Random): string {
  const dated = random.below(2) === 0;
  const two = (n: number): string => String(n).padStart(2, "0");
  let second = 80_000 + random.below(3000);
  let text = "";
  for (let i = 0; i < FRAMES; i++) {
    second += 1 + random.below(600);
    const day = Math.floor(second / 86_400);
    const time = second % 86_400;
    const lines = ["&&", `0101W${number}`];
    if (dated || i === 0) lines.push(`01052403${two(1 + day)}`);
    lines.push(`0106${two(Math.floor(time / 3600))}${two(Math.floor(time / 60) % 60)}${two(time % 60)}`);
    lines.push(`0108${i}.${random.below(10)}`);
    if (random.below(6) === 0) lines.push(`9901${i}`);
    if (random.below(9) === 0) lines.push("no line of a frame");
    lines.push("!!");
    if (random.below(12) === 0) lines.push("between frames");
    text += `${lines.join("\r\n")}\r\n`;
  }
  return text;
}

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

const run = (world: World, more: readonly string[], kill?: number): Promise<Ended> =>
  witskit(world.folder, [...CONVERT, ...more], kill);

/** Runs a command, which is killed after so many milliseconds where they are told. */
function witskit(cwd: string, words: readonly string[], kill?: number): Promise<Ended> {
  const child: ChildProcess = spawn(process.execPath, [BINARY, ...words], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let said = "";
  child.stderr!.on("data", (text) => {
    said += text;
  });
  const timer = kill === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), kill);
  return new Promise((resolve) => {
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code, said });
    });
  });
}

/** Held against one run over what there is now, by a reader that knows nothing of manifests. */
async function differs(world: World): Promise<string | undefined> {
  const fresh = join(world.folder, "fresh");
  rmSync(fresh, { recursive: true, force: true });
  const live = world.hasStream ? ["live.wits"] : [];
  const words = ["convert", "logs", ...live, "-o", "fresh/", "-q", "--workers", "1"];
  const { code, said } = await witskit(world.folder, words);
  if (code !== 0) return `one run ends with ${code}: ${said}`;
  for (const table of TABLES) {
    const [mine, one] = [scanOf(join(world.folder, "out", table)), scanOf(join(fresh, table))];
    if (mine === undefined && one === undefined) continue;
    if (mine === undefined || one === undefined)
      return `${table} is ${mine === undefined ? "missing" : "there"}, and after one run it is not so`;
    const missing = await query(`SELECT count(*) FROM (${one} EXCEPT ALL ${mine})`);
    const more = await query(`SELECT count(*) FROM (${mine} EXCEPT ALL ${one})`);
    if (missing[0]![0] !== "0" || more[0]![0] !== "0")
      return `${table} lacks ${missing[0]![0]} rows, and has ${more[0]![0]} that one run does not give`;
  }
  return undefined;
}

/** Rows by all that they have but the name of their source, which stays when a file is renamed. */
function scanOf(folder: string): string | undefined {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".parquet")) : [];
  if (names.length === 0) return undefined;
  return `SELECT * EXCLUDE (source) FROM read_parquet('${folder}/*.parquet')`;
}
