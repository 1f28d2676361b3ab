/**
 * Options as they are told, by a flag, a setting or a program, held against what they can be: the same rule and the same
 * words for all. What is left out is not looked at.
 */
import { Failure } from "./failure.js";
import { nearest } from "./nearest.js";

/** One of a few words, whatever its case. Throws an Error that names what is likely meant. */
export function wordAmong<Word extends string>(text: string, words: readonly Word[], what: string): Word {
  const found = words.find((one) => one === String(text).toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(String(text), words);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  throw new Error(`there is no ${what} ${text}; there are ${words.join(", ")}.${hint}`);
}

/** `text` is how it was written. Throws an Error. */
export function within(number: number, least: number, most: number, text: string): number {
  if (number >= least && number <= most) return number;
  throw new Error(
    number < least
      ? `${text} is too small; the least is ${least}`
      : `${text} is too large; the most is ${most}`,
  );
}

/** Of a program: throws Failure("usage") for another word, also for one in another case. */
export function checkWord(name: string, value: unknown, words: readonly string[]): void {
  if (value === undefined || words.includes(value as string)) return;
  refuse(name, () => {
    const word = wordAmong(String(value), words, "such word");
    throw new Error(`${JSON.stringify(value)} is written ${JSON.stringify(word)}`);
  });
}

/** Of a program: throws Failure("usage") for what is no whole number from `least` to `most`. */
export function checkWhole(name: string, value: unknown, least: number, most: number): void {
  if (value === undefined) return;
  refuse(name, () => {
    if (typeof value !== "number" || !Number.isInteger(value)) {
      throw new Error(`${JSON.stringify(value) ?? String(value)} is no whole number`);
    }
    within(value, least, most, String(value));
  });
}

/** Of a program: throws Failure("usage") for what is neither true nor false. */
export function checkTruth(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "boolean") {
    throw new Failure(
      "bad-option",
      `${name}: ${JSON.stringify(value) ?? String(value)} is neither true nor false`,
    );
  }
}

/** Throws Failure("usage") for what is no list, or has an item that `check` throws at. */
export function checkList(name: string, value: unknown, check: (item: unknown) => void): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) throw new Failure("bad-option", `${name}: ${JSON.stringify(value)} is no list`);
  for (const item of value) check(item);
}

function refuse(name: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Failure("bad-option", `${name}: ${(error as Error).message}`, { cause: error });
  }
}
