/** The rules that a document is held against, besides its schema, and what breaks one. */

export const rules = {
  schema: "the schema of its version",
  "broken-off": "a document has an end",
  "document-type": "a document has no document type, and so no entities of its own",
  "not-closed": "elements end in the order in which they began",
  "index-first": "the index is the first column",
  "index-order": "rows come in the order of the index, each value of it once",
  "index-range": "what a log and a curve say of their first and last index is so",
  "mnemonic-twice": "each mnemonic stands once",
  "mnemonic-missing": "each column is told of",
  "list-length": "lists and rows are of one length",
  "unit-list": "the unitList has the unit of each curve",
  "unknown-uom": "a unit is one of the version's",
  "time-zone": "a time says its zone",
  "null-value": "null values are empty, or the number that the log names",
  "not-a-number": "curves of numbers have numbers",
  "row-shape": "rows are rows",
} as const;

export type Rule = keyof typeof rules;

export interface Fault {
  readonly rule: Rule;
  /** The byte of the document. */
  readonly at: number;
  readonly message: string;
}
