import type { Code } from "./code.js";

/** The specification's types: A text, F float, S 16-bit integer, L 32-bit integer. On level 0 all arrive as text. */
export type ItemType = "A" | "F" | "S" | "L";

/** One quantity of a predefined record. Units are the catalog's own symbols, as in `KDN`; undefined when it has none. */
export interface Item {
  readonly code: Code;
  readonly name: string;
  readonly mnemonic: string;
  readonly longMnemonic: string;
  readonly type: ItemType;
  readonly length: number;
  readonly metricUnit: string | undefined;
  readonly fpsUnit: string | undefined;
}
