/** A program on a real pseudo-terminal, made by `script` of util-linux: typed to when it has asked, and read. */
import { spawn, spawnSync } from "node:child_process";
import { onTestFinished } from "vitest";
import { BINARY } from "./binary.js";

/** Why tests on a terminal are skipped here; undefined when they can run. */
export const noTerminal: string | undefined =
  spawnSync("script", ["-qec", "test -t 0", "/dev/null"], { stdio: "ignore", timeout: 10_000 }).status === 0
    ? undefined
    : "script of util-linux, which makes a terminal, is not there";

export const CONTROL_C = "\x03";
export const CONTROL_D = "\x04";

export interface Terminal {
  /** All that was written so far, without colours. */
  readonly text: string;
  /** Resolves when the text has come, behind what was seen before; rejects when the program ends without it. */
  see(text: string): Promise<void>;
  type(text: string): void;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

export function witskitOnTerminal(words: readonly string[], cwd: string): Terminal {
  const quoted = [process.execPath, BINARY, ...words].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  const child = spawn("script", ["-qefc", `stty cols 80; exec ${quoted.join(" ")}`, "/dev/null"], { cwd });
  let raw = "";
  let seen = 0;
  let isOver = false;
  let check = (): void => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece: string) => {
      raw += piece;
      check();
    });
  }
  child.stdin.on("error", () => {}); // of a program that has ended before it was typed to
  const ended = new Promise<number | null>((resolve) => {
    child.on("close", (code) => {
      isOver = true;
      check();
      resolve(code);
    });
  });
  onTestFinished(() => void child.kill());
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  const plain = (): string => raw.replace(/\x1b\[[\d;?]*[a-zA-Z]/g, "").replaceAll("\r\n", "\n");
  return {
    get text() {
      return plain();
    },
    see(text) {
      return new Promise((resolve, reject) => {
        check = () => {
          const at = plain().indexOf(text, seen);
          if (at >= 0) {
            seen = at + text.length;
            check = () => {};
            resolve();
          } else if (isOver) reject(new Error(`${JSON.stringify(text)} never came:\n${plain()}`));
        };
        check();
      });
    },
    type(text) {
      child.stdin.write(text);
    },
    ended,
  };
}
