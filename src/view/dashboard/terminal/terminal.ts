/**
 * The terminal while the dashboard has it: the other screen, no cursor, each key at once. Whatever ends the program, a bug
 * too, gives it back as it was.
 */
import { writeSync } from "node:fs";
import { emitKeypressEvents } from "node:readline";
import type { ReadStream, WriteStream } from "node:tty";

export interface Key {
  /** `a`, `up`, `pageup`, `escape`, ...; undefined for a character that has no name. */
  readonly name: string | undefined;
  /** What was typed. */
  readonly sequence: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  /** The line is slower than what was written: another frame would only wait behind it. */
  readonly busy: boolean;
  write(text: string): void;
  /** Gives the terminal back until the shell continues the program, as Ctrl-Z does elsewhere. */
  suspend(): void;
  close(): void;
}

export interface TerminalEvents {
  readonly onKey: (key: Key) => void;
  /** The size has changed, or something else may have been written on the screen. */
  readonly onResize: () => void;
  /** Nobody looks any more: the terminal is gone. */
  readonly onGone: () => void;
}

/** Standard output, where it is a terminal. */
export type Output = WriteStream & { readonly fd: number };

const ENTER = "\x1b[?1049h\x1b[?25l";
const LEAVE = "\x1b[0m\x1b[?25h\x1b[?1049l";

export function openTerminal(input: ReadStream, output: Output, events: TerminalEvents): Terminal {
  const key = (_: string | undefined, pressed: Partial<Key> | undefined): void => {
    const { name, sequence = "", ctrl = false, shift = false } = pressed ?? {};
    events.onKey({ name, sequence, ctrl, shift });
  };
  let entered = false;
  const held = new HeldBack();
  const enter = (): void => {
    entered = true;
    held.begin();
    input.setRawMode(true);
    output.write(ENTER);
  };
  /** Written at once, since the program may be about to end. */
  const leave = (): void => {
    if (!entered) return;
    entered = false;
    try {
      input.setRawMode(false);
      writeSync(output.fd, LEAVE);
    } catch {
      // The terminal is gone, and has nothing to be given back.
    }
    held.end();
  };
  const resized = (): void => events.onResize();
  const resumed = (): void => {
    enter();
    events.onResize();
  };
  const gone = (): void => events.onGone();

  emitKeypressEvents(input);
  input.on("keypress", key);
  input.on("end", gone);
  input.on("error", gone);
  output.on("resize", resized);
  output.on("error", gone);
  process.on("exit", leave);
  process.on("SIGCONT", resumed);
  process.on("SIGHUP", gone);
  enter();
  input.resume();

  return {
    get columns() {
      return output.columns || 80;
    },
    get rows() {
      return output.rows || 24;
    },
    get busy() {
      return output.writableNeedDrain;
    },
    write(text) {
      output.write(text);
    },
    suspend() {
      leave();
      process.kill(process.pid, "SIGTSTP");
    },
    close() {
      input.off("keypress", key);
      input.off("end", gone);
      output.off("resize", resized);
      process.off("SIGCONT", resumed);
      process.off("SIGHUP", gone);
      leave();
      process.off("exit", leave);
      input.pause();
      input.unref();
    },
  };
}

/** Characters of what is said meanwhile that are kept: the last ones. */
const KEPT = 65_536;

/** What anyone says on standard error while the dashboard is on the screen is said when it has gone. */
class HeldBack {
  #text = "";
  #write: typeof process.stderr.write | undefined;

  begin(): void {
    if (!process.stderr.isTTY || this.#write !== undefined) return;
    this.#write = process.stderr.write;
    process.stderr.write = ((chunk: string | Uint8Array): boolean => {
      this.#text = (this.#text + Buffer.from(chunk as string).toString()).slice(-KEPT);
      return true;
    }) as typeof process.stderr.write;
  }

  end(): void {
    if (this.#write === undefined) return;
    process.stderr.write = this.#write;
    this.#write = undefined;
    if (this.#text !== "") process.stderr.write(this.#text);
    this.#text = "";
  }
}
