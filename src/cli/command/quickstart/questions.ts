/** Questions on a terminal, one after the other. They stand on standard error: what a command answers stays apart. */
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { Failure } from "../../../failure/failure.js";
import { shownText } from "../../../text/shown-text.js";
import { say } from "../../page/say.js";

export interface Question<Answer> {
  /** What is asked, in one word or two. */
  readonly label: string;
  /** Lines above the question. */
  readonly explains: string;
  /** What Enter alone stands for; without it something must be answered. */
  readonly proposal?: string;
  /** Throws an Error when the answer will not do: its message is shown, and the question asked again. */
  readonly read: (text: string) => Answer | Promise<Answer>;
}

export class Questions {
  readonly #lines: Interface;
  /** What was typed, or pasted, ahead of its question. */
  readonly #ahead: string[] = [];
  #left: Failure | undefined;
  #wake = (): void => {};

  constructor() {
    this.#lines = createInterface({ input: process.stdin, output: process.stderr, completer: pathsFor });
    // A terminal that is read key by key sends no signal: leaving is told by the interface alone.
    const leave = (): void => {
      this.#left = new Failure("interrupted", "left before the end; nothing was made");
      this.#wake();
    };
    this.#lines.on("line", (line) => {
      this.#ahead.push(line);
      this.#wake();
    });
    this.#lines.on("SIGINT", leave);
    this.#lines.on("close", leave);
  }

  /** Asks until there is an answer. Throws a `Failure` of kind `interrupted` at Ctrl-C and Ctrl-D. */
  async ask<Answer>({ label, explains, proposal, read }: Question<Answer>): Promise<Answer> {
    say(`\n${explains}`);
    this.#lines.setPrompt(proposal === undefined ? `${label}: ` : `${label} [${shownText(proposal)}]: `);
    for (;;) {
      this.#lines.prompt();
      const line = (await this.#line()).trim();
      const text = line === "" ? proposal : line;
      if (text === undefined) continue;
      try {
        return await read(text);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        say(`  ${error.message}`);
      }
    }
  }

  async #line(): Promise<string> {
    for (;;) {
      const line = this.#ahead.shift();
      if (line !== undefined) return line;
      if (this.#left !== undefined) {
        say("");
        throw this.#left;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** What is run afterwards has the terminal to itself. */
  close(): void {
    this.#lines.removeAllListeners("close");
    this.#lines.close();
  }
}

export function yesOrNo(text: string): boolean {
  if (/^(y|yes)$/i.test(text)) return true;
  if (/^(n|no)$/i.test(text)) return false;
  throw new Error("answer yes or no");
}

/** A path as people put it into a terminal: quoted, with blanks behind backslashes when it was dropped there, with `~`. */
export function pathIn(text: string): string {
  const quote = /^(['"])(.*)\1$/.exec(text);
  const path = quote?.[2] ?? (process.platform === "win32" ? text : text.replace(/\\(.)/g, "$1"));
  return path.replace(/^~(?=$|[\\/])/, homedir());
}

/** Names that go on from what was typed; not those that a terminal would obey, for these are written as they are. */
async function pathsFor(line: string): Promise<[string[], string]> {
  const folder = /[\\/]$/.test(line) ? line : dirname(line);
  const entries = await readdir(pathIn(folder), { withFileTypes: true }).catch(() => []);
  const start = folder === "." && !line.startsWith(".") ? "" : folder;
  const names = entries.map((entry) => join(start, entry.name) + (entry.isDirectory() ? "/" : ""));
  return [names.filter((name) => name.startsWith(line) && shownText(name) === name), line];
}
