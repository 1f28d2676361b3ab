/** The values that mean null: numbers, compared as numbers, and words, compared letter by letter. */

import { Failure } from "../../failure/failure.js";

/** A number, or a word that is none, such as `NaN` or `OFF`. */
export type NullValue = number | string;

/** As the kernel has room for. Words are ASCII, so that they are the same bytes in every encoding. */
const MOST_NUMBERS = 128;
const MOST_WORDS = 64;
const LONGEST_WORD = 64;

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What a text in a list of nulls is: the number that it writes, or the word itself. */
export function nullOf(text: string): NullValue {
  return DECIMAL.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
}

export interface Nulls {
  readonly numbers: readonly number[];
  readonly words: readonly string[];
}

/** Parts a list of nulls. Throws a Failure that says what is wrong with it. */
export function nullsIn(list: readonly NullValue[]): Nulls {
  const values = list.map((value) => (typeof value === "string" ? nullOf(value) : value));
  const numbers = values.filter((value) => typeof value === "number");
  const words = values.filter((value) => typeof value === "string");
  for (const number of numbers) {
    if (!Number.isFinite(number))
      throw new Failure("bad-option", `${number} is no number to compare with; give it as a word`);
  }
  for (const word of words) {
    if (word === "")
      throw new Failure("bad-option", "an empty word is no null: empty values are null anyway");
    if (!/^[!-~](?:[ -~]*[!-~])?$/.test(word)) {
      throw new Failure(
        "bad-option",
        `"${word}" is no word for null: it must be ASCII, without blanks around it`,
      );
    }
    if (word.length > LONGEST_WORD) {
      throw new Failure(
        "bad-option",
        `"${word}" is too long for a null; the most is ${LONGEST_WORD} characters`,
      );
    }
  }
  if (words.length > MOST_WORDS)
    throw new Failure("bad-option", `${words.length} words for null; the most is ${MOST_WORDS}`);
  if (numbers.length > MOST_NUMBERS) {
    throw new Failure("bad-option", `${numbers.length} numbers for null; the most is ${MOST_NUMBERS}`);
  }
  return { numbers, words };
}
