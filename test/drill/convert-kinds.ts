/** Drills of conversions: the files must be the same, byte by byte, as those of a run that nobody disturbed. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { run } from "./interposed.js";
import type { Kind, Stage } from "./kind.js";
import { framesOf } from "./logs.js";
import { filesOutcome } from "./outcome.js";
import { noSmallDisk, SmallDisk } from "./small-disk.js";

const FRAMES = 1200;
/** Units of an eighth of the log. */
const PARTS = ["--part-size", "2KiB"];

/** On a disk that fills. */
function onSmallDisk(folder: string, more: readonly string[]): Stage {
  const disk = new SmallDisk(join(folder, "disk"));
  const inputs = logsIn(folder, plain);
  const output = join(disk.folder, "out");
  const words = ["convert", ...inputs, "-o", `${output}/`, "-q", "--workers", "1", ...PARTS, ...more];
  return { words, output, disk, outcome: () => filesOutcome(output), close: () => disk.remove() };
}

function converting(folder: string, inputs: readonly string[], more: readonly string[] = []): Stage {
  const output = join(folder, "out");
  const words = ["convert", ...inputs, "-o", `${output}/`, "-q", "--workers", "1", ...PARTS, ...more];
  return { words, output, outcome: () => filesOutcome(output) };
}

function logsIn(folder: string, write: (path: string, text: string) => string, frames = FRAMES): string[] {
  mkdirSync(join(folder, "logs"), { recursive: true });
  return [1, 2, 3].map((rig) => write(join(folder, `logs/rig-${rig}.wits`), framesOf(rig, 0, frames)));
}

const plain = (path: string, text: string): string => {
  writeFileSync(path, text);
  return path;
};
const packed = (path: string, text: string): string => {
  writeFileSync(`${path}.gz`, gzipSync(text));
  return `${path}.gz`;
};

/** A dataset that is there before, made by these words. */
async function madeBefore(folder: string, words: readonly string[]): Promise<string> {
  const before = join(folder, "before");
  const { code, said } = await run([...words.filter((word) => word !== "--force"), "-o", `${before}/`], {
    root: before,
    cwd: folder,
  });
  if (code !== 0) throw new Error(`the dataset before could not be made: ${said}`);
  return before;
}

export const convertKinds: readonly Kind[] = [
  {
    name: "disk-convert",
    about: "the disk fills, and is given room",
    whyNot: noSmallDisk,
    make: (folder) => onSmallDisk(folder, []),
  },
  {
    name: "disk-day",
    about: "the disk fills, and is given room, with --partition day",
    whyNot: noSmallDisk,
    make: (folder) => onSmallDisk(folder, ["--partition", "day"]),
  },
  {
    name: "convert",
    about: "logs into a new dataset",
    make: (folder) => converting(folder, logsIn(folder, plain)),
  },
  {
    name: "convert-force",
    about: "--force over a larger dataset of other logs, and again",
    async make(folder) {
      const inputs = logsIn(folder, plain);
      const stage = converting(folder, inputs.slice(0, 1), ["--force"]);
      const before = await madeBefore(folder, ["convert", ...inputs, "-q", "--workers", "1", ...PARTS]);
      return { ...stage, before };
    },
  },
  {
    name: "convert-force-once",
    about: "--force over the same dataset, and then without it",
    async make(folder) {
      const inputs = logsIn(folder, plain);
      const stage = converting(folder, inputs, ["--force"]);
      const again = stage.words.filter((word) => word !== "--force");
      const before = await madeBefore(folder, ["convert", ...inputs, "-q", "--workers", "1", ...PARTS]);
      return { ...stage, before, again };
    },
  },
  {
    name: "convert-force-csv",
    about: "--force with CSV over a Parquet dataset",
    async make(folder) {
      const inputs = logsIn(folder, plain, 200);
      const output = join(folder, "out");
      const words = ["convert", ...inputs, "-o", `${output}/`, "-q", "--format", "csv", "--force"];
      const before = await madeBefore(folder, ["convert", ...inputs, "-q", "--workers", "1", ...PARTS]);
      return { words, output, before, outcome: () => filesOutcome(output) };
    },
  },
  {
    name: "convert-day",
    about: "--partition day",
    make: (folder) => converting(folder, logsIn(folder, plain, 400), ["--partition", "day"]),
  },
  {
    name: "convert-gzip",
    about: "gzip inputs",
    make: (folder) => converting(folder, logsIn(folder, packed)),
  },
  {
    name: "convert-workers",
    about: "two workers",
    make(folder) {
      const stage = converting(folder, logsIn(folder, plain, 3000));
      return { ...stage, words: [...stage.words, "--workers", "2"] };
    },
  },
  {
    name: "convert-file",
    about: "one log into one file",
    make(folder) {
      const [log] = logsIn(folder, plain);
      const output = join(folder, "out");
      const before = join(folder, "before");
      mkdirSync(before);
      const words = ["convert", log!, "-o", join(output, "log.parquet"), "-q"];
      return {
        words,
        output,
        before,
        again: [...words, "--force"],
        outcome: () => filesOutcome(output),
      };
    },
  },
];
