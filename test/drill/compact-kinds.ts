/**
 * Drills of compactions: every row must be there once, in whichever parts, for readers that know nothing of manifests too; and a reader beside
 * finds every row at any moment.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readTable } from "../../src/dataset/read.js";
import { tablesIn } from "../../src/dataset/tables.js";
import { run } from "./interposed.js";
import type { Kind, Stage } from "./kind.js";
import { framesOf } from "./logs.js";
import { rowsOutcome } from "./outcome.js";

const FRAMES = 300;
const RIGS = [1, 2, 3, 4];

/** Four logs, converted one after the other, so that units have small parts. */
async function smallParts(folder: string, more: readonly string[]): Promise<string> {
  const before = join(folder, "before");
  mkdirSync(join(folder, "logs"), { recursive: true });
  for (const rig of RIGS) {
    writeFileSync(join(folder, `logs/rig-${rig}.wits`), framesOf(rig, 0, FRAMES));
    const words = [
      "convert",
      "logs",
      "-o",
      `${before}/`,
      "-q",
      "--workers",
      "1",
      "--part-size",
      "2KiB",
      ...more,
    ];
    const { code, said } = await run(words, { root: before, cwd: folder });
    if (code !== 0) throw new Error(`the dataset before could not be made: ${said}`);
  }
  return before;
}

/** Reads all rows again and again, from when the dataset is there until it is asked. */
class Reader {
  readonly #dataset: string;
  #going = false;
  #ended: Promise<void> = Promise.resolve();
  #fault: string | undefined;
  /** Rows of each table, as they were when the reading began. */
  #rows: string | undefined;

  constructor(dataset: string) {
    this.#dataset = dataset;
  }

  async begin(): Promise<void> {
    await this.end();
    this.#fault = undefined;
    this.#rows = await rowsIn(this.#dataset);
    this.#going = true;
    this.#ended = this.#read();
  }

  /** What it found to be wrong, a sentence. */
  async end(): Promise<string | undefined> {
    this.#going = false;
    await this.#ended;
    return this.#fault;
  }

  async #read(): Promise<void> {
    while (this.#going && this.#fault === undefined) {
      const rows = await rowsIn(this.#dataset).catch((error: unknown) => String(error));
      if (rows !== this.#rows) this.#fault = `a reader found ${rows} instead of ${this.#rows}`;
    }
  }
}

/** How many rows each table has, and the sum of where they stand in their sources. */
async function rowsIn(dataset: string): Promise<string> {
  const found: string[] = [];
  for (const table of await tablesIn(dataset)) {
    const reader = await readTable(table);
    const field = reader.columns.find(({ name }) => name === "offset")!;
    let rows = 0;
    let places = 0;
    for await (const page of reader.pages([field])) {
      for (let row = 0; row < page.rows; row++) places += Number(page.values[0]?.[row]);
      rows += page.rows;
    }
    found.push(`${table.name} ${rows} ${places}`);
  }
  return found.join(", ");
}

async function compacting(folder: string, made: readonly string[], more: readonly string[]): Promise<Stage> {
  const before = await smallParts(folder, made);
  const output = join(folder, "out");
  const reader = new Reader(output);
  return {
    words: ["compact", output, "-q", ...more],
    output,
    before,
    reset: () => reader.begin(),
    async outcome() {
      const fault = await reader.end();
      // What has left before a kill, or behind it, and how large the parts became until then, is no matter.
      const all = (await rowsOutcome(output)).split("\n");
      const left = all.filter((line) => !/^(manifest|metadata|compacted|\.left|_witskit\/\.left)/.test(line));
      return [fault ?? "every row was there at any moment", ...left].join("\n");
    },
    close: async () => void (await reader.end()),
  };
}

export const compactKinds: readonly Kind[] = [
  {
    name: "compact",
    about: "small parts into large ones, beside a reader",
    make: (folder) => compacting(folder, [], ["--target", "8KiB"]),
  },
  {
    name: "compact-day",
    about: "the same into days, sorted",
    make: (folder) => compacting(folder, [], ["--partition", "day", "--sort"]),
  },
];
