/**
 * When the pumps ran, how much they pumped, and how long the mud takes from bottom to surface. A period is a run of rows in which they ran:
 * it lasts until the first row in which they did not, or to its last row where a gap follows.
 */
import { conversion } from "../../wits/catalog/units.js";
import type { BegunStage } from "../rig/rig.js";
import { ON, type RigRows, type Stage } from "../rig/rows.js";
import type { Finished, KpiRow, PumpingRow } from "../table.js";
import type { CirculationSettings } from "./settings.js";

/** Begins the stage for a rig. */
export const circulation =
  (settings: CirculationSettings = {}): BegunStage =>
  (finished) =>
    new Circulation(finished, settings);

/** Strokes a minute of all pumps, and a counter that was set back or leapt: no pumps make so many in a minute. */
const MOST_STROKES = 600;

/** The mean of a signal over time, of the rows that have it. */
class Mean {
  #sum = 0;
  seconds = 0;

  add(value: number, seconds: number): void {
    if (Number.isNaN(value)) return;
    this.#sum += value * seconds;
    this.seconds += seconds;
  }

  get value(): number | undefined {
    return this.seconds > 0 ? this.#sum / this.seconds : undefined;
  }

  /** The value over time; where some rows have none, those that have speak for them. */
  over(seconds: number): number | undefined {
    return this.value === undefined ? undefined : this.value * seconds;
  }
}

class Period {
  readonly start: number;
  readonly flow = new Mean();
  readonly pressure = new Mean();
  readonly rate = new Mean();
  counted: number | undefined;

  constructor(start: number) {
    this.start = start;
  }
}

class Circulation implements Stage {
  readonly name = "circulation";
  readonly needs = [
    "flow-in",
    "pressure",
    "stroke-rate-1",
    "stroke-rate-2",
    "stroke-rate-3",
    "strokes",
    "lag-strokes",
    "pit-volume",
  ] as const;
  readonly #finished: Finished;
  readonly #settings: CirculationSettings;
  #source = "";
  #well: string | undefined;
  #period: Period | undefined;
  #time = Number.NaN;
  /** Of the row before, for the time until the next one. */
  #flow = Number.NaN;
  #pressure = Number.NaN;
  #rate = Number.NaN;
  #counter = Number.NaN;
  #lag = Number.NaN;
  #flowUnit: string | undefined;
  #volumeUnit: string | undefined;
  #periods = 0;
  #seconds = 0;
  #volume: number | undefined;
  #strokes: number | undefined;
  #rows = 0;

  constructor(finished: Finished, settings: CirculationSettings) {
    this.#finished = finished;
    this.#settings = settings;
  }

  add(rows: RigRows): void {
    this.#source = rows.source;
    this.#well = rows.well;
    this.#rows += rows.rows;
    this.#flowUnit = rows.unit("flow-in") ?? this.#flowUnit;
    this.#volumeUnit = rows.unit("pit-volume") ?? this.#volumeUnit;
    const flow = rows.signal("flow-in");
    const pressure = rows.signal("pressure");
    const rates = [
      rows.signal("stroke-rate-1"),
      rows.signal("stroke-rate-2"),
      rows.signal("stroke-rate-3"),
    ] as const;
    const counter = rows.signal("strokes");
    const lag = rows.signal("lag-strokes");
    const { times, gapBefore, flags } = rows;
    for (let row = 0; row < rows.rows; row++) {
      const time = times[row]!;
      if (gapBefore[row] === 1) this.#close(this.#time);
      else this.#pass(time, counter?.[row] ?? Number.NaN);
      const runs = flags.pumping[row] === ON;
      if (!runs) this.#close(time);
      else this.#period ??= new Period(time);
      this.#time = time;
      this.#flow = flow?.[row] ?? Number.NaN;
      this.#pressure = pressure?.[row] ?? Number.NaN;
      this.#rate = ratesOf(rates[0]?.[row], rates[1]?.[row], rates[2]?.[row]);
      if (lag !== undefined && runs && lag[row]! > 0) this.#lag = lag[row]!;
      const count = counter?.[row] ?? Number.NaN;
      if (!Number.isNaN(count)) this.#counter = count;
    }
  }

