/** What the page draws of a board: the rows of its curves, and which curves they are. */

import type { LiveState } from "../../../bulk/analysis/live-analysis.js";
import type { Field } from "../../../columns/field.js";
import type { TableReader } from "../../../dataset/read.js";
import type { FrameValue, WitsFrame } from "../../../frame/frame.js";
import { activityCodes } from "../../../wits/catalog/activity.js";
import { codesOf } from "../../../wits/catalog/channel.js";
import { formatCode, parseCode } from "../../../wits/catalog/code.js";
import { rigStates } from "../../../wits/catalog/state.js";
import type { CurveRequest } from "../../plot/request.js";
import { scaleGroup, usualTracks } from "../../plot/tracks.js";
import type { Board } from "../board.js";
import type { ChartMessage, CurveMessage, HistoryMessage, RowsMessage } from "../page/messages.js";
import { Strip } from "../page/strip.js";
import { TimeOrder } from "./time-order.js";

/** A curve that was asked for, by its code. */
export interface AskedCurve extends Pick<CurveRequest, "range" | "log"> {
  readonly code: string;
  readonly name: string;
  readonly meaning: string;
}

export type AskedTracks = readonly (readonly AskedCurve[])[];

/** Rows that are kept of a board, and how far back: a day. */
export const ROWS = 65_536;
export const WINDOW = 86_400_000;
/** Rows of a piece of the history. */
const PIECE = 8192;

/** What stands still at 0, from block and hook to gas: of a chart that has just begun the values do not tell. */
const fromZero = new Set(
  (
    [
      ...(["block-position", "rate-of-penetration", "hookload", "weight-on-bit", "torque"] as const),
      ...(["rotary-speed", "pressure", "choke-pressure"] as const),
      ...(["stroke-rate-1", "stroke-rate-2", "stroke-rate-3"] as const),
      ...(["flow-out-share", "flow-out", "flow-in", "gas"] as const),
    ] as const
  ).flatMap((name) => codesOf(name, 1).map(formatCode)),
);
/** No code: the column of what an analysis tells. */
const STATE = "state";
/** Where the hole is. */
const DEPTHS = codesOf("depth").map(formatCode);

export interface StripOptions {
  /** Undefined: a driller's. */
  readonly asked: AskedTracks | undefined;
  /** Timestamps are UTC. */
  readonly utc: boolean;
  /** Rows that are kept at most. */
  readonly rows: number;
}

export class BoardStrip {
  readonly board: Board;
  readonly #asked: AskedTracks | undefined;
  readonly #utc: boolean;
  readonly #strip: Strip;
  readonly #columns = new Map<string, number>();
  readonly #order = new TimeOrder();
  #chart: ChartMessage | undefined;
  /** Items whose curves have been chosen, and those that were anything but 0 so far. */
  #known = 0;
  readonly #alive = new Set<string>();
  #changed = false;
  #isAnalysed = false;
  #rows = new Map<number, number[]>();
  #cut: number | undefined;

  constructor(board: Board, { asked, utc, rows }: StripOptions) {
    this.board = board;
    this.#asked = asked;
    this.#utc = utc;
    this.#strip = new Strip(rows, WINDOW);
  }

  /** Undefined before there is a curve; another object when the curves are others. */
  get chart(): ChartMessage | undefined {
    return this.#chart;
  }

