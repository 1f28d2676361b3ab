/**
 * Frames and lines as bytes. Numbers come as scaled integers, `123456` with 2 decimals for `1234.56`, and their
 * digits go straight into the chunk: a log of 200 MB is written without a string in between.
 */
import { CODE_LIMIT, type Code, formatCode } from "../wits/catalog/code.js";
import type { LogTruth, NullKind } from "./truth.js";

export type LineEnd = "\r\n" | "\n" | "\r";

const CHUNK = 65_536;
/** The least room for a whole frame: 200 lines of 80 bytes. A chunk ends where less is left, always between frames. */
const FRAME_ROOM = 16_000;
export const LONGEST_TEXT = 60;

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
const POWERS = Array.from({ length: 10 }, (_, digits) => 10 ** digits);

/** How each kind of null stands on the wire. */
const NULL_TEXT: Readonly<Record<NullKind, Uint8Array>> = {
  empty: Buffer.from(""),
  "-999.25": Buffer.from("-999.25"),
  "-9999": Buffer.from("-9999"),
  "-8888": Buffer.from("-8888.00"),
};

const CODE_TEXT = Buffer.alloc(CODE_LIMIT * 4);
for (let code = 0; code < CODE_LIMIT; code++) CODE_TEXT.write(formatCode(code), code * 4, "latin1");

export class FrameWriter {
  readonly #lineEnd: Uint8Array;
  readonly #truth: LogTruth | undefined;
  #chunk = new Uint8Array(CHUNK);
  #at = 0;
  #taken = 0;

  constructor(lineEnd: LineEnd, truth: LogTruth | undefined) {
    this.#lineEnd = Buffer.from(lineEnd);
    this.#truth = truth;
  }

  /** Bytes written so far, those of earlier chunks included. */
  get bytes(): number {
    return this.#taken + this.#at;
  }

  get full(): boolean {
    return this.#at > CHUNK - FRAME_ROOM;
  }

  /** Hands over what was written since the last call; the receiver owns it. */
  take(): Uint8Array {
    const chunk = this.#chunk.subarray(0, this.#at);
    this.#taken += this.#at;
    this.#chunk = new Uint8Array(CHUNK);
    this.#at = 0;
    return chunk;
  }

  beginFrame(): void {
    this.#marker(0x26);
  }

  endFrame(): void {
    this.#marker(0x21);
    this.#truth?.endFrame();
  }

  /** `scaled` is the value times ten to the power `decimals` (at most 9); the whole part stays below 2^31. */
  number(code: Code, scaled: number, decimals: number): void {
    const start = this.#at;
    this.#code(code);
    const magnitude = Math.abs(scaled);
    if (scaled < 0) this.#chunk[this.#at++] = MINUS;
    const power = POWERS[decimals]!;
    const whole = Math.floor(magnitude / power);
    this.#digits(whole, digitCount(whole));
    if (decimals > 0) {
      this.#chunk[this.#at++] = POINT;
      this.#digits(magnitude - whole * power, decimals);
    }
    this.#endLine();
    // Exactly what `Number(text)` gives: one division of integers below 2^53. Adding 0 makes -0 the 0 that is written.
    this.#truth?.number(code, scaled / power + 0, this.#at - start);
  }

  /** A number with leading zeros: dates and times. */
  padded(code: Code, value: number, digits: number): void {
    const start = this.#at;
    this.#code(code);
    this.#digits(value, digits);
    this.#endLine();
    this.#truth?.number(code, value, this.#at - start);
  }

  text(code: Code, text: Uint8Array): void {
    if (text.length === 0) {
      this.null(code, "empty");
      return;
    }
    const start = this.#at;
    this.#code(code);
    this.#copy(text);
    this.#endLine();
    this.#truth?.text(code, this.#at - start);
  }

  null(code: Code, kind: NullKind): void {
    const start = this.#at;
    this.#code(code);
    this.#copy(NULL_TEXT[kind]);
    this.#endLine();
    this.#truth?.null(code, kind, this.#at - start);
  }

  #marker(byte: number): void {
    const start = this.#at;
    this.#chunk[this.#at++] = byte;
    this.#chunk[this.#at++] = byte;
    this.#endLine();
    this.#truth?.framing(this.#at - start);
  }

  #code(code: Code): void {
    const chunk = this.#chunk;
    const from = code * 4;
    chunk[this.#at++] = CODE_TEXT[from]!;
    chunk[this.#at++] = CODE_TEXT[from + 1]!;
    chunk[this.#at++] = CODE_TEXT[from + 2]!;
    chunk[this.#at++] = CODE_TEXT[from + 3]!;
  }

  #digits(value: number, count: number): void {
    let rest = value | 0;
    for (let at = this.#at + count - 1; at >= this.#at; at--) {
      const tens = (rest / 10) | 0;
      this.#chunk[at] = ZERO + rest - tens * 10;
      rest = tens;
    }
    this.#at += count;
  }

  #endLine(): void {
    this.#copy(this.#lineEnd);
  }

  #copy(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index++) this.#chunk[this.#at++] = bytes[index]!;
  }
}

function digitCount(value: number): number {
  let count = 1;
  while (count < 10 && value >= POWERS[count]!) count++;
  return value >= 1e9 ? 10 : count;
}
