/** A part of `witskit.toml` that has a grammar of its own, and the file around it: where its keys stand, and who takes what is wrong. */

export interface Section {
  readonly file: string;
  /** `witskit.toml:12`. */
  placeOf(...path: readonly string[]): string;
  /** `known` are the keys that there could be. */
  refuse(path: readonly string[], reason: string, known?: readonly string[]): void;
}

export const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
