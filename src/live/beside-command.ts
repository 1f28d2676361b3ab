/**
 * A command of ours as a process beside a run: what takes its time and its memory there gives both back, and the system runs it when
 * the run has nothing to do. The run lives on whatever becomes of it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { reasonIn } from "./lookers-on.js";

/** The program, and what stands before its own words: what `process` was started with. */
export interface Program {
  readonly path: string;
  readonly before: readonly string[];
}

/** The program that runs here: node makes its path whole. */
export const thisProgram = (): Program => ({
  path: process.execPath,
  before: [...process.execArgv, process.argv[1]!],
});

/** How a command has ended. */
export interface EndedCommand {
  /** Whether it has done all that it was to do. */
  readonly done: boolean;
  /** What it said last, or why it could not begin. */
  readonly said: string;
}

/** Milliseconds in which a command ends that is told to; all of ours can be killed. */
const ENDS_WITHIN = 3000;

/** Characters kept of what it says. */
const SAID = 8192;

/** Runs until the command ends, which a signal that aborts makes it do. Never throws. */
export async function runBeside(
  { path, before }: Program,
  words: readonly string[],
  signal: AbortSignal,
): Promise<EndedCommand> {
  if (signal.aborted) return { done: false, said: "it was not begun" };
  let said = "";
  let late: NodeJS.Timeout | undefined;
  let stop = (): void => {};
  try {
    const child = spawn(path, [...before, ...words], { stdio: ["ignore", "ignore", "pipe"] });
    const ended = endOf(child);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-SAID);
    });
    stop = (): void => {
      child.kill("SIGTERM");
      late = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN);
    };
    signal.addEventListener("abort", stop, { once: true });
    letOthersFirst(child);
    const how = await ended;
    return { done: how === 0, said: said.trim() || (how === 0 ? "" : `it ended with ${how}`) };
  } catch (error) {
    return { done: false, said: reasonIn(error) };
  } finally {
    signal.removeEventListener("abort", stop);
    clearTimeout(late);
  }
}

/** Its exit code, or the signal that ended it. Rejects where it could not be started. */
const endOf = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, by) => resolve(code ?? by));
  });

function letOthersFirst({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not let us: then it runs as everybody.
  }
}
