/** `witskit` as it runs in a test, and what it says. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { startWitskit } from "../cli/binary.js";
import { until } from "../until.js";

export class Run {
  readonly child: ChildProcess;
  said = "";

  constructor(line: string, cwd: string) {
    this.child = startWitskit(line, cwd);
    this.child.stderr!.on("data", (text: Buffer) => {
      this.said += text.toString();
    });
    onTestFinished(() => void this.child.kill("SIGKILL"));
  }

  says(pattern: RegExp): Promise<unknown> {
    return this.until(() => pattern.test(this.said));
  }

  /** Waits for what it is to bring about while it runs. */
  until(condition: () => boolean): Promise<unknown> {
    return until(() => {
      if (this.child.exitCode !== null) throw new Error(`it has ended, and said ${this.said}`);
      return condition();
    });
  }

  async end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    const closed = once(this.child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
    if (signal !== undefined) this.child.kill(signal);
    const [code, by] = await closed;
    return code ?? by;
  }
}
