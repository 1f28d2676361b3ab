/**
 * Half-duplex lines give back what is sent into them, and our own frame among the sender's would become a row. An echo
 * is a whole frame, byte for byte the one that was sent, soon after it was: nothing else is taken for one, so a
 * frame of the sender that is like ours but for a byte is kept. Echoes are left out of what is handed on, the raw journal
 * too, for they are nothing that the sender sent; how many bytes they were is counted.
 */
import type { Chunk } from "./transport/transport.js";

/** An echo comes within this; a slow line of 300 baud behind full buffers needs some seconds. Milliseconds. */
const WINDOW = 10_000;

export class Echoes {
  readonly #frame: Buffer;
  /** When frames were sent that may still come back, by a clock that nobody sets. */
  #sent: number[] = [];
  /** What came last and may be the beginning of an echo. */
  #held: Chunk[] = [];
  #heldBytes = 0;
  /** Bytes of echoes so far. */
  bytes = 0;

  constructor(frame: Uint8Array) {
    this.#frame = Buffer.from(frame);
  }

  /** Whether bytes are held back, until more come or are waited for no longer. */
  get holding(): boolean {
    return this.#heldBytes > 0;
  }

  /** The frame is being sent. */
  expect(): void {
    this.#sent.push(performance.now());
  }

  /** What of the bytes so far is the sender's, in order. */
  pass(chunk: Chunk): Chunk[] {
    const oldest = performance.now() - WINDOW;
    while (this.#sent.length > 0 && this.#sent[0]! < oldest) this.#sent.shift();
    const passed: Chunk[] = [];
    let { bytes } = chunk;
    if (this.holding) {
      const missing = this.#frame.subarray(this.#heldBytes);
      const same = Math.min(missing.length, bytes.length);
      if (!startsWith(bytes, missing, same)) passed.push(...this.release());
      else if (same < missing.length) {
        this.#hold(chunk);
        return passed;
      } else {
        this.#drop();
        bytes = bytes.subarray(same);
      }
    }
    const give = (given: Uint8Array): void => {
      if (given.length > 0) passed.push({ bytes: given, arrival: chunk.arrival });
    };
    while (this.#sent.length > 0) {
      const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(this.#frame);
      if (at < 0) break;
      give(bytes.subarray(0, at));
      bytes = bytes.subarray(at + this.#frame.length);
      this.#drop();
    }
    const begun = this.#sent.length > 0 ? this.#beginningAtEnd(bytes) : 0;
    give(bytes.subarray(0, bytes.length - begun));
    if (begun > 0) this.#hold({ bytes: bytes.subarray(bytes.length - begun), arrival: chunk.arrival });
    return passed;
  }

  /** What was held back and is no echo after all. */
  release(): Chunk[] {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    return held;
  }

  #hold(chunk: Chunk): void {
    // The bytes are the connection's again before more come.
    this.#held.push({ ...chunk, bytes: chunk.bytes.slice() });
    this.#heldBytes += chunk.bytes.length;
  }

  /** An echo is complete. */
  #drop(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#sent.shift();
    this.bytes += this.#frame.length;
  }

  /** How many of the last bytes are a beginning of the frame, and not the whole. */
  #beginningAtEnd(bytes: Uint8Array): number {
    for (let length = Math.min(bytes.length, this.#frame.length - 1); length > 0; length--) {
      if (startsWith(bytes.subarray(bytes.length - length), this.#frame, length)) return length;
    }
    return 0;
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[i] !== start[i]) return false;
  return true;
}
