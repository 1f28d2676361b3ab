/** A file that grows, recorded by runs that end, and are killed: each goes on where the journal of the one before ends. */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { Random } from "../../src/samples/random.js";
import { query } from "../bulk/query.js";
import { MANIFEST } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { convertedRows, rowsIn } from "./recording.js";
import { Run } from "./run.js";

/** More with `WITSKIT_KILLS=50 npx vitest run test/live/follow`. */
const kills = Number(process.env["WITSKIT_KILLS"] ?? 8);
const LONGEST_LIFE = 1500;

/** A frame of that number, with a clock of its own. */
function numbered(number: number): string {
  const time = new Date(number * 1000).toISOString().slice(11, 19).replaceAll(":", "");
  return `&&\r\n0101WELL\r\n0105260101\r\n0106${time}\r\n0108${number}\r\n0110${number}\r\n!!\r\n`;
}

const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => numbered(from + i)).join("");

/** A log that a writer appends to, and rotates; what was ever written is kept beside it. */
class Log {
  readonly folder: string;
  readonly path: string;
  readonly output: string;
  whole = "";
  #number = 1;
  #left = "";

  constructor() {
    this.folder = temporaryFolder({ "logs/rig.wits": "" });
    this.path = join(this.folder, "logs/rig.wits");
    this.output = join(this.folder, "out");
  }

