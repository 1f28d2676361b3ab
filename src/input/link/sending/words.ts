/**
 * How a rig is spoken to. Pason's EDR sends nothing until it hears a frame, and falls silent 30 seconds after the last
 * one; asked with "Half WITS" it answers each frame with one, with "Full WITS" with about eight.
 */

/** `keep-alive`: sends at its own pace as long as it hears a frame every 30 seconds. `off`: need not be spoken to. */
export const pasonModes = ["off", "half", "full", "keep-alive"] as const;
export type PasonMode = (typeof pasonModes)[number];

const FRAMES_A_WORD: Readonly<Record<PasonMode, number>> = {
  off: Number.POSITIVE_INFINITY,
  half: 1,
  full: 8,
  "keep-alive": Number.POSITIVE_INFINITY,
};
/** Milliseconds from the last word to silence. */
export const PATIENCE = 30_000;

/** How many frames a client may be sent now, by what it said. */
export class Permission {
  readonly #mode: PasonMode;
  readonly #patience: number;
  #frames = 0;
  #until = Number.NEGATIVE_INFINITY;
  #wake: (() => void) | undefined;

  constructor(mode: PasonMode, patience: number) {
    this.#mode = mode;
    this.#patience = patience;
  }

  /** A frame was heard. */
  grant(): void {
    const each = FRAMES_A_WORD[this.#mode];
    this.#frames = this.#now() ? this.#frames + each : each;
    this.#until = performance.now() + this.#patience;
    this.#wake?.();
  }

  /** Whether a frame may be sent now. */
  get open(): boolean {
    return this.#mode === "off" || this.#now();
  }

  /** Takes the right to send a frame; false when there is none now. */
  take(): boolean {
    if (this.#mode === "off") return true;
    if (!this.#now()) return false;
    this.#frames--;
    return true;
  }

  /** Resolves with the next word. */
  async granted(signal: AbortSignal): Promise<void> {
    if (this.#now() || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener("abort", wake, { once: true });
    });
  }

  #now(): boolean {
    return this.#frames > 0 && performance.now() < this.#until;
  }
}

const AND = 0x26;
const BANG = 0x21;

/** What is kept of a frame that is heard, to tell whose it is: identity lines stand at the beginning. */
const BEGINNING = 256;

/** Counts frames in what a client says, however it is cut. */
export class WordCounter {
  readonly #own: string | undefined;
  #last = 0;
  #open = false;
  #beginning = "";

  /** Frames that have `own` at their beginning are ours, come back on a half-duplex line, and not counted. */
  constructor(own?: string) {
    this.#own = own;
  }

  /** Frames that end in these bytes. */
  count(bytes: Uint8Array): number {
    let frames = 0;
    for (const byte of bytes) {
      if (byte === AND && this.#last === AND) {
        this.#open = true;
        this.#beginning = "";
      } else if (byte === BANG && this.#last === BANG && this.#open) {
        if (this.#own === undefined || !this.#beginning.includes(this.#own)) frames++;
        this.#open = false;
      } else if (this.#open && this.#own !== undefined && this.#beginning.length < BEGINNING)
        this.#beginning += String.fromCharCode(byte);
      this.#last = byte;
    }
    return frames;
  }
}
