/** What a WITSML document has: the heads of all its logs, and the units of its stations, without a row of them. */

import { giveBytes, takeBytes } from "../../../arrays/spare-bytes.js";
import type { Curve, LogHead } from "../../../witsml/read/log.js";
import { type WitsmlTaker, witsmlReader } from "../../../witsml/read/reader.js";
import { endTag, nextTag, type RowTag } from "../../../witsml/read/row-tags.js";
import type { Come, Stretch } from "../../../witsml/read/taker.js";
import type { ByteReader } from "../../bytes/source.js";
import { timeColumn } from "./columns.js";
import { unlessEmpty } from "./rows.js";
import { timeIn } from "./time-text.js";
import { stationCodes } from "./trajectory.js";

export interface DocumentSurvey {
  readonly heads: readonly LogHead[];
  /** Whether times say their zone, by the first row or station that has one; undefined where none has. */
  readonly zoned: boolean | undefined;
  /** By code, the first uom of each quantity of a station; empty where the document has none. */
  readonly stations: ReadonlyMap<number, string>;
}

/** Rows that are looked at for what a curve without a type holds. */
const ROWS = 50;

const LESS = 60;
const QUOTE = 34;
const OPENING = 91;
const CLOSING = 93;
const AMPERSAND = 38;
/** A sign that may stand for another one. */
const OTHER = 1;
const PLAIN_ENTITY = new Set(Buffer.from("lga"));

/** Signs of JSON that say where a row ends. */
const SIGNS = new Uint8Array(256);
for (const sign of [QUOTE, OPENING, CLOSING]) SIGNS[sign] = sign;
for (const sign of "&<\\") SIGNS[sign.charCodeAt(0)] = OTHER;

interface SeenHead {
  readonly head: LogHead;
  rows: number;
  readonly texts: Set<number>;
}

class WitsmlSurvey implements WitsmlTaker {
  readonly #heads: SeenHead[] = [];
  readonly #stations = new Map<number, string>();
  #zoned: boolean | undefined;
  #hasStation = false;

  head(head: LogHead): void {
    this.#heads.push({ head, rows: 0, texts: new Set() });
  }

  row(row: Stretch): void {
    const seen = this.#heads.at(-1)!;
    if (seen.rows >= ROWS && this.#zoned !== undefined) return;
    if (seen.rows++ >= 10 * ROWS) return;
    this.#look(seen, unlessEmpty(row, seen.head.delimiter));
  }

  /** Rows that have nothing to tell any more. */
  rowsAtOnce({ bytes, length }: Come, first: RowTag): number {
    const { rows } = this.#heads.at(-1)!;
    let { tag } = first;
    if (rows < ROWS || (this.#zoned === undefined && rows < 10 * ROWS)) return tag;
    const size = first.text - tag;
    for (;;) {
      const row = { tag, text: tag + size };
      let at = row.text;
      while (bytes[at] !== LESS && at < length) at++;
      const end = endTag(bytes, at, length, row);
      const next = end === 0 ? 0 : nextTag(bytes, end, length, row);
      if (next === 0) return tag;
      tag = next;
    }
  }

  json(row: Stretch): void {
    const seen = this.#heads.at(-1)!;
    if (seen.rows >= ROWS) return;
    seen.rows++;
    const { bytes, from, to } = row;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf8");
    try {
      const row = JSON.parse(text) as unknown[];
      // `[[index],[values]]`, or one list of both.
      const listed = Array.isArray(row[0]) ? (row as unknown[][]).flat() : row;
      const cells = listed.map((cell) => (Array.isArray(cell) ? (cell[0] as unknown) : cell));
      this.#look(
        seen,
        cells.map((cell) => (cell === null ? "" : String(cell))),
      );
    } catch {
      // What is no JSON is rejected when it is read.
    }
  }

  /** The same of rows as JSON: in them nothing is looked for but where each ends. */
  jsonAtOnce({ bytes, length }: Come, from: number): number {
    if (this.#heads.at(-1)!.rows < ROWS) return from;
    let end = from;
    let depth = 0;
    let inText = false;
    for (let at = from; at < length; at++) {
      const sign = SIGNS[bytes[at]!]!;
      if (sign === 0) continue;
      if (sign === OTHER) {
        // `lt`, `gt`, `amp`, `apos`: none of them says where a row ends.
        if (bytes[at] === AMPERSAND && at + 1 < length && PLAIN_ENTITY.has(bytes[at + 1]!)) continue;
        break;
      }
      if (sign === QUOTE) inText = !inText;
      else if (inText) continue;
      else if (sign === OPENING) depth++;
      else if (--depth === 0) end = at + 1;
      else if (depth < 0) break;
    }
    return end;
  }

  station({ values }: Parameters<WitsmlTaker["station"]>[0]): void {
    this.#hasStation = true;
    for (const { name, text, uom } of values) {
      if (name === "dtimstn") this.#zoned ??= timeIn(text)?.zoned;
      const code = stationCodes[name];
      if (code !== undefined && !this.#stations.has(code)) this.#stations.set(code, uom);
    }
  }

  lose(): void {}

  elsewhere(): void {}

  get told(): DocumentSurvey {
    return {
      heads: this.#heads.map(({ head, texts }) => ({
        ...head,
        curves: head.curves.map((curve, column): Curve => {
          if (curve.type !== undefined) return curve;
          return { ...curve, type: texts.has(column) ? "text" : "number" };
        }),
      })),
      zoned: this.#zoned,
      stations: this.#hasStation ? this.#stations : new Map(),
    };
  }

  #look({ head, rows, texts }: SeenHead, cells: readonly string[]): void {
    const time = timeColumn(head);
    if (time !== undefined && cells[time]) this.#zoned ??= timeIn(cells[time])?.zoned;
    if (rows > ROWS) return;
    for (const [column, cell] of cells.entries()) {
      const type = head.curves[column]?.type;
      if (type === undefined && cell !== "" && !/^nan$/i.test(cell) && Number.isNaN(Number(cell)))
        texts.add(column);
    }
  }
}

/** Bytes that are read at a time, and looked at at a time. */
const PIECE = 1 << 19;
const STEP = 1 << 16;

/** Reads all of a document. What ends it before its end is told when its rows are read. */
export async function surveyOf(input: ByteReader, longest: number): Promise<DocumentSurvey> {
  const survey = new WitsmlSurvey();
  const document = witsmlReader(survey, longest);
  const piece = takeBytes(PIECE);
  for (;;) {
    const length = await input.read(piece).catch(() => 0);
    if (length === 0) break;
    for (let at = 0; at < length; at += STEP) document.push(piece.subarray(at, Math.min(length, at + STEP)));
  }
  document.end();
  giveBytes(piece);
  return survey.told;
}