  /** Takes a frame that the board has taken. */
  take(frame: WitsFrame, arrival: number): void {
    for (const { code, value } of frame.items) {
      if (typeof value !== "number" || value === 0 || this.#alive.has(code)) continue;
      this.#alive.add(code);
      this.#changed = true;
    }
    const { rig } = this.board;
    if (rig !== undefined && !this.#isAnalysed) this.#isAnalysed = this.#changed = true;
    if (this.#changed || this.board.items.size !== this.#known) this.#choose();
    const time = frame.timestamp?.getTime() ?? arrival;
    const order = this.#order.judge(time);
    if (order === "early") return;
    if (order !== "next") this.#goBack(order.cut);
    let row: number | undefined;
    for (const { code, value } of told(frame.items, rig)) {
      const column = this.#columns.get(code);
      if (column === undefined || typeof value !== "number") continue;
      row ??= this.#strip.row(time);
      if (row < 0) return;
      this.#strip.put(row, column, value);
      const cells = this.#rows.get(time);
      if (cells === undefined) this.#rows.set(time, [column, value]);
      else cells.push(column, value);
    }
  }

  /** What came since it was asked last; undefined for nothing. */
  flush(): RowsMessage | undefined {
    if (this.#rows.size === 0 && this.#cut === undefined) return undefined;
    const rows = [...this.#rows].map(([time, cells]) => [time, ...cells]);
    const message = { cut: this.#cut, rows };
    this.#rows = new Map();
    this.#cut = undefined;
    return message;
  }

  /** All rows, in pieces. */
  *history(): Generator<HistoryMessage> {
    const strip = this.#strip;
    const columns = Array.from({ length: strip.columns }, (_, column) => column);
    for (let from = 0; from < strip.length; from += PIECE) {
      const piece = (values: Float32Array | Float64Array): string =>
        base64(values.subarray(from, from + PIECE));
      yield {
        index: piece(strip.index),
        least: columns.map((column) => piece(strip.least(column))),
        greatest: strip.reduced ? columns.map((column) => piece(strip.greatest(column))) : undefined,
      };
    }
  }

  #goBack(cut: number): void {
    this.#strip.cut(cut);
    this.#cut = Math.min(cut, this.#cut ?? cut);
    this.#rows = new Map([...this.#rows].filter(([time]) => time <= cut));
  }

  #choose(): void {
    this.#known = this.board.items.size;
    this.#changed = false;
    const tracks = this.#asked === undefined ? this.#usual() : this.#named(this.#asked);
    const before = JSON.stringify(this.#chart);
    const depth = this.board.newestOf(DEPTHS);
    const activity = [...this.board.items.keys()].sort().find((code) => code.endsWith("07"));
    const chart: ChartMessage = {
      board: this.board.name,
      title: this.board.well ?? this.board.name,
      utc: this.#utc,
      tracks,
      depth: depth && this.#curve(depth.code, depth.mnemonic ?? depth.code, depth.name ?? "", depth.unit),
      activity: activity === undefined ? undefined : this.#column(activity),
      state: this.board.rig === undefined ? undefined : this.#column(STATE),
      activityNames: Object.fromEntries(activityCodes()),
      columns: this.#columns.size,
    };
    this.#strip.widen(this.#columns.size);
    if (tracks.length > 0 && JSON.stringify(chart) !== before) this.#chart = chart;
  }

  /** But for the first of a track, without those that were 0 ever since: a pump that is not there, say. */
  #usual(): CurveMessage[][] {
    const fields = [...this.board.items.values()].flatMap(({ code, mnemonic, name, unit, value }): Field[] =>
      typeof value === "number"
        ? [
            {
              name: mnemonic ?? code,
              type: "number",
              utc: false,
              code: parseCode(code),
              mnemonic,
              meaning: name ?? code,
              unit,
            },
          ]
        : [],
    );
    return usualTracks(tableOf("record=01", fields), "time").map((track) =>
      track.flatMap(({ field }, i) => {
        const code = formatCode(field.code!);
        const curve = this.#curve(code, field.name, field.meaning, field.unit);
        return i === 0 || this.#alive.has(code) ? [curve] : [];
      }),
    );
  }

  #named(asked: AskedTracks): CurveMessage[][] {
    return asked.map((track) =>
      track.map((one) =>
        this.#curve(one.code, one.name, one.meaning, this.board.items.get(one.code)?.unit, one),
      ),
    );
  }

  #curve(
    code: string,
    name: string,
    meaning: string,
    unit: string | undefined,
    { range, log = false }: Partial<AskedCurve> = {},
  ): CurveMessage {
    const group = range === undefined ? scaleGroup(parseCode(code)) : -1;
    return {
      column: this.#column(code),
      name,
      meaning,
      unit,
      range,
      log,
      group,
      fromZero: fromZero.has(code),
    };
  }

  #column(code: string): number {
    const column = this.#columns.get(code) ?? this.#columns.size;
    this.#columns.set(code, column);
    return column;
  }
}

/** With the state that the rig is in by its analysis; where there is a gap nothing is known. */
function told(
  items: WitsFrame["items"],
  rig: LiveState | undefined,
): readonly Pick<FrameValue, "code" | "value">[] {
  if (rig === undefined || rig.state === "data_gap") return items;
  return [...items, { code: STATE, value: rigStates.indexOf(rig.state) }];
}

/** Items as the fields of a table, of which there is no more: what chooses tracks asks for tables. */
export const tableOf = (name: string, fields: readonly Field[]): TableReader => ({
  name,
  meaning: "",
  rows: 0,
  fields,
  columns: fields,
  async *pages() {},
});

const base64 = ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");
