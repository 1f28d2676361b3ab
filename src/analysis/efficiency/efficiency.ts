/** What became of the time: key figures of a rig at its end, and time that may have been lost. */
import { conversion } from "../../wits/catalog/units.js";
import type { RigRows, Stage } from "../rig/rows.js";
import type { ConnectionRow, Finished, NptRow, TableName, TableRows, TripRow, Whose } from "../table.js";
import type { Well } from "../well.js";
import type { Day, DaySettings } from "./days.js";
import { kpisOf } from "./kpis.js";
import { decided, type Proposal, proposedTrouble, proposedWait } from "./lost-time.js";
import { checkEfficiency, type EfficiencySettings } from "./settings.js";
import { TimeLedger } from "./time-ledger.js";

export interface EfficiencyOptions {
  readonly well: Well;
  readonly settings?: EfficiencySettings | undefined;
  /** Key figures of each day, in the place of those of all rows. */
  readonly days?: DaySettings | undefined;
}

/** It hears of connections, trips and events: their stages stand before it. Throws a `Failure` for settings that cannot be meant. */
export function efficiency({ well, settings = {}, days }: EfficiencyOptions): (finished: Finished) => Stage {
  checkEfficiency(settings);
  return (finished) => new Efficiency(finished, well, settings, days);
}

class Efficiency implements Stage {
  readonly name = "efficiency";
  readonly needs = ["hole-depth"] as const;
  readonly #finished: Finished;
  readonly #well: Well;
  readonly #settings: EfficiencySettings;
  readonly #proposals: Proposal[] = [];
  readonly #connections: ConnectionRow[] = [];
  readonly #trips: TripRow[] = [];
  #whose: Whose = { source: "", well: undefined };
  readonly #ledger: TimeLedger;
  readonly #isByDay: boolean;

  constructor(finished: Finished, well: Well, settings: EfficiencySettings, days: DaySettings | undefined) {
    this.#finished = finished;
    this.#well = well;
    this.#settings = settings;
    this.#isByDay = days !== undefined;
    this.#ledger = new TimeLedger({
      stretched: ({ state, start, end, holeDepth }) => {
        const proposal = proposedWait(state, { start, end }, holeDepth, settings);
        if (proposal !== undefined) this.#proposals.push(proposal);
      },
      runAt: (depth, unit) => this.#runAt(depth, unit),
      days,
    });
  }

  add(rows: RigRows): void {
    this.#whose = { source: rows.source, well: rows.well };
    this.#ledger.add(rows);
  }

  hear<Name extends TableName>(table: Name, row: TableRows[Name]): void {
    if (table === "connections") this.#connections.push(row as ConnectionRow);
    else if (table === "trips") this.#trips.push(row as TripRow);
    else if (table === "events") {
      const proposal = proposedTrouble(row as TableRows["events"]);
      if (proposal !== undefined) this.#proposals.push(proposal);
    }
  }

  end(): void {
    this.#ledger.end();
    const { first: start, last: end, rows } = this.#ledger.whole;
    if (rows === 0) return;
    const npt = decided(this.#proposals, this.#settings.overrides ?? [], { start, end });
    for (const row of npt) this.#finished("npt", { ...this.#whose, ...row });
    const { runs } = this.#well;
    const [connections, trips] = [this.#connections, this.#trips];
    const observed = {
      whose: this.#whose,
      measured: { connections, trips },
      runs: runs.length > 1 || runs[0]?.name !== undefined ? runs : [],
      settings: this.#settings,
    };
    if (!this.#isByDay) {
      for (const row of kpisOf({ ...observed, tally: this.#ledger.whole, connections, trips, npt }))
        this.#finished("kpis", row);
      return;
    }
    for (const { day, tally } of this.#ledger.days) {
      const began = ({ start: at }: { readonly start: number }): boolean => at >= day.from && at < day.until;
      const own = {
        tally,
        connections: connections.filter(began),
        trips: trips.filter(began),
        npt: npt.flatMap((row) => within(row, day)),
      };
      for (const row of kpisOf({ ...observed, ...own })) this.#finished("kpis", { ...row, ...day });
    }
  }

  /** Of an undeclared unit nobody knows where a run began, unless at the head. */
  #runAt(depth: number, unit: string | undefined): number {
    const metres = unit === undefined ? undefined : conversion(unit, "M")?.scale;
    return this.#well.runs.findLastIndex(
      ({ from }) => from === 0 || (metres !== undefined && from <= depth * metres),
    );
  }
}

/** What of a time that was lost falls into a day. */
function within(row: Omit<NptRow, keyof Whose>, { from, until }: Day): Omit<NptRow, keyof Whose>[] {
  const [start, end] = [Math.max(row.start, from), Math.min(row.end, until)];
  return end > start ? [{ ...row, start, end, seconds: (end - start) / 1000 }] : [];
}
