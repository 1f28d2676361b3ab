/** What the cursor, the pointer and the keys see of a viewer: what it shows, how it is laid out, and where it looks. */
import type { Chart } from "./chart.js";
import type { Layout } from "./layout.js";
import type { Range } from "./view.js";

export interface Stage {
  readonly chart: Chart;
  readonly layout: Layout;
  /** Of the body, in pixels. */
  readonly height: number;
  readonly view: Range;
  /** How far one may look. */
  readonly whole: Range;
  /** The place of the index at a height of the body. */
  placeAt(y: number): number;
  /** The user looks elsewhere. */
  turn(at: Range): void;
  drawCursor(): void;
}
