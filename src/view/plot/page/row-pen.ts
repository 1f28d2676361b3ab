/**
 * A pen for curves with a point a pixel or more: a bar for each row of pixels, from the least to the greatest place that
 * the curve has there. Stroking the same path took a browser without a graphics card some fifteen times as long.
 */
import type { Pen } from "./trace.js";

/** Of a line, in pixels. */
const WIDTH = 1.2;

export class RowPen implements Pen {
  readonly #context: Pick<CanvasRenderingContext2D, "fillRect">;
  /** Rows above the first, and below the last, are not drawn. */
  readonly #rows: number;
  #x = 0;
  #y = 0;
  #row = Number.NaN;
  #least = 0;
  #greatest = 0;

  constructor(context: Pick<CanvasRenderingContext2D, "fillRect">, rows: number) {
    this.#context = context;
    this.#rows = rows;
  }

  moveTo(x: number, y: number): void {
    this.#begin(x, y);
  }

  lineTo(x: number, y: number): void {
    const last = Math.min(Math.floor(y), this.#rows);
    const slope = y === this.#y ? 0 : (x - this.#x) / (y - this.#y);
    while (this.#row < last) {
      const next = Math.max(this.#row + 1, 0);
      const edge = this.#x + slope * (next - this.#y);
      this.#take(edge);
      this.#begin(edge, next);
    }
    this.#take(x);
    [this.#x, this.#y] = [x, y];
  }

  /** Draws what it still holds. */
  end(): void {
    if (this.#row >= 0 && this.#row < this.#rows) {
      this.#context.fillRect(this.#least - WIDTH / 2, this.#row, this.#greatest - this.#least + WIDTH, 1);
    }
    this.#row = Number.NaN;
  }

  #begin(x: number, y: number): void {
    this.end();
    [this.#x, this.#y, this.#row] = [x, y, Math.floor(y)];
    [this.#least, this.#greatest] = [x, x];
  }

  #take(x: number): void {
    if (x < this.#least) this.#least = x;
    if (x > this.#greatest) this.#greatest = x;
  }
}