  /** So many bytes of what comes next: mostly a piece of a frame. */
  write(bytes: number): void {
    while (this.#left.length < bytes) this.#left += numbered(this.#number++);
    this.append(this.#left.slice(0, bytes));
    this.#left = this.#left.slice(bytes);
  }

  /** Ends the frame that is open. */
  endFrame(): void {
    this.append(this.#left);
    this.#left = "";
  }

  append(text: string): void {
    appendFileSync(this.path, text);
    this.whole += text;
  }

  /** As logrotate does it: `rig.wits.1` becomes `.2`, and so on. */
  rotate(): void {
    const old = readdirSync(join(this.folder, "logs")).filter((name) => /\.\d+$/.test(name));
    for (let i = old.length; i > 0; i--) renameSync(`${this.path}.${i}`, `${this.path}.${i + 1}`);
    renameSync(this.path, `${this.path}.1`);
    writeFileSync(this.path, "");
  }

  run(flags = "--rotate-every 300ms --sync 100ms", parameters = "follow&poll=10ms"): Run {
    return new Run(`stream rig=file://${this.path}?${parameters} -o out ${flags}`, this.folder);
  }

  /** Up to which byte the stream is in the dataset. */
  get converted(): number {
    if (!existsSync(join(this.output, MANIFEST))) return 0;
    const lines = readFileSync(join(this.output, MANIFEST), "utf8").split("\n").slice(1, -1);
    return Number(/"to":(\d+)/.exec(lines.at(-1) ?? "")?.[1] ?? 0);
  }

  /** Whether each frame is in the dataset once, as it would be if the whole log was converted: its values, its offset. */
  async expectWhole(text = this.whole): Promise<void> {
    const whole = join(this.folder, "whole.wits");
    writeFileSync(whole, text);
    rmSync(join(this.folder, "whole"), { recursive: true, force: true });
    expect(await rowsIn(this.output)).toEqual(await convertedRows(whole, join(this.folder, "whole/")));
  }
}

it(`each frame is in the dataset once after ${kills} kills at random moments, rotations before, during and after them`, {
  timeout: 120_000 + kills * 20_000,
}, async () => {
  const log = new Log();
  const random = new Random(11);
  const writing = setInterval(() => {
    log.write(random.below(400));
    if (log.converted > 0 && random.below(60) === 0) log.rotate();
  }, 10);
  onTestFinished(() => clearInterval(writing));
  for (let killed = 0; killed < kills; killed++) {
    const run = log.run();
    // What is rotated away before anybody has read a byte is nobody's.
    if (killed === 0) await run.until(() => log.converted > 0);
    await sleep(200 + random.below(LONGEST_LIFE));
    expect(await run.end(random.below(4) === 0 ? "SIGTERM" : "SIGKILL")).not.toBe(1);
    expect(run.said).not.toMatch(/read from its start/);
    // Several rotations while nobody reads.
    for (let i = random.below(3); i > 0; i--) {
      log.write(random.below(2000));
      log.rotate();
    }
  }
  clearInterval(writing);
  log.endFrame();
  const run = log.run();
  await run.until(() => log.converted === log.whole.length);
  expect(await run.end("SIGTERM")).toBe(0);
  await log.expectWhole();
  const again = log.run();
  await again.until(() => /rig {2}open/.test(again.said));
  expect(await again.end("SIGTERM")).toBe(0);
  await log.expectWhole();
});

describe("a file that is followed, by a second run into the same folder", () => {
  /** A log of which a first run has recorded all there was. */
  async function recorded(text: string): Promise<Log> {
    const log = new Log();
    log.append(text);
    const run = log.run();
    await run.until(() => log.converted > 0 && log.converted > text.length - numbered(1).length);
    await run.end("SIGTERM");
    return log;
  }

  /** All that the log has by now is in the dataset. */
  async function goesOn(log: Log, to: number, run = log.run()): Promise<Run> {
    await run.until(() => log.converted === to);
    expect(await run.end("SIGTERM")).toBe(0);
    return run;
  }

  it("goes on in the middle of a frame, which is neither lost nor cut in two", async () => {
    const whole = frames(1, 9);
    const log = await recorded(whole.slice(0, frames(1, 5).length + 40));
    expect(log.converted).toBe(frames(1, 5).length);
    log.append(whole.slice(log.whole.length));
    const run = await goesOn(log, whole.length);
    expect(run.said).not.toMatch(/start/);
    await log.expectWhole();
  });

  it("goes on where it was, though it is told to begin at the end", async () => {
    const log = await recorded(frames(1, 5));
    log.append(frames(5, 9));
    await goesOn(log, log.whole.length, log.run(undefined, "follow&poll=10ms&from=end"));
    await log.expectWhole();
  });

  it("ends the last frame where the file ends, when it does not follow it any more", async () => {
    const log = await recorded(frames(1, 6).slice(0, -"01105\r\n!!\r\n".length));
    const finite = log.run(undefined, "poll=1s");
    expect(await finite.end()).toBe(0);
    await log.expectWhole();
    const again = log.run(undefined, "poll=1s");
    expect(await again.end()).toBe(0);
    await log.expectWhole();
  });

  it("reads the rest of a log that was copied and cut short, and then the log", async () => {
    const log = await recorded(frames(1, 100));
    log.append(frames(100, 110));
    copyFileSync(log.path, `${log.path}.1`);
    truncateSync(log.path);
    log.append(frames(110, 120));
    const run = await goesOn(log, log.whole.length);
    expect(run.said).toMatch(
      /rig\.wits has been rotated: the rest of \S+rig\.wits\.1 is read first, from byte \d+ on/,
    );
    await log.expectWhole();
  });

  it("says that a log was cut short, and reads it from its start", async () => {
    const log = await recorded(frames(1, 5));
    const before = log.whole;
    truncateSync(log.path, frames(1, 3).length);
    const run = await goesOn(log, before.length + frames(1, 3).length);
    expect(run.said).toMatch(
      /rig\.wits is read from its start, as it has \d+ bytes, and had been read up to byte \d+: it was cut/,
    );
    await log.expectWhole(before + frames(1, 3));
  });

  it("reads on where a log ends that has lost its end, which was recorded", async () => {
    const log = await recorded(frames(1, 100));
    const recordedText = log.whole;
    truncateSync(log.path, 4500);
    const run = log.run();
    await run.says(
      /begins as it did, and has 4500 bytes, where it had been read up to byte \d+: it has lost its end/,
    );
    log.append(frames(100, 110));
    await run.until(() => log.converted === log.whole.length);
    // And while it is read.
    truncateSync(log.path, 4600);
    await run.says(/has 4600 bytes/);
    log.append(frames(110, 120));
    await goesOn(log, log.whole.length, run);
    expect(log.whole.startsWith(recordedText)).toBe(true);
    await log.expectWhole();
  });

  it("says that a log is another one, even of the same number, and reads it from its start", async () => {
    const log = await recorded(frames(1, 5));
    writeFileSync(log.path, frames(101, 140));
    const run = await goesOn(log, log.whole.length + frames(101, 140).length);
    expect(run.said).toMatch(
      /is read from its start, as it is another file than the one that had been read up to byte \d+/,
    );
    await log.expectWhole(log.whole + frames(101, 140));
  });

  it("waits for a log that is gone, and reads the one that comes", async () => {
    const log = await recorded(frames(1, 5));
    rmSync(log.path);
    const run = log.run();
    await run.until(() => /no such file/.test(run.said));
    log.append(frames(5, 9));
    await goesOn(log, log.whole.length, run);
    await log.expectWhole();
  });

  it("keeps what was received of a log that is gone for good", async () => {
    const log = await recorded(frames(1, 6).slice(0, -20));
    rmSync(log.path);
    writeFileSync(log.path, frames(101, 103));
    await goesOn(log, log.whole.length + frames(101, 103).length);
    const depths = await query(`SELECT DMEA FROM '${log.output}/record=01/*.parquet' ORDER BY "offset"`);
    expect(depths.map(([depth]) => depth)).toEqual([1, 2, 3, 4, null, 101, 102]);
  });
});
