/** Lines of frames that are made of a document, and where in it the bytes are that each of them stands for. */
import { giveBytes, roomIn } from "../../../arrays/spare-bytes.js";
import type { Places } from "../../../wits/decoding/places.js";
import { LinePlaces, type RowOfLines } from "../../bytes/line-places.js";

const LF = 10;

/** Bytes of the lines that come of a piece of a document. */
const SIZE = 1 << 19;

const NONE = new Uint8Array(0);

export class Lines {
  readonly #places: LinePlaces;
  readonly #below: Places | undefined;
  readonly places: Places;
  /** Those that nobody has taken: the first `length` of these bytes. */
  bytes = NONE;
  length = 0;

  constructor(below: Places | undefined, crowd: number | undefined) {
    this.#places = new LinePlaces(crowd);
    this.#below = below;
    this.places = this.#places.view();
  }

  /** Whether the bytes of the document are those of the source, each in its place. */
  get areOfSource(): boolean {
    return this.#below === undefined;
  }

  /** Makes room for so many bytes more. */
  room(more: number): void {
    this.bytes = roomIn(this.bytes, this.length, this.length + more, SIZE);
  }

  marker(sign: number, source: number, width: number): void {
    const { bytes } = this;
    bytes[this.length++] = sign;
    bytes[this.length++] = sign;
    bytes[this.length++] = LF;
    this.place(3, source, width, false);
  }

  /** The code of a line: four digits, which stand at `at`. */
  digits(digits: Uint8Array, at = 0): void {
    const { bytes, length } = this;
    bytes[length] = digits[at]!;
    bytes[length + 1] = digits[at + 1]!;
    bytes[length + 2] = digits[at + 2]!;
    bytes[length + 3] = digits[at + 3]!;
    this.length = length + 4;
  }

  /** A text without its line end. */
  text(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Ends the line that began at `begun`. */
  endLine(begun: number, source: number, width: number): void {
    this.bytes[this.length++] = LF;
    this.place(this.length - begun, source, width, true);
  }

  /** A row has been put behind the lines that are there. */
  addRow(row: RowOfLines): void {
    this.#places.addRow(row);
    this.#places.settle(row.sourceEnd);
    this.length += row.length;
  }

  /** A whole line, its end too, of what the document says once for all rows: it stands for no bytes. */
  known(line: Uint8Array): void {
    this.text(line);
    this.#places.addNone(line.length);
  }

  /** What the line that began at `begun` says once more, with another code: it stands for no more bytes. */
  again(begun: number, code: Uint8Array): void {
    const at = this.length;
    const from = begun + 4;
    this.digits(code);
    this.bytes.copyWithin(this.length, from, at);
    this.length += at - from;
    this.#places.addNone(this.length - at);
  }

  /** A line of `length` bytes stands for `width` at `source`. */
  place(length: number, source: number, width: number, valued: boolean): void {
    if (this.#below === undefined) this.#places.add(length, source, width, valued);
    else
      this.#places.add(
        length,
        this.#below.sourceOffset(source),
        this.#width(this.#below, source, width),
        valued,
      );
  }

  /** All before this byte of the document is decided, and a row has ended. */
  settle(at: number): void {
    this.#places.settle(this.#below === undefined ? at : this.#below.sourceOffset(at));
  }

  /** All before this byte is decided, within a row too. */
  settleWrapped(at: number): void {
    this.#places.settle(this.#below === undefined ? at : at + this.#below.wrapping);
    this.#below?.forget(at, at);
  }

  /** Bytes that have come since the last time. They hold until the next line. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }

  /** No line will come, and all that came have been taken. */
  close(): void {
    giveBytes(this.bytes);
    this.bytes = NONE;
    this.length = 0;
  }

  #width(below: Places, source: number, width: number): number {
    return width === 0 ? 0 : below.sourceEnd(source + width) - below.sourceOffset(source);
  }
}
