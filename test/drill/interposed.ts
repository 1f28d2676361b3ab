/** `witskit` with `interpose.c` between it and the disk: killed at a call, or its calls counted. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { program } from "../program.js";

const SOURCE = fileURLToPath(new URL("./interpose.c", import.meta.url));
export const BINARY = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** The calls that are counted, as `interpose.c` names them. */
export type Calls = ReadonlyMap<string, number>;

/** A place to be killed at: before or after the so many-th of a call. */
export interface Kill {
  readonly call: string;
  readonly number: number;
  readonly side: "before" | "after";
}

export const killText = ({ call, number, side }: Kill): string => `${call}:${number}:${side}`;

let library: string | undefined;

/** Why there can be no drill here; undefined when there can. */
export function whyNot(): string | undefined {
  if (process.platform !== "linux") return "kills at system calls need Linux";
  if (!existsSync(BINARY)) return `${BINARY} is missing: run npm run build`;
  if (library !== undefined) return undefined;
  const compiler = program("gcc", "cc", "clang");
  if (compiler === undefined) return "there is no C compiler (cc), which kills at system calls need";
  const folder = join(tmpdir(), `witskit-drill-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const made = join(folder, "interpose.so");
  const built = spawnSync(compiler, ["-shared", "-fPIC", "-O1", "-o", made, SOURCE, "-ldl"], {
    encoding: "utf8",
  });
  if (built.status !== 0) return `${compiler} cannot build ${SOURCE}: ${built.stderr}`;
  library = made;
  return undefined;
}

export interface Drilled {
  /** The folder whose calls count. */
  readonly root: string;
  readonly cwd: string;
  readonly kill?: Kill | undefined;
  /** The wall clock steps back, by so many milliseconds, after so many. */
  readonly clock?: { readonly after: number; readonly back: number } | undefined;
  /** Ends a command that would go on, with SIGTERM. */
  readonly until?: ((process: number) => boolean) | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

export interface Ended {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly said: string;
  readonly calls: Calls;
}

/** Longest life of a command, milliseconds. */
const LONGEST = 60_000;
const LOOK = 20;

/** Runs a command of `witskit` to its end. */
export async function run(words: readonly string[], options: Drilled): Promise<Ended> {
  const { root, cwd, kill, clock, until, environment } = options;
  const counted = join(cwd, ".calls");
  rmSync(counted, { force: true });
  const child = spawn(process.execPath, [BINARY, ...words], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      NO_COLOR: "1",
      ...environment,
      LD_PRELOAD: library!,
      DRILL_ROOT: root,
      DRILL_COUNT: counted,
      ...(kill && { DRILL_KILL: killText(kill) }),
      ...(clock && { DRILL_CLOCK: `${clock.after}:${clock.back}` }),
    },
  });
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const late = setTimeout(() => child.kill("SIGKILL"), LONGEST);
  // Once: who hears it twice leaves everything as it is.
  const look =
    until &&
    setInterval(() => {
      if (!until(child.pid!)) return;
      clearInterval(look);
      child.kill("SIGTERM");
    }, LOOK);
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(late);
  clearInterval(look);
  return { code, said, calls: callsIn(counted) };
}

function callsIn(path: string): Calls {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  return new Map(
    lines.map((line) => {
      const [call = "", number] = line.split(" ");
      return [call, Number(number)];
    }),
  );
}
