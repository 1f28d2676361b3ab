/** What text is in which no frame begins: a table, lines of items, or anything else. */
import { itemByCode } from "../../wits/catalog/catalog.js";
import { parseCode } from "../../wits/catalog/code.js";
import { isLedByNumber } from "../container/line-start.js";

/** Bytes of a source's beginning that are kept for the message that it is no log. */
export const MESSAGE_HEAD = 256;
/** Of these, the ones that are shown. */
const SHOWN = 48;

const SEPARATORS = [
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
  ["|", "bars"],
] as const;
const FEWEST_COLUMNS = 3;
const FEWEST_ROWS = 2;

/** A table, in words, by its first lines; undefined when it is none. */
export function tableIn(head: Uint8Array): string | undefined {
  const lines = wholeLines(head).filter((line) => line.trim() !== "");
  if (lines.length < FEWEST_ROWS) return undefined;
  for (const [separator, name] of SEPARATORS) {
    const columns = lines[0]!.split(separator).length;
    const isTable = columns >= FEWEST_COLUMNS && lines.every((l) => l.split(separator).length === columns);
    if (isTable) return `a table of ${columns} columns parted by ${name}`;
  }
  return undefined;
}

/** Whether the first line is an item of the catalog, rather than a number or a date that looks like one. */
export function beginsWithItem(head: Uint8Array): boolean {
  const [line = ""] = wholeLines(head);
  const code = parseCode(line.trim().slice(0, 4));
  return code !== undefined && itemByCode(code) !== undefined && !isLedByNumber(Buffer.from(line, "latin1"));
}

/** The beginning as a message shows it, in quotes. */
export const shownBeginning = (head: Uint8Array): string =>
  JSON.stringify(textOf(head.subarray(0, SHOWN)).replace(/[^\x20-\x7e]/g, "·"));

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** Without the last one, which may go on. */
const wholeLines = (head: Uint8Array): string[] =>
  textOf(head)
    .split(/\r\n|\r|\n/)
    .slice(0, -1);
