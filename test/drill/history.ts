/**
 * A history of a dataset: files are added, grow, are replaced, renamed and removed, runs are killed, and in the end the dataset
 * must have the rows that one run over what there is then gives, each once. A seed tells all of it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
    let ended = await run(world, more);
    runs++;
    steps.push(`run ${more.join(" ")}: ${ended.code}`);
    // Of what a killed run had begun, something is another by now: it says so, and is asked to make all anew.
    if (ended.code === 4 && /was begun by another run/.test(ended.said) && !mirrored) {
      ended = await run(world, ["--force"]);
      runs++;
      steps.push(`run --force: ${ended.code}`);
      mirrored = true;
    }
    if (more.length > 0) mirrored = ended.code === 0;
    if (ended.code !== 0 && !(ended.code === 3 && !mirrored && /input-(gone|changed)/.test(ended.said)))
      return fault(`ends with ${ended.code}: ${ended.said}`);
    if (ended.code === 0 && mirrored) {
      const why = await differs(world);
      if (why !== undefined) return fault(why);
    }
  }
  return { steps, kills, runs, fault: undefined };
}

class World {
  readonly folder: string;
  readonly #random: Random;
  readonly #logs: Log[] = [];
  #made = 0;

  constructor(folder: string, random: Random) {
    this.folder = folder;
    this.#random = random;
  }

  add(name = `${"abcdefgh"[this.#random.below(8)]}${this.#made}.wits`): string {
    const random = this.#random;
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
        const name = `${log.name}.${this.#made}`;
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
        log.length = Math.min(log.text.length, from + 1 + random.below(600));
        if (random.below(3) === 0) log.length = Math.max(from, wholeFrames(log.text, log.length));
        this.#write(log);
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

  #write({ name, text, length }: Log): void {
    writeFileSync(this.#path(name), text.slice(0, length));
  }
}

/** Up to behind a frame's end. */
const wholeFrames = (text: string, length: number): number =>
  Math.max(1, text.lastIndexOf("!!\r\n", length) + 4);

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

/** Runs the conversion, which is killed after so many milliseconds where they are told. */
function run(world: World, more: readonly string[], kill?: number): Promise<Ended> {
  const words = ["convert", "logs", "-o", "out/", "-q", "--workers", "1", "--part-size", "512", ...more];
  const child: ChildProcess = spawn(process.execPath, [BINARY, ...words], {
    cwd: world.folder,
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
  const child = await new Promise<number | null>((resolve) => {
    spawn(process.execPath, [BINARY, "convert", "logs", "-o", "fresh/", "-q", "--workers", "1"], {
      cwd: world.folder,
      stdio: "ignore",
    }).once("close", resolve);
  });
  if (child !== 0) return `one run ends with ${child}`;
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
