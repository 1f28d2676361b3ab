/**
 * What is wrong in a WITSML document that no schema sees: lists that do not fit each other, an index that is not in order, units that
 * are none. Each fault has the byte at which it stands. Memory holds a row of it.
 */
import type { DocumentReader } from "../read/document.js";
import { isArray, kindOfParsed } from "../read/listed-value.js";
import { type LogHead, type LogTold, listed } from "../read/log.js";
import { type WitsmlTaker, witsmlReader } from "../read/reader.js";
import type { Stretch } from "../read/taker.js";
import type { Fault, Rule } from "./fault.js";
import { indexValue, isZoned } from "./index-value.js";

/** Whether a unit is one; where it is another's spelling, that of WITSML. */
export type UomCheck = (uom: string) => { readonly known: boolean; readonly instead?: string | undefined };

/** A row that is longer than this is none. */
const LONGEST = 262_144;

export class DocumentCheck implements WitsmlTaker {
  readonly #found: Fault[] = [];
  readonly #reader: DocumentReader;
  readonly #uom: UomCheck;
  #head: LogHead | undefined;
  #told: LogTold | undefined;
  #isJson = false;
  /** Of the rows so far. */
  #first: IndexSeen | undefined;
  #last: IndexSeen | undefined;
  #seen: { first: IndexSeen; last: IndexSeen }[] = [];
  /** Said once of a log, and not of each row. */
  readonly #said = new Set<string>();
  rows = 0;

  constructor(uom: UomCheck) {
    this.#uom = uom;
    this.#reader = witsmlReader(this, LONGEST);
  }

  push(piece: Uint8Array): void {
    this.#reader.push(piece);
  }

