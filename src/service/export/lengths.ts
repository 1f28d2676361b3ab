/**
 * Lengths of files in the unit that they are for. In feet a depth is to 0.01 ft, as people type it, and a length is the difference of the two depths that
 * stand beside it: rows add up to their total, and pieces of a hole to the hole.
 */
import type { RunRow } from "../shift/document.js";
import { centiFeet, type LengthUnit } from "../shift/length.js";
import type { Quantity } from "../shift/money.js";
import { FEET_AN_HOUR, METRES_AN_HOUR, type Quotient } from "../shift/ratio.js";
import { isNew, madeIn } from "../shift/run.js";
import type { Title } from "../words/en/papers.js";
import { type Column, number, type Table } from "./table.js";

type Depths = Pick<RunRow, "fromMm" | "toMm">;
type More = Pick<Column, "adds" | "mean">;

export interface Lengths {
  readonly unit: LengthUnit;
  /** Of millimetres by milliseconds, in the unit an hour. */
  readonly anHour: Quotient;
  of(mm: number): Quantity;
  between(depths: Depths): Quantity;
  /** New hole of runs. */
  made(runs: readonly (Depths & Pick<RunRow, "kind">)[]): Quantity;
  /** Core of runs that took some, and the hole that it is of. */
  cored(
    runs: readonly (Depths & Pick<RunRow, "kind" | "recoveredMm">)[],
  ): readonly [core: Quantity, of: Quantity];
  column(name: string, title: Title, more?: More): Column;
  rate(name: string, title: Title, more?: More): Column;
}

export function lengthsIn(unit: LengthUnit): Lengths {
  const per = unit === "ft" ? 100 : 1000;
  const whole = (mm: number): number => (unit === "ft" ? centiFeet(mm) : mm);
  const made: Lengths["made"] = (runs) => ({ value: madeIn(runs, unit), per });
  return {
    unit,
    anHour: unit === "ft" ? FEET_AN_HOUR : METRES_AN_HOUR,
    of: (mm) => ({ value: whole(mm), per }),
    between: ({ fromMm, toMm }) => ({ value: whole(toMm) - whole(fromMm), per }),
    made,
    cored(runs) {
      const cored = runs.filter((run) => isNew(run) && run.recoveredMm !== null);
      const core = cored.reduce((total, { recoveredMm }) => total + whole(recoveredMm ?? 0), 0);
      return [{ value: core, per }, made(cored)];
    },
    // To the millimetre where somebody measured so.
    column: (name, title, more = {}) =>
      number(name, title, unit, 2, { ...more, ...(unit === "m" && { finest: 3 }) }),
    rate: (name, title, more = {}) => number(name, title, `${unit}/h`, 2, more),
  };
}

/** A file for programs names its columns by their unit: `from_m` is `from_ft` in feet. */
export function namedIn(unit: LengthUnit, table: Table): Table {
  if (unit === "m") return table;
  const named = (name: string): string =>
    name === "metres" ? "feet" : name === "rate_m_h" ? "rate_ft_h" : name.replace(/_m$/, "_ft");
  const columns = table.columns.map((column): Column => {
    const { mean } = column;
    const weighted = mean && { mean: { ...mean, of: named(mean.of), by: named(mean.by) } };
    return { ...column, name: named(column.name), ...weighted };
  });
  return { ...table, columns };
}
