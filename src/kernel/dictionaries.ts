/** Columns of texts that stand for codes. */

import { setValue } from "../arrays/validity.js";
import { CODE_LIMIT, type Code, codeOf, itemOf } from "../wits/catalog/code.js";
import type { Column } from "../wits/catalog/table.js";
import { type ColumnData, whole } from "./batch.js";

/**
 * Dictionaries that map codes to texts. They are complete from the start, for all codes there can be: a file then
 * states each of them once, and no reader meets one that grows.
 */
export class Dictionaries {
  readonly #byColumn = new Map<Column, { texts: readonly string[]; indices: Int32Array }>();

  column(column: Column, codes: Int32Array, textOf: (code: Code) => string | undefined): ColumnData {
    let dictionary = this.#byColumn.get(column);
    if (dictionary === undefined) {
      dictionary = dictionaryOf(textOf);
      this.#byColumn.set(column, dictionary);
    }
    const rows = codes.length;
    if (dictionary.texts.length === 0) return withoutText(column, rows);
    const indices = new Int32Array(rows);
    let nullCount = 0;
    for (let row = 0; row < rows; row++) {
      // An index is positive or NO_CODE, -1: its sign counts the nulls without a branch.
      const index = dictionary.indices[codes[row]!] ?? NO_CODE;
      indices[row] = index;
      nullCount -= index >> 31;
    }
    if (nullCount === 0) return { ...whole(column, indices), dictionary: dictionary.texts };
    const allNull = nullCount === rows;
    const validity = new Uint8Array((rows + 7) >> 3);
    for (let row = 0; !allNull && row < rows; row++) {
      if (indices[row] === NO_CODE) indices[row] = 0;
      else setValue(validity, row);
    }
    return {
      column,
      nullCount,
      validity,
      values: allNull ? undefined : indices,
      dictionary: dictionary.texts,
    };
  }
}

const withoutText = (column: Column, rows: number): ColumnData => ({
  column,
  nullCount: rows,
  validity: new Uint8Array((rows + 7) >> 3),
  values: undefined,
  dictionary: [],
});

/** As the kernel has it: a reject without a code. */
const NO_CODE = -1;

function dictionaryOf(textOf: (code: Code) => string | undefined): { texts: string[]; indices: Int32Array } {
  const texts: string[] = [];
  const known = new Map<string, number>();
  const indices = new Int32Array(CODE_LIMIT).fill(NO_CODE);
  for (let code = codeOf(1, 1); code < CODE_LIMIT; code++) {
    if (itemOf(code) === 0) continue;
    const text = textOf(code);
    if (text === undefined) continue;
    const index = known.get(text) ?? texts.push(text) - 1;
    known.set(text, index);
    indices[code] = index;
  }
  return { texts, indices };
}
