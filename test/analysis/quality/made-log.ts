/** A log of record 01, a frame a second, without any fault, and ways to put faults into it. */
import { generateWhole } from "../../../src/samples/shapes/generator.js";

/** A frame as its lines, `&&` and `!!` left out. */
export type MadeFrame = string[];

export function madeFrames(frames: number): MadeFrame[] {
  const { bytes } = generateWhole({ frames, records: [1], nullShare: 0, seed: 3 });
  return Buffer.from(bytes)
    .toString("latin1")
    .split("!!\r\n")
    .slice(0, -1)
    .map((frame) => frame.split("\r\n").slice(1, -1));
}

/** Gives the item of these frames other values. */
export function setItem(
  frames: readonly MadeFrame[],
  code: string,
  at: readonly number[],
  value: (index: number) => string,
): void {
  for (const index of at) {
    const line = frames[index]!.findIndex((text) => text.startsWith(code));
    frames[index]![line] = `${code}${value(index)}`;
  }
}

export const textIn = (frame: MadeFrame, code: string): string =>
  frame.find((text) => text.startsWith(code))!.slice(4);

export const logText = (frames: readonly MadeFrame[]): string =>
  frames.map((lines) => `&&\r\n${lines.join("\r\n")}\r\n!!\r\n`).join("");

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);
