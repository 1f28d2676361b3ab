/**
 * Drills of streams: parts are cut by time, so rows are compared, each of which must be there once, and nothing else may be left.
 */
import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Drilled } from "./interposed.js";
import type { Kind, Stage } from "./kind.js";
import { framesOf } from "./logs.js";
import { rowsOutcome } from "./outcome.js";
import { holds, recorded } from "./recorded.js";
import { noSmallDisk, SmallDisk } from "./small-disk.js";

const FRAMES = 900;
const OFTEN = ["--sync", "50ms", "--rotate-every", "300ms", "-q"];

interface Following {
  readonly more?: readonly string[];
  readonly clock?: Drilled["clock"];
  /** The log is moved away, and another one goes on. */
  readonly rotates?: boolean;
  readonly disk?: SmallDisk;
}

function following(folder: string, { more = [], clock, rotates = false, disk }: Following): Stage {
  const output = join(disk?.folder ?? folder, "out");
  const log = join(folder, "live.wits");
  const pieces = [0, 1, 2].map((i) => framesOf(1, i * (FRAMES / 3), (i + 1) * (FRAMES / 3)));
  const whole = pieces.join("").length;
  let written = 0;
  const step = (): void => {
    if (written === 0) writeFileSync(log, pieces[0]!);
    if (written === 1) appendFileSync(log, pieces[1]!);
    if (written === 2) {
      if (rotates) {
        renameSync(log, `${log}.1`);
        writeFileSync(log, pieces[2]!);
      } else appendFileSync(log, pieces[2]!);
    }
    written++;
  };
  const reset = (): void => {
    rmSync(`${log}.1`, { force: true });
    rmSync(log, { force: true });
    written = 0;
    step();
  };
  reset();
  return {
    words: ["stream", `rig=file://${log}?follow&poll=20ms`, "-o", `${output}/`, ...OFTEN, ...more],
    output,
    reset,
    onKill: step,
    clock,
    disk,
    close: () => disk?.remove(),
    done(process) {
      if (!holds(output, process)) return false;
      // What has been written is there: the next piece, or the end.
      const here = pieces.slice(0, written).join("").length;
      if (recorded(output, "rig") < here) return false;
      if (here === whole) return true;
      step();
      return false;
    },
    outcome: () => rowsOutcome(output),
  };
}

export const streamKinds: readonly Kind[] = [
  {
    name: "stream",
    about: "files as links, read to their end",
    make(folder) {
      const output = join(folder, "out");
      const links = [1, 2, 3].map((rig) => {
        const log = join(folder, `rig-${rig}.wits`);
        writeFileSync(log, framesOf(rig, 0, FRAMES));
        return `rig-${rig}=file://${log}`;
      });
      const words = ["stream", ...links, "-o", `${output}/`, ...OFTEN, "--rotate-size", "20KiB"];
      return { words, output, outcome: () => rowsOutcome(output) };
    },
  },
  {
    name: "stream-follow",
    about: "a file that grows",
    make: (folder) => following(folder, {}),
  },
  {
    name: "stream-rotated",
    about: "a file that grows, is moved away, and goes on in another",
    make: (folder) => following(folder, { rotates: true }),
  },
  {
    name: "stream-day",
    about: "a file that grows, laid out by days",
    make: (folder) => following(folder, { more: ["--partition", "day"] }),
  },
  {
    name: "stream-raw",
    about: "raw segments are kept, and have every byte once",
    make(folder) {
      const stage = following(folder, { more: ["--keep-raw"] });
      return {
        ...stage,
        async outcome() {
          return `${await stage.outcome()}\n${rawOf(stage.output)}`;
        },
      };
    },
  },
  {
    name: "disk-stream",
    about: "the disk of a stream fills, and is given room while it runs",
    whyNot: noSmallDisk,
    make(folder) {
      const disk = new SmallDisk(join(folder, "disk"));
      const stage = following(folder, { more: ["--keep-raw"], disk });
      return {
        ...stage,
        async outcome() {
          return `${await stage.outcome()}\n${rawOf(stage.output)}`;
        },
      };
    },
  },
  {
    name: "stream-clock",
    about: "the wall clock steps back an hour while it runs",
    make: (folder) => following(folder, { rotates: true, clock: { after: 500, back: 3_600_000 } }),
  },
];

/** The kept bytes in the order of their places, as a length; a byte that is there twice or missing tells. */
export function rawOf(output: string): string {
  const folder = join(output, "_witskit/raw/rig");
  mkdirSync(folder, { recursive: true });
  let at = 0;
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".wits"))
    .sort()) {
    const first = Number.parseInt(file, 10);
    if (first !== at) return `raw goes on at ${first} behind ${at}`;
    at += statSync(join(folder, file)).size;
  }
  return `raw ${at}`;
}
