/**
 * What readings can be on a rig, in the metric units of the catalog: wide enough for any rig, so that what lies outside is
 * a dead sensor, a wrong unit or another quantity, and not an unusual day.
 */
import { conversion } from "../../wits/catalog/units.js";
import { type ItemField, predefined } from "./item-field.js";

/** Between what the values of an item lie on a rig. */
export type PlausibleRange = readonly [least: number, greatest: number];

const byUnit: Readonly<Record<string, PlausibleRange>> = {
  M: [-1000, 15_000],
  "M/HR": [0, 500],
  KDN: [-50, 1500],
  KNM: [-30, 200],
  RPM: [0, 1000],
  KPA: [-500, 200_000],
  SPM: [0, 300],
  M3: [-1000, 5000],
  "%": [0, 100],
  PPM: [0, 1_000_000],
  "L/M": [-500, 15_000],
  KGM3: [0, 3500],
  DEGC: [-60, 350],
  DEG: [-360, 360],
  API: [0, 2000],
  OHMM: [0, 1_000_000],
  "G/CC": [0, 6],
  "M/S": [-100, 500],
};

/** Where an item is known better than its unit. A bit may hang above the rotary table. */
const byMnemonic: Readonly<Record<string, PlausibleRange>> = {
  DBTM: [-100, 15_000],
  DBTV: [-100, 15_000],
  DMEA: [0, 15_000],
  DVER: [0, 15_000],
  BPOS: [-15, 60],
  WOBA: [-50, 100],
  WOBX: [-50, 100],
  RPMA: [0, 400],
};

/** In the unit of the values; undefined when nothing is known of the item, or its unit is not. */
export function plausibleRange(field: ItemField): PlausibleRange | undefined {
  const metric = predefined(field)?.metricUnit;
  if (metric === undefined || field.unit === undefined) return undefined;
  const range = byMnemonic[field.mnemonic ?? ""] ?? byUnit[metric];
  const turn = conversion(metric, field.unit);
  if (range === undefined || turn === undefined) return undefined;
  return [range[0] * turn.scale + turn.offset, range[1] * turn.scale + turn.offset];
}

export class Outside {
  judged = 0;
  outside = 0;
  readonly range: PlausibleRange;

  constructor(range: PlausibleRange) {
    this.range = range;
  }

  add(numbers: Float64Array): void {
    const [least, greatest] = this.range;
    for (let row = 0; row < numbers.length; row++) {
      const value = numbers[row]!;
      if (Number.isNaN(value)) continue;
      this.judged++;
      if (value < least || value > greatest) this.outside++;
    }
  }
}
