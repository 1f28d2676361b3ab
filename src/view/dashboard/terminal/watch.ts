/** A dashboard in the terminal, until its user leaves: keys change what is looked at, time what is shown. */
import type { ReadStream } from "node:tty";
import type { Dashboard } from "../dashboard.js";
import type { Snapshot } from "../shown.js";
import { snapshotOf, type Viewing } from "../snapshot.js";
import { answer } from "./answer.js";
import { found, trendWidth } from "./item-lines.js";
import { stylesOf } from "./line.js";
import type { Look } from "./look.js";
import { Screen } from "./screen.js";
import { type Key, type Output, openTerminal, type Terminal } from "./terminal.js";
import { roomFor, screenLines, type ViewState } from "./view.js";

export interface WatchOptions extends Look {
  readonly colours: boolean;
  readonly viewing: Omit<Viewing, "trend">;
  readonly input: ReadStream;
  readonly output: Output;
}

/** How it ended: by a key for leaving, by Ctrl-C, or since the terminal is gone. */
export type Left = "left" | "interrupted" | "gone";

/** Milliseconds between two frames when nothing but values changes. */
const INTERVAL = 250;

/** Interrupted when the signal aborts. The terminal is given back in every case. */
export async function watch(dashboard: Dashboard, options: WatchOptions, signal: AbortSignal): Promise<Left> {
  const watching = new Watch(dashboard, options);
  const abort = (): void => watching.interrupt();
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await watching.left;
  } finally {
    signal.removeEventListener("abort", abort);
    watching.close();
  }
}

class Watch {
  readonly left: Promise<Left>;
  readonly #dashboard: Dashboard;
  readonly #options: WatchOptions;
  readonly #screen: Screen;
  readonly #terminal: Terminal;
  readonly #timer: NodeJS.Timeout;
  #leave: (how: Left) => void = () => {};
  #fail: (error: unknown) => void = () => {};
  #state: ViewState = { scroll: 0, search: undefined, typing: false, paused: false, help: false };
  /** Of the board that is looked at; undefined for the first. */
  #board: string | undefined;
  #snapshot: Snapshot;

  constructor(dashboard: Dashboard, options: WatchOptions) {
    this.#dashboard = dashboard;
    this.#options = options;
    this.#screen = new Screen(stylesOf(options.colours));
    this.#snapshot = this.#look();
    this.left = new Promise((resolve, reject) => {
      [this.#leave, this.#fail] = [resolve, reject];
    });
    const attempt = (act: () => void): void => {
      try {
        act();
      } catch (error) {
        this.#fail(error);
      }
    };
    this.#terminal = openTerminal(options.input, options.output, {
      onKey: (key) => attempt(() => this.#press(key)),
      onResize: () => attempt(() => this.#redraw()),
      onGone: () => this.#leave("gone"),
    });
    this.#timer = setInterval(() => attempt(() => this.#tick()), INTERVAL);
    attempt(() => this.#draw());
  }

  interrupt(): void {
    this.#leave("interrupted");
  }

  close(): void {
    clearInterval(this.#timer);
    this.#terminal.close();
  }

  #look(): Snapshot {
    const { viewing, output } = this.#options;
    const trend = trendWidth(output.columns || 80);
    return snapshotOf(this.#dashboard, this.#board, { ...viewing, trend }, Date.now());
  }

  #tick(): void {
    if (!this.#state.paused) this.#snapshot = this.#look();
    this.#draw();
  }

  #draw(): void {
    if (this.#terminal.busy) return;
    const { columns, rows } = this.#terminal;
    const lines = screenLines(this.#snapshot, this.#state, { columns, rows }, this.#options);
    const text = this.#screen.update(lines, columns, rows);
    if (text !== "") this.#terminal.write(text);
  }

  #redraw(): void {
    this.#screen.forget();
    this.#draw();
  }

  #press(key: Key): void {
    const items = found(this.#snapshot.board?.items ?? [], this.#state.search).length;
    const done = answer(this.#state, key, { room: roomFor(this.#snapshot, this.#terminal), items });
    if (done === "leave") this.#leave("left");
    else if (done === "interrupt") this.#leave("interrupted");
    else if (done === "suspend") this.#terminal.suspend();
    else if (done === "redraw") this.#redraw();
    else {
      if (done === "next") this.#turn(1);
      else if (done === "previous") this.#turn(-1);
      else this.#state = done;
      this.#draw();
    }
  }

  #turn(by: number): void {
    const { boards, board } = this.#snapshot;
    if (boards.length === 0) return;
    const at = boards.findIndex(({ name }) => name === (this.#board ?? board?.name));
    this.#board = boards[(Math.max(0, at) + by + boards.length) % boards.length]!.name;
    this.#state = { ...this.#state, scroll: 0, paused: false };
    this.#snapshot = this.#look();
  }
}
