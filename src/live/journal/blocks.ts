/**
 * Bytes that wait to be written, copied into blocks that are used again. Handing on what sockets have read costs a buffer
 * each, and those of a second at 100 MB/s stay in memory until they are collected: 100 MB more than are waiting.
 */

/** Of 256 streams each has one that is partly filled; a write of a megabyte has 64. */
const BLOCK = 16_384;

export class BlockPool {
  readonly #free: Uint8Array[] = [];

  take(): Uint8Array {
    return this.#free.pop() ?? new Uint8Array(BLOCK);
  }

  give(block: Uint8Array): void {
    this.#free.push(block);
  }
}

/** Bytes in order, in blocks of a pool. */
export class Blocks {
  readonly #pool: BlockPool;
  readonly #blocks: Uint8Array[] = [];
  #size = 0;

  constructor(pool: BlockPool) {
    this.#pool = pool;
  }

  get size(): number {
    return this.#size;
  }

  add(bytes: Uint8Array): void {
    for (let taken = 0; taken < bytes.length; ) {
      const at = this.#size % BLOCK;
      if (at === 0) this.#blocks.push(this.#pool.take());
      const piece = bytes.subarray(taken, taken + BLOCK - at);
      this.#blocks.at(-1)!.set(piece, at);
      taken += piece.length;
      this.#size += piece.length;
    }
  }

  /** Views that hold until `release`, and until bytes are added. */
  get pieces(): Uint8Array[] {
    return this.#blocks.map((block, i) => block.subarray(0, this.#size - i * BLOCK));
  }

  release(): void {
    for (const block of this.#blocks.splice(0)) this.#pool.give(block);
    this.#size = 0;
  }
}
