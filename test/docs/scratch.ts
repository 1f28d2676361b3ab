/** The folder in which the blocks of a page run, and what stands in it. Things are put there when a line names them. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { BINARY, SAMPLES } from "../cli/binary.js";
import { exampleOf, type Page, ROOT } from "./page.js";

const rig = join(SAMPLES, "rig.wits");
const copyOf = (from: string) => (to: string) => cpSync(from, to, { recursive: true });
/** Made once for all pages of a file of tests. */
const made = new Map<string, string>();
process.once("exit", () => {
  for (const folder of made.values()) rmSync(folder, { recursive: true, force: true });
});
const converted =
  (...inputs: readonly string[]) =>
  (to: string) => {
    const key = inputs.join("\n");
    const folder = made.get(key) ?? mkdtempSync(join(tmpdir(), "witskit-docs-"));
    const dataset = join(folder, "dataset");
    if (!made.has(key)) {
      const line = [BINARY, "convert", ...inputs, "-o", dataset, "--units", "metric", "-q"];
      const options = { cwd: dirname(SAMPLES), encoding: "utf8" } as const;
      const { status, stderr } = spawnSync(process.execPath, line, options);
      if (status !== 0) throw new Error(stderr);
      made.set(key, folder);
    }
    cpSync(dataset, to, { recursive: true });
  };

const things: Readonly<Record<string, (path: string) => void>> = {
  samples: copyOf(SAMPLES),
  "own.wits": copyOf(rig),
  "log.wits": copyOf(rig),
  "day.wits": copyOf(rig),
  "image.wits": (path) => writeFileSync(path, Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")),
  logs: (path) => {
    mkdirSync(path);
    for (const name of ["rig.wits", "nulls.wits", "noise.wits"])
      cpSync(join(SAMPLES, name), join(path, name));
  },
  dataset: converted("samples/rig.wits", "samples/unmapped.wits", "samples/noise.wits"),
  "out/rig": converted("samples/rig.wits"),
};

export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), "witskit-docs-"));
  /** With `witskit` on the path, as an installed one. */
  readonly environment: NodeJS.ProcessEnv;
  /** Files of an example, which stand beside its page. */
  readonly #copied: readonly string[] = [];

  constructor(page: Page) {
    const bin = join(this.folder, ".bin");
    mkdirSync(bin);
    const script = `#!/bin/sh\nexec "${process.execPath}" "${BINARY}" "$@"\n`;
    writeFileSync(join(bin, "witskit"), script, { mode: 0o755 });
    // As `npm start` leaves it.
    mkdirSync(join(this.folder, "out"));
    mkdirSync(join(this.folder, "node_modules"));
    symlinkSync(ROOT, join(this.folder, "node_modules", "witskit"));
    const example = exampleOf(page);
    if (example !== undefined) {
      cpSync(join(ROOT, example), this.folder, { recursive: true });
      this.#copied = readdirSync(join(ROOT, example), { recursive: true, encoding: "utf8" })
        .map((name) => join(this.folder, name))
        .filter((path) => statSync(path).isFile());
    }
    for (const block of page.blocks) if (block.file !== undefined) this.#write(block.file, block.text);
    this.environment = {
      ...process.env,
      NO_COLOR: "1",
      PATH: `${bin}${delimiter}${dirname(process.execPath)}${delimiter}${process.env["PATH"]}`,
    };
  }

  /** Puts what `text` reads, and is not there, into the folder: what follows `-o` is written, not read. */
  provide(text: string): void {
    for (const [name, make] of Object.entries(things)) {
      const read = new RegExp(`(?<!-o |--output |[\\w./-])${name.replace(".", "\\.")}(?![\\w.-])`);
      const path = join(this.folder, name);
      if (!read.test(text) || existsSync(path)) continue;
      mkdirSync(dirname(path), { recursive: true });
      make(path);
    }
  }

  texts(): string[] {
    return this.#copied.map((path) => readFileSync(path, "utf8"));
  }

  /** In the copies of an example's files. */
  replace(by: (text: string) => string): void {
    for (const path of this.#copied) writeFileSync(path, by(readFileSync(path, "utf8")));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }
}