  /** A row stands until the next one. */
  #pass(time: number, counter: number): void {
    const period = this.#period;
    if (period === undefined) return;
    const seconds = (time - this.#time) / 1000;
    period.flow.add(this.#flow, seconds);
    period.pressure.add(this.#pressure, seconds);
    period.rate.add(this.#rate, seconds);
    const made = counter - this.#counter;
    if (made >= 0 && made <= MOST_STROKES * Math.max(1, seconds / 60)) {
      period.counted = (period.counted ?? 0) + made;
    }
  }

  #close(end: number): void {
    const period = this.#period;
    if (period === undefined) return;
    this.#period = undefined;
    const seconds = (end - period.start) / 1000;
    if (!(seconds > 0)) return;
    const row = this.#row(period, end, seconds);
    this.#periods++;
    this.#seconds += seconds;
    if (row.volume !== undefined) this.#volume = (this.#volume ?? 0) + row.volume;
    if (row.strokes !== undefined) this.#strokes = (this.#strokes ?? 0) + row.strokes;
    this.#finished("pumping", row);
  }

  #row(period: Period, end: number, seconds: number): PumpingRow {
    const minutes = seconds / 60;
    const strokes = period.counted ?? period.rate.over(minutes);
    const ofFlow = this.#asVolume(period.flow.over(minutes));
    const ofStroke = this.#inRows(this.#settings.strokeVolume);
    return {
      source: this.#source,
      well: this.#well,
      start: period.start,
      end,
      seconds,
      flow_mean: period.flow.value,
      pressure_mean: period.pressure.value,
      volume: ofFlow ?? (strokes === undefined || ofStroke === undefined ? undefined : strokes * ofStroke),
      strokes: strokes === undefined ? undefined : Math.round(strokes),
    };
  }

  /** Cubic metres, in the unit that the rows have tanks in. */
  #inRows(volume: number | undefined): number | undefined {
    const to = this.#unitOfVolume;
    const turn = to === undefined ? undefined : conversion("M3", to);
    return volume === undefined || turn === undefined ? undefined : volume * turn.scale;
  }

  get #unitOfVolume(): string | undefined {
    return this.#volumeUnit ?? (this.#flowUnit === undefined ? undefined : perMinute[this.#flowUnit]?.usual);
  }

  /** Flow in a minute times minutes, in the unit of tanks. */
  #asVolume(flow: number | undefined): number | undefined {
    const from = this.#flowUnit === undefined ? undefined : perMinute[this.#flowUnit];
    return flow === undefined || from === undefined ? undefined : this.#inRows(flow * from.cubicMetres);
  }

  end(): void {
    this.#close(this.#time);
    if (this.#rows === 0) return;
    const whose = { source: this.#source, well: this.#well };
    const tell = (row: Omit<KpiRow, "source" | "well">): void => this.#finished("kpis", { ...whose, ...row });
    tell({
      name: "pumping_time",
      value: this.#seconds,
      unit: "s",
      definition: `time with the pumps on, in ${this.#periods} periods`,
    });
    tell({
      name: "volume_pumped",
      value: this.#volume,
      unit: this.#unitOfVolume,
      definition:
        this.#volume === undefined
          ? "needs flow in with a declared unit (--units), or strokes and the volume of a stroke"
          : "flow in over the time with the pumps on",
    });
    tell({
      name: "strokes_pumped",
      value: this.#strokes,
      unit: undefined,
      definition:
        this.#strokes === undefined
          ? "needs a counter of strokes, or the stroke rates of the pumps"
          : "strokes of all pumps over the time with the pumps on",
    });
    tell({ name: "bottoms_up_time", unit: "s", ...this.#bottomsUp() });
  }

  /** Of the last rates that the rows had: how long mud takes from the bottom to surface. */
  #bottomsUp(): { value: number | undefined; definition: string } {
    const annulusVolume = this.#inRows(this.#settings.annulusVolume);
    const minutes = this.#seconds / 60;
    if (annulusVolume !== undefined && this.#volume !== undefined && minutes > 0) {
      const aMinute = this.#volume / minutes;
      return {
        value: (60 * annulusVolume) / aMinute,
        definition: "the annulus' volume, as told, over the mean flow in",
      };
    }
    if (this.#lag > 0 && this.#strokes !== undefined && this.#strokes > 0) {
      return {
        value: (60 * this.#lag * minutes) / this.#strokes,
        definition: "the feed's last lag strokes over the mean stroke rate",
      };
    }
    return {
      value: undefined,
      definition: "needs the annulus' volume, or lag strokes and strokes in the feed",
    };
  }
}

/** By unit of flow, cubic metres, and the unit of tanks that goes with it. */
const perMinute: Readonly<Record<string, { cubicMetres: number; usual: string }>> = {
  "L/M": { cubicMetres: 0.001, usual: "M3" },
  GPM: { cubicMetres: 0.003785411784, usual: "BBL" },
  "GPM-UK": { cubicMetres: 0.00454609, usual: "BBL" },
};

function ratesOf(...rates: readonly (number | undefined)[]): number {
  let sum = Number.NaN;
  for (const rate of rates) {
    if (rate !== undefined && !Number.isNaN(rate)) sum = Number.isNaN(sum) ? rate : sum + rate;
  }
  return sum;
}
