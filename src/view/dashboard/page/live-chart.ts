/** A chart over a strip that grows: the same model as a whole log's, brought up to date when rows have come. */

import type { Scale } from "../../../drawing/scale.js";
import { type Extent, extentOf, logScale, roundScale } from "../../../drawing/scale-choice.js";
import { activityLane, codeLane } from "../../plot/page/activity-runs.js";
import type { Chart, ChartIndex, Curve, Lane, Mark, Sheet, Track } from "../../plot/page/chart.js";
import { firstAt } from "../../plot/page/pyramid.js";
import { distances, strideOf } from "../../plot/page/sheet.js";
import { stateLook } from "../../plot/rig-lanes.js";
import type { ChartMessage, CurveMessage, RowsMessage } from "./messages.js";
import { Strip } from "./strip.js";

/** Rows at the end by which distances are judged. */
const RECENT = 4096;
/** Milliseconds between two new scales of a track, once it has some rows: what changes all the time cannot be read. */
const SCALE_EVERY = 5000;
const SOME_ROWS = 120;

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A curve with what it was told by, which is brought up to date in place: heads and hidden curves stay what they are. */
interface LiveCurve extends Writable<Curve> {
  readonly told: CurveMessage;
}

const NO_VALUES = new Float32Array(0);

export class LiveChart implements Chart {
  readonly title: string;
  readonly subtitle = "";
  readonly index: Writable<ChartIndex>;
  readonly tracks: readonly Track[];
  readonly depth: LiveCurve | undefined;
  readonly notes: readonly string[] = [];
  lanes: readonly Lane[] = [];
  readonly marks: readonly Mark[] = [];
  readonly strip: Strip;
  readonly #sheet: Writable<Sheet> = {
    index: new Float64Array(0),
    step: 1000,
    joined: 60_000,
    reduced: false,
  };
  readonly #curves: readonly (readonly LiveCurve[])[];
  readonly #activity: number | undefined;
  readonly #state: number | undefined;
  readonly #activityNames: Readonly<Record<number, string>>;
  /** Of each track, when its scales were chosen, and whether values have left them since. */
  readonly #scaled: number[];
  readonly #left: boolean[];
  /** Rows up to this time have been held against the scales. */
  #judged = Number.NEGATIVE_INFINITY;

  constructor(message: ChartMessage, rows: number, window: number) {
    this.title = message.title;
    this.strip = new Strip(rows, window);
    this.strip.widen(message.columns);
    this.index = { kind: "time", name: "Time", unit: undefined, utc: message.utc, first: 0, last: 1 };
    this.#curves = message.tracks.map((track) => track.map((one, i) => this.#curve(one, i)));
    this.tracks = this.#curves.map((curves) => ({ curves }));
    this.depth = message.depth && this.#curve(message.depth, 0);
    this.#activity = message.activity;
    this.#state = message.state;
    this.#activityNames = message.activityNames;
    this.#scaled = this.#curves.map(() => Number.NEGATIVE_INFINITY);
    this.#left = this.#curves.map(() => false);
  }

  /** Takes new rows; what is drawn is brought up to date by `refresh`. */
  take({ cut, rows }: RowsMessage): void {
    const { strip } = this;
    if (cut !== undefined) strip.cut(cut);
    for (const [time, ...cells] of rows) {
      const row = strip.row(time!);
      if (row < 0) continue;
      for (let i = 0; i + 1 < cells.length; i += 2) strip.put(row, cells[i]!, cells[i + 1]!);
    }
  }

  /** `now` is of any clock: scales do not change too often by it. */
  refresh(now: number): void {
    const { strip } = this;
    if (strip.length === 0) return;
    const sheet = this.#sheet;
    sheet.index = strip.index;
    sheet.reduced = strip.reduced;
    Object.assign(sheet, distances(strip.index.subarray(-RECENT), "time"));
    this.index.first = strip.index[0]!;
    this.index.last = Math.max(strip.index.at(-1)!, this.index.first + 1);
    for (const curve of this.#curves.flat()) this.#update(curve);
    if (this.depth !== undefined) {
      this.#update(this.depth);
      this.depth.scale = scaleOf(this.depth, [this.depth]);
    }
    this.#rescale(now);
    this.#judge();
  }

  /** Another scale for the tracks whose values have left theirs. */
  #rescale(now: number): void {
    const { index } = this.strip;
    const from = firstAt(index, this.#judged);
    // A history, or the beginning of one, is not what changes all the time.
    const many = index.length - from > SOME_ROWS || index.length < SOME_ROWS;
    this.#curves.forEach((curves, track) => {
      this.#left[track] ||= !curves.every((curve) => isWithin(curve, from));
      if (!this.#left[track] || !(many || now - this.#scaled[track]! >= SCALE_EVERY)) return;
      this.#left[track] = false;
      this.#scaled[track] = now;
      for (const curve of curves) curve.scale = scaleOf(curve, curves);
    });
    this.#judged = index.at(-1)!;
  }

  #curve(told: CurveMessage, colour: number): LiveCurve {
    const { name, meaning, unit, range, log } = told;
    const scale: Scale = range === undefined ? { left: 0, right: 1, log: false } : { ...range, log };
    const values = { least: NO_VALUES, greatest: NO_VALUES, stride: 1 };
    return { told, name, meaning, unit, scale, colour, sheet: this.#sheet, ...values };
  }

  #update(curve: LiveCurve): void {
    curve.least = this.strip.least(curve.told.column);
    curve.greatest = this.strip.greatest(curve.told.column);
    curve.stride = strideOf(curve.least.subarray(-RECENT));
  }

  #judge(): void {
    const nameOf = (code: number): string => this.#activityNames[code] ?? `activity ${code}`;
    const sent =
      this.#activity === undefined
        ? undefined
        : activityLane(this.#sheet, this.strip.greatest(this.#activity), nameOf);
    const found =
      this.#state === undefined
        ? undefined
        : codeLane(this.#sheet, this.strip.greatest(this.#state), stateLook);
    this.lanes = [sent, found].filter((lane) => lane !== undefined);
  }
}

/** Whether the values from this row on stand within their scale. */
function isWithin({ scale, least, greatest, told }: LiveCurve, from: number): boolean {
  if (told.range !== undefined) return true;
  const [low, high] = [Math.min(scale.left, scale.right), Math.max(scale.left, scale.right)];
  for (let row = from; row < least.length; row++)
    if (least[row]! < low || greatest[row]! > high) return false;
  return true;
}

const NOTHING: Extent = { least: 0, greatest: 0, usual: 0, positive: 1 };

function scaleOf(curve: LiveCurve, curves: readonly LiveCurve[]): Scale {
  const { range, log, group, fromZero } = curve.told;
  if (range !== undefined) return { ...range, log };
  const alike = curves.filter(
    ({ told, unit }) => told === curve.told || (group >= 0 && told.group === group && unit === curve.unit),
  );
  const extent = extentOf(alike) ?? NOTHING;
  if (log) return logScale(extent);
  return roundScale(fromZero ? { ...extent, least: Math.min(0, extent.least) } : extent, curve.unit);
}
