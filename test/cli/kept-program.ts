/**
 * The program for many command lines, one process for all: where what is claimed is what comes of each, not that it starts alone. Its command
 * lines are asked for one at a time, have no standard input, and are not interrupted.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BINARY, type Ran } from "./binary.js";

const SCRIPT = fileURLToPath(new URL("kept-program.mjs", import.meta.url));

export class KeptProgram {
  readonly #folder = mkdtempSync(join(tmpdir(), "witskit-kept-"));
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;
  /** How much was read of what it wrote on each way. */
  readonly #read = { out: 0, err: 0 };

  constructor() {
    const files = ["out", "err"].map((name) => openSync(join(this.#folder, name), "a"));
    this.#child = spawn(process.execPath, [SCRIPT, BINARY], {
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", ...(files as [number, number]), "ipc"],
    });
    for (const file of files) closeSync(file);
    this.#ended = once(this.#child, "exit");
  }

  async run(words: readonly string[], { cwd }: { readonly cwd: string }): Promise<Ran> {
    const answered = once(this.#child, "message");
    this.#child.send({ cwd, words });
    const [code] = (await Promise.race([answered, this.#ended])) as [number | null];
    return { code, out: this.#new("out"), err: this.#new("err") };
  }

  async end(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #new(way: "out" | "err"): string {
    const bytes = readFileSync(join(this.#folder, way));
    const text = bytes.subarray(this.#read[way]).toString();
    this.#read[way] = bytes.length;
    return text;
  }
}
