/**
 * The clock before each range of a large source. Ranges are decoded apart, but a time without a date goes with the date
 * that the bytes before have told, and of a time that occurs twice they tell which it is: where a range begins with such times
 * it is decoded again when that is known.
 */
import type { Clock } from "../kernel/decoder.js";
import type { Piece } from "./piece.js";
import type { Pool } from "./pool.js";
import type { TaskResult } from "./task.js";

/** The end of the range that was decoded last, and the clock there. */
interface End {
  readonly source: number;
  /** Of a plain file; a stream's ranges come without gaps. */
  readonly at: number | undefined;
  readonly clock: Clock | undefined;
}

export class RangeClocks {
  readonly #pool: Pool;
  readonly #rangeBytes: number;
  /** Undefined while nothing is known of the bytes up to there. */
  #end: End | undefined;

  /** `rangeBytes` is what plain files are cut into. */
  constructor(pool: Pool, rangeBytes: number) {
    this.#pool = pool;
    this.#rangeBytes = rangeBytes;
  }

  /**
   * What the pool has made of a task, or, where its first times lack the date, what it makes of it with the clock. Results
   * are to be given in the order of their ranges. The ranges of one source come one to a task; what several sources have grown by
   * stands together in one, each piece as if alone.
   */
  async settle(pieces: readonly Piece[], result: TaskResult): Promise<TaskResult> {
    const [piece] = pieces;
    const [first] = result.pieces;
    if (pieces.length > 1) return this.#settleAll(pieces, result);
    if (piece === undefined || first === undefined || !isRange(piece)) return result;
    if (first.unsureTimes === undefined) {
      // What the range itself has not told stands as it was before.
      const known = isWhole(first.clock) || piece.clock !== undefined ? first : this.#known(piece);
      if (known !== undefined) this.reached(piece, { ...known.clock, ...first.clock });
      return result;
    }
    const clock = await this.before(piece);
    let settled = result;
    if (clock !== undefined) {
      const { range } = piece;
      const again =
        first.buffer !== undefined && "bytes" in range ? { ...range, bytes: first.buffer } : range;
      settled = await this.#pool.run([{ ...piece, range: again, clock }]);
    }
    this.reached(piece, settled.pieces[0]?.clock ?? clock);
    return settled;
  }

  async #settleAll(pieces: readonly Piece[], result: TaskResult): Promise<TaskResult> {
    const lacks = pieces.map(({ range, clock }, i) => {
      const { unsureTimes = 0 } = result.pieces[i] ?? {};
      return "path" in range && range.from > 0 && clock === undefined && unsureTimes > 0;
    });
    if (!lacks.includes(true)) return result;
    const told: Piece[] = [];
    for (const [i, piece] of pieces.entries())
      told.push(lacks[i] ? { ...piece, clock: await this.before(piece) } : piece);
    return this.#pool.run(told);
  }

  /** Of a piece that was decoded with the clock before it: the clock at its end. */
  reached({ source, range }: Piece, clock: Clock | undefined): void {
    this.#end = { source, at: "path" in range ? range.to : undefined, clock };
  }

  /**
   * The clock before a piece. Where the bytes before it were decoded by another run, or fall to another machine, they are
   * read once more.
   */
  async before(piece: Piece): Promise<Clock | undefined> {
    const known = this.#known(piece);
    const { range } = piece;
    if (piece.clock !== undefined) return piece.clock;
    if (known !== undefined || !("path" in range)) return known?.clock;
    let clock: Clock | undefined;
    for (let from = 0; from < range.from; from += this.#rangeBytes) {
      const to = Math.min(from + this.#rangeBytes, range.from);
      const earlier = { ...piece, range: { ...range, from, to, cut: false }, clock };
      const { pieces } = await this.#pool.run([earlier]);
      clock = pieces[0]?.clock ?? clock;
    }
    return clock;
  }

  /** The clock before a piece, where the bytes before it are those that were decoded last, or there are none. */
  #known({ source, range }: Piece): Pick<End, "clock"> | undefined {
    const end = this.#end?.source === source ? this.#end : undefined;
    if (!("path" in range)) return end ?? { clock: undefined };
    if (range.from === 0) return { clock: undefined };
    return end?.at === range.from ? end : undefined;
  }
}

const isWhole = (clock: Clock | undefined): boolean => clock?.days !== undefined && clock.last !== undefined;

const isRange = ({ range }: Piece): boolean => "path" in range || "bytes" in range;