  /** No byte will follow; `length` is that of the document. */
  end(length: number): void {
    this.#reader.end();
    this.#endLog();
    if (!this.#reader.whole) this.#fault("broken-off", length, "the document breaks off before its end");
  }

  /** Faults that have been found since the last time, in the order in which they were. */
  take(): Fault[] {
    return this.#found.splice(0);
  }

  head(head: LogHead, told: LogTold): void {
    this.#endLog();
    this.#head = head;
    this.#told = told;
    this.#isJson = told.indexes > 0;
    this.#checkCurves(head, told);
    if (!this.#isJson) this.#checkLists(head, told);
  }

  row(row: Stretch): void {
    const { bytes, from, to, start } = row;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf8");
    this.#cells(cellsOf(text, String.fromCharCode(this.#head!.delimiter)), start);
  }

  json({ bytes, from, to, start }: Stretch): void {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf8");
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      this.#fault("row-shape", start, "a row is no JSON");
      return;
    }
    const lists = parsed as readonly (readonly unknown[])[];
    if (lists.length !== 2 || !lists.every(Array.isArray)) {
      this.#fault(
        "row-shape",
        start,
        "a row is two lists, of the indexes and of the values, as [[1.5],[2.5]]",
      );
      return;
    }
    const cells = lists.flat().map((cell, column) => {
      if (!Array.isArray(cell)) return cell;
      const curve = this.#head!.curves[column];
      if (!isArray(cell.map(kindOfParsed), curve)) return cell[0] as unknown;
      const name = curve?.mnemonic ?? `column ${column + 1}`;
      this.#fault("row-shape", start, `${name} has an array here, which is no value: it is rejected`);
      return null;
    });
    this.#cells(
      cells.map((cell) => (cell === null || cell === undefined ? "" : String(cell))),
      start,
    );
  }

  station(): void {
    this.rows++;
  }

  lose({ start }: Stretch): void {
    this.#fault("row-shape", start, "a row has no end, or is longer than 256 KiB");
  }

  elsewhere(): void {}

  crossed(name: string, at: number): void {
    this.#fault(
      "not-closed",
      at,
      `${name} ends here, and it did not begin, or another element within it has not ended`,
    );
  }

  documentType(at: number): void {
    this.#fault(
      "document-type",
      at,
      "a document type stands here, which WITSML has not: it is passed over, nothing is fetched, and no entity of its own is expanded",
    );
  }

  // -- The head --------------------------------------------------------------------------------------------------

  #checkCurves({ curves, indexKind }: LogHead, told: LogTold): void {
    const seen = new Set<string>();
    for (const curve of told.curves) {
      const { mnemonic, uom, at } = curve;
      if (mnemonic === "") this.#fault("mnemonic-missing", at, "a curve has no mnemonic");
      if (mnemonic !== "" && seen.has(mnemonic.toLowerCase()) && !isIndexOf(told, curve))
        this.#fault(
          "mnemonic-twice",
          at,
          `two curves are called ${mnemonic}; each mnemonic stands once in a log`,
        );
      seen.add(mnemonic.toLowerCase());
      const { known, instead } = this.#uom(uom);
      if (uom !== "" && !known) {
        const hint = instead === undefined ? "" : `; WITSML writes it ${instead}`;
        this.#fault(
          "unknown-uom",
          at,
          `the unit of ${mnemonic}, ${uom}, is none that this version has${hint}`,
        );
      }
      if (curve.nullValue !== "" && Number.isNaN(Number(curve.nullValue)))
        this.#fault("null-value", at, `the null value of ${mnemonic}, ${curve.nullValue}, is no number`);
    }
    if (told.nullValue !== "" && Number.isNaN(Number(told.nullValue)))
      this.#fault("null-value", told.at, `the null value of the log, ${told.nullValue}, is no number`);
    if (indexKind !== "time" || curves.length === 0) return;
    for (const [text, what] of [
      [told.start, "starts"],
      [told.end, "ends"],
    ] as const)
      if (text !== "" && !isZoned(text))
        this.#fault(
          "time-zone",
          told.at,
          `the log ${what} at ${text}, which does not say its zone; write Z, or an offset`,
        );
  }

  #checkLists({ curves, index }: LogHead, told: LogTold): void {
    const { mnemonicList, unitList, listAt, unitsAt } = told;
    if (index !== undefined && index !== 0)
      this.#fault(
        "index-first",
        listAt,
        `the index, ${curves[index]!.mnemonic}, is column ${index + 1}; it must be the first`,
      );
    else if (
      told.indexCurve.trim() !== "" &&
      curves.length > 0 &&
      curves[0]!.mnemonic !== told.indexCurve.trim()
    )
      this.#fault(
        "index-first",
        listAt,
        `the index, ${told.indexCurve.trim()}, is none of the columns; it must be the first`,
      );
    if (mnemonicList === undefined) {
      if (/^1\.4/.test(told.version ?? ""))
        this.#fault(
          "list-length",
          listAt,
          "the data have no mnemonicList, which says what their columns are",
        );
      return;
    }
    const names = listed(mnemonicList, told.delimiter);
    const twice = new Set<string>();
    for (const name of names) {
      if (twice.has(name.toLowerCase()))
        this.#fault("mnemonic-twice", listAt, `${name} stands twice in the mnemonicList`);
      twice.add(name.toLowerCase());
      if (!told.curves.some(({ mnemonic }) => mnemonic === name))
        this.#fault(
          "mnemonic-missing",
          listAt,
          `${name} is in the mnemonicList, and no logCurveInfo tells of it`,
        );
    }
    if (unitList === undefined) {
      this.#fault("list-length", listAt, "the data have no unitList, which says what their columns are in");
      return;
    }
    const units = listed(unitList, told.delimiter);
    if (units.length !== names.length)
      this.#fault(
        "list-length",
        unitsAt,
        `the unitList has ${units.length} parts, and the mnemonicList ${names.length}`,
      );
    for (const [i, name] of names.entries()) {
      const curve = told.curves.find(({ mnemonic }) => mnemonic === name);
      const unit = units[i];
      if (curve !== undefined && unit !== undefined && unit !== curve.uom)
        this.#fault(
          "unit-list",
          unitsAt,
          `${name} is in ${unit || "no unit"} by the unitList, and in ${curve.uom || "no unit"} by its logCurveInfo`,
        );
    }
  }

  // -- Rows ------------------------------------------------------------------------------------------------------

  #cells(cells: readonly string[], at: number): void {
    this.rows++;
    const { curves, index, indexKind } = this.#head!;
    if (cells.length !== curves.length) {
      this.#fault(
        "list-length",
        at,
        `the row has ${cells.length} values, and there are ${curves.length} columns`,
      );
    }
    if (index !== undefined) this.#checkIndex(cells[index] ?? "", at, indexKind);
    const text = cells[index ?? 0] ?? "";
    for (const [column, cell] of cells.entries()) {
      if (cell === "" || column === index) continue;
      const curve = curves[column];
      if (curve === undefined) continue;
      const isNull = cell === curve.nullValue || Number(cell) === Number(curve.nullValue || Number.NaN);
      if (/^[-+]?nan$/i.test(cell))
        this.#fault(
          "null-value",
          at,
          `${curve.mnemonic} is ${cell}; a value that is none is empty, or the null value`,
        );
      else if (curve.type === "number" && Number.isNaN(Number(cell)))
        this.#fault(
          "not-a-number",
          at,
          `${curve.mnemonic} is ${cell.slice(0, 60)}, and its curve has numbers`,
        );
      else if (curve.type === "time" && !isNull && !isZoned(cell))
        this.#fault(
          "time-zone",
          at,
          `${curve.mnemonic} is ${cell.slice(0, 60)}, which does not say its zone`,
        );
      if (isNull) continue;
      const value = indexValue(text, indexKind);
      const seen = this.#seen[column];
      if (value === undefined) continue;
      if (seen === undefined) this.#seen[column] = { first: { text, value }, last: { text, value } };
      else seen.last = { text, value };
    }
  }

  #checkIndex(text: string, at: number, kind: LogHead["indexKind"]): void {
    const value = indexValue(text, kind);
    if (value === undefined) {
      this.#fault("index-order", at, `the row's index is ${text === "" ? "empty" : text.slice(0, 60)}`);
      return;
    }
    if (kind === "time" && !isZoned(text))
      this.#once(
        "time-zone",
        at,
        `the row is of ${text}, which does not say its zone; write Z, or an offset`,
      );
    const last = this.#last;
    const isBackward = /^decreasing$/i.test(this.#told!.direction);
    if (last !== undefined && (isBackward ? value >= last.value : value <= last.value))
      this.#fault(
        "index-order",
        at,
        `the row's index, ${text}, is not ${isBackward ? "before" : "after"} that of the row before, ${last.text}`,
      );
    this.#first ??= { text, value };
    this.#last = { text, value };
  }

  #endLog(): void {
    const [head, told] = [this.#head, this.#told];
    if (head !== undefined && told !== undefined && this.#first !== undefined && this.#last !== undefined) {
      const range = (said: string, seen: IndexSeen, at: number, what: string): void => {
        const value = indexValue(said, head.indexKind);
        if (said !== "" && value !== undefined && value !== seen.value)
          this.#fault("index-range", at, `${what} at ${said}, and its data at ${seen.text}`);
      };
      range(told.start, this.#first, told.at, "the log starts");
      range(told.end, this.#last, told.at, "the log ends");
      for (const curve of told.curves) {
        const column = head.curves.findIndex(({ mnemonic }) => mnemonic === curve.mnemonic);
        const seen = column < 0 ? undefined : this.#seen[column];
        if (seen === undefined || column === head.index) continue;
        const [low, high] =
          seen.first.value <= seen.last.value ? [seen.first, seen.last] : [seen.last, seen.first];
        range(curve.least, low, curve.at, `${curve.mnemonic} begins`);
        range(curve.most, high, curve.at, `${curve.mnemonic} ends`);
      }
    }
    this.#head = undefined;
    this.#first = undefined;
    this.#last = undefined;
    this.#seen = [];
    this.#said.clear();
  }

  #once(rule: Rule, at: number, message: string): void {
    if (this.#said.has(rule)) return;
    this.#said.add(rule);
    this.#fault(rule, at, message);
  }

  #fault(rule: Rule, at: number, message: string): void {
    this.#found.push({ rule, at, message });
  }
}

interface IndexSeen {
  readonly text: string;
  readonly value: number;
}

/** An index of 2.x may be told as a channel besides. */
const isIndexOf = (told: LogTold, curve: { readonly mnemonic: string }): boolean =>
  told.curves.slice(0, told.indexes).some(({ mnemonic }) => mnemonic === curve.mnemonic);

/** The values of a row; in quotes, the delimiter is a part of the text. */
function cellsOf(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  let inQuotes = false;
  for (const sign of text) {
    if (sign === '"') inQuotes = !inQuotes;
    else if (sign === delimiter && !inQuotes) {
      cells.push(cell.trim());
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}
