/** A process of an example: waited for, or interrupted when it has printed what was waited for. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** Long enough for a slow machine. */
const PATIENCE = 240_000;

export interface Ran {
  readonly code: number | null;
  /** What it printed, on both ways, in order. */
  readonly printed: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly until?: string | undefined;
  readonly input?: string | undefined;
}

export class Running {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  #printed = "";

  constructor(command: string, args: readonly string[], { cwd, env }: Omit<RunOptions, "until">) {
    // A group of its own, so that what it started is interrupted with it.
    this.#child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    this.#closed = once(this.#child, "close");
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream!.setEncoding("utf8").on("data", (text: string) => {
        this.#printed += text;
        this.#child.emit("printed");
      });
    }
    this.#child.stdin!.on("error", () => {});
  }

  give(input: string | undefined): void {
    this.#child.stdin!.end(input);
  }

  interrupt(signal: NodeJS.Signals = "SIGINT"): void {
    const { pid, exitCode } = this.#child;
    if (pid === undefined || exitCode !== null) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  }

  /** Resolves when it has printed `text`, or ended without. */
  async printed(text: string): Promise<void> {
    while (!this.#printed.includes(text)) {
      const ended = await Promise.race([
        once(this.#child, "printed").then(() => false),
        this.#closed.then(() => true),
      ]);
      if (ended) return;
    }
  }

  async ended(): Promise<Ran> {
    const timer = setTimeout(() => this.interrupt("SIGKILL"), PATIENCE);
    await this.#closed;
    clearTimeout(timer);
    return { code: this.#child.exitCode, printed: this.#printed };
  }
}

/** Runs a command to its end, or until it has printed `until`: then it is interrupted, as by Ctrl-C. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const running = new Running(command, args, options);
  running.give(options.input);
  if (options.until === undefined) return running.ended();
  const ended = running.ended();
  await running.printed(options.until);
  running.interrupt();
  const { code, printed } = await ended;
  if (!printed.includes(options.until)) return { code, printed };
  // Interrupted as it was meant to be.
  return { code: code === 130 || code === null ? 0 : code, printed };
}
