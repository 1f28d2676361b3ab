/**
 * The last bytes of a source, to say of a place in it which line it is on and what stands there. Lines end with CR LF,
 * LF or CR, mixed as they come. What is no longer kept has been counted.
 */
const LF = 10;
const CR = 13;
const FIRST_ROOM = 1 << 18;

export class RecentBytes {
  /** Bytes that are kept at the least, where so many have come. */
  readonly #least: number;
  #room = Buffer.allocUnsafe(FIRST_ROOM);
  #length = 0;
  /** Where in the source the first kept byte stands, the line it is on, and the byte before it. */
  #start = 0;
  #startLine = 1;
  #before = 0;
  /** The place that was asked for last, and its line. */
  #cursor = 0;
  #cursorLine = 1;

  constructor(least: number) {
    this.#least = least;
  }

  clear(): void {
    this.#length = 0;
    this.#start = 0;
    this.#startLine = 1;
    this.#before = 0;
    this.#cursor = 0;
    this.#cursorLine = 1;
  }

  /** The place of the first byte that is kept. */
  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#start + this.#length;
  }

  /** Appends bytes, which may be used again afterwards. */
  add(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#room.length) {
      this.#drop(Math.max(0, this.#length - this.#least));
      if (this.#length + bytes.length > this.#room.length) {
        // Twice the least, so that what is kept is moved no more often than its length in bytes comes in.
        const room = Buffer.allocUnsafe(
          Math.max(this.#room.length * 2, this.#length + bytes.length + this.#least),
        );
        this.#room.copy(room, 0, 0, this.#length);
        this.#room = room;
      }
    }
    this.#room.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** From one place of the source to another; undefined when the first byte is no longer kept. Valid until `add`. */
  between(from: number, to: number): Buffer | undefined {
    if (from < this.#start) return undefined;
    return this.#room.subarray(from - this.#start, Math.min(to - this.#start, this.#length));
  }

  /** The line, from 1, of a place that is kept; of an earlier one, that of the first kept byte. */
  lineAt(offset: number): number {
    if (offset < this.#cursor) {
      this.#cursor = this.#start;
      this.#cursorLine = this.#startLine;
    }
    const to = Math.min(offset - this.#start, this.#length);
    const from = this.#cursor - this.#start;
    if (to <= from) return this.#cursorLine;
    this.#cursorLine += this.#lineEnds(from, to);
    this.#cursor = this.#start + to;
    return this.#cursorLine;
  }

  /** Line ends among kept bytes. CR LF is counted at its CR. */
  #lineEnds(from: number, to: number): number {
    const bytes = this.#room;
    let previous = from === 0 ? this.#before : bytes[from - 1]!;
    let ends = 0;
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      if (byte <= CR && (byte === CR || (byte === LF && previous !== CR))) ends++;
      previous = byte;
    }
    return ends;
  }

  #drop(length: number): void {
    if (length === 0) return;
    const start = this.#start + length;
    const line = this.lineAt(start);
    this.#before = this.#room[length - 1]!;
    this.#room.copyWithin(0, length, this.#length);
    this.#length -= length;
    this.#start = start;
    this.#startLine = line;
    this.#cursor = start;
    this.#cursorLine = line;
  }
}
