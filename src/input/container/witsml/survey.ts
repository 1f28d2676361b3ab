/** What a WITSML document has: the heads of all its logs, and the units of its stations, without a row of them. */

import type { Curve, LogHead } from "../../../witsml/read/log.js";
import { type WitsmlTaker, witsmlReader } from "../../../witsml/read/reader.js";
import type { Stretch } from "../../../witsml/read/taker.js";
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

  json(row: Stretch): void {
    const seen = this.#heads.at(-1)!;
    if (seen.rows >= ROWS) return;
    seen.rows++;
    const { bytes, from, to } = row;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf8");
    try {
      const [index, values] = JSON.parse(text) as [unknown[], unknown[]];
      const cells = [...index, ...values].map((cell) => (Array.isArray(cell) ? (cell[0] as unknown) : cell));
      this.#look(
        seen,
        cells.map((cell) => (cell === null ? "" : String(cell))),
      );
    } catch {
      // What is no JSON is rejected when it is read.
    }
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

const PIECE = 262_144;

/** Reads all of a document. What ends it before its end is told when its rows are read. */
export async function surveyOf(input: ByteReader, longest: number): Promise<DocumentSurvey> {
  const survey = new WitsmlSurvey();
  const document = witsmlReader(survey, longest);
  const piece = new Uint8Array(PIECE);
  for (;;) {
    const length = await input.read(piece).catch(() => 0);
    if (length === 0) break;
    document.push(piece.subarray(0, length));
  }
  document.end();
  return survey.told;
}
