/** Runs the program as its users do: the built binary, in a folder of its own. */
import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const BINARY = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
export const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));

if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run npm run build before these tests`);

export const sample = (name: string): Buffer => readFileSync(join(SAMPLES, name));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** The words of a command line, parted by single blanks. */
export function witskit(line: string | readonly string[], options: RunOptions): Ran {
  const words = typeof line === "string" ? line.split(" ") : line;
  const { status, stdout, stderr }: SpawnSyncReturns<string> = spawnSync(
    process.execPath,
    [BINARY, ...words],
    {
      cwd: options.cwd,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: 60_000,
      env: { ...process.env, NO_COLOR: "1", ...options.env },
      ...(options.input === undefined ? {} : { input: options.input }),
    },
  );
  return { code: status, out: stdout, err: stderr };
}

/** The same without waiting: for pipes that stay open and signals. */
export const startWitskit = (line: string, cwd: string) =>
  spawn(process.execPath, [BINARY, ...line.split(" ")], { cwd, stdio: ["pipe", "pipe", "pipe"] });

/** The same, and what it says, as it says it. `ended` is its exit code, once all is said. */
export function hearWitskit(line: string, cwd: string) {
  const child = startWitskit(line, cwd);
  const said = { out: "", err: "" };
  child.stdout.on("data", (text) => {
    said.out += text;
  });
  child.stderr.on("data", (text) => {
    said.err += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, said, ended };
}

/** All files below a folder, hidden ones too, by their paths in it; one that goes meanwhile is none. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** A digest of each of these files, by its path in the folder. */
export const digests = (folder: string): Record<string, string> =>
  Object.fromEntries(
    filesIn(folder).map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex"),
    ]),
  );

/** Of a dataset that is complete, or could be continued. */
export const MANIFEST = "_witskit/manifest.ndjson";
export const METADATA = "_witskit/metadata.json";
