/** A terminal that is none of this test's own: tmux, whose screen can be looked at, typed into, and made another size. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BINARY } from "../../cli/binary.js";
import { program } from "../../program.js";

export const hasTmux = program("tmux") !== undefined;

export class Tmux {
  readonly #folder = mkdtempSync(join(tmpdir(), "witskit-tmux-"));

  readonly #pid = join(this.#folder, "pid");

  /** A shell on a screen of its own. */
  constructor(columns = 80, rows = 24) {
    this.#run(
      "-f",
      "/dev/null",
      "new-session",
      "-d",
      "-x",
      `${columns}`,
      "-y",
      `${rows}`,
      "env PS1='ready> ' sh",
    );
  }

  #run(...words: string[]): string {
    const { stdout, stderr, status } = spawnSync("tmux", ["-S", join(this.#folder, "socket"), ...words], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C.UTF-8", LANG: "C.UTF-8" },
    });
    if (status !== 0) throw new Error(`tmux ${words.join(" ")}: ${stderr}`);
    return stdout;
  }

  /** Types a command line that runs the program, and answers at once. */
  start(line: string, environment = "LC_ALL=C.UTF-8"): void {
    const run = `echo $$ >${this.#pid}; exec ${process.execPath} ${BINARY} ${line}`;
    this.type(`${environment} sh -c '${run}'; echo left with $?`);
    this.keys("Enter");
  }

  /** Of the program that was started last. */
  get pid(): number {
    return Number(readFileSync(this.#pid, "utf8"));
  }

  type(text: string): void {
    this.#run("send-keys", "-l", text);
  }

  /** By the names of tmux: `Enter`, `PageDown`, `C-c`, `q`. */
  keys(...names: string[]): void {
    this.#run("send-keys", ...names);
  }

  resize(columns: number, rows: number): void {
    this.#run("resize-window", "-x", `${columns}`, "-y", `${rows}`);
  }

  /** What is seen; with the escapes of its colours when these are asked for. */
  screen({ colours = false } = {}): string {
    return this.#run("capture-pane", "-p", ...(colours ? ["-e"] : []));
  }

  /** Formats of tmux, such as `#{alternate_on}`. */
  tell(format: string): string {
    return this.#run("display-message", "-p", format).trim();
  }

  /** Waits until the screen holds this; fails with what it shows instead. */
  async until(what: RegExp | ((screen: string) => boolean), seconds = 40): Promise<string> {
    const holds = typeof what === "function" ? what : (screen: string): boolean => what.test(screen);
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const screen = this.screen();
      if (holds(screen)) return screen;
      if (Date.now() > end) throw new Error(`the screen never showed ${what}, but\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  close(): void {
    try {
      this.#run("kill-server");
    } finally {
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }
}
