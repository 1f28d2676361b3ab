/**
 * The bytes of a range on their way into a decoder. Those of a plain file are read ahead: while some are decoded, a thread of
 * Node's reads the next ones into the decoder's memory behind them.
 */
import type { ByteReader } from "../input/bytes/source.js";
import type { Decoder } from "../kernel/decoder.js";

/** Bytes that are read at once when they are read ahead: three times as many have room in the decoder. */
const READ = 1 << 19;

interface Reading {
  readonly window: Uint8Array;
  readonly length: Promise<number>;
}

export class RangeInput {
  readonly #reader: ByteReader;
  readonly #decoder: Decoder;
  readonly #isAhead: boolean;
  #left: number;
  #next: Reading | undefined;

  /** At most `length` bytes; the decoder's source has started. */
  constructor(reader: ByteReader, decoder: Decoder, { length, ahead }: { length: number; ahead: boolean }) {
    this.#reader = reader;
    this.#decoder = decoder;
    this.#isAhead = ahead;
    this.#left = length;
  }

  /** The next bytes, in the decoder's memory; none at the end. */
  async read(): Promise<Uint8Array> {
    if (this.#left === 0) return new Uint8Array(0);
    const { window, length } = this.#next ?? this.#begin(this.#decoder.window());
    this.#next = undefined;
    const read = await length;
    this.#left -= read;
    return window.subarray(0, read);
  }

  /** Decodes what `read` has given. */
  decode({ length }: Uint8Array): void {
    const ahead = (window: Uint8Array): void => {
      this.#next = this.#begin(window);
    };
    this.#decoder.advance(length, this.#isAhead && this.#left > 0 ? { bytes: READ, ahead } : undefined);
  }

  /** The memory is the decoder's again, whatever became of what was to be read. */
  async close(): Promise<void> {
    await this.#next?.length.catch(() => undefined);
    await this.#reader.close();
  }

  #begin(window: Uint8Array): Reading {
    const most = this.#isAhead ? Math.min(READ, this.#left) : this.#left;
    const room = window.subarray(0, most);
    const length = this.#reader.read(room);
    // Whoever asks for the bytes is told; until then a failure must not count as unhandled.
    length.catch(() => undefined);
    return { window: room, length };
  }
}
