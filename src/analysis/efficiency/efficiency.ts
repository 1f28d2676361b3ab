/** What became of the time: key figures of a rig at its end, and time that may have been lost. */
import { conversion } from "../../wits/catalog/units.js";
import type { RigRows, Stage } from "../rig/rows.js";
import type { ConnectionRow, Finished, TableName, TableRows, TripRow, Whose } from "../table.js";
import type { Well } from "../well.js";
import { kpisOf } from "./kpis.js";
import { decided, type Proposal, proposedTrouble, proposedWait } from "./lost-time.js";
import { checkEfficiency, type EfficiencySettings } from "./settings.js";
import { TimeLedger } from "./time-ledger.js";

export interface EfficiencyOptions {
  readonly well: Well;
  readonly settings?: EfficiencySettings | undefined;
}

/** It hears of connections, trips and events: their stages stand before it. Throws a `Failure` for settings that cannot be meant. */
export function efficiency({ well, settings = {} }: EfficiencyOptions): (finished: Finished) => Stage {
  checkEfficiency(settings);
  return (finished) => new Efficiency(finished, well, settings);
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

  constructor(finished: Finished, well: Well, settings: EfficiencySettings) {
    this.#finished = finished;
    this.#well = well;
    this.#settings = settings;
    this.#ledger = new TimeLedger(
      ({ state, start, end, holeDepth }) => {
        const proposal = proposedWait(state, { start, end }, holeDepth, settings);
        if (proposal !== undefined) this.#proposals.push(proposal);
      },
      (depth, unit) => this.#runAt(depth, unit),
    );
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
    const { first: start, last: end, rows } = this.#ledger;
    if (rows === 0) return;
    const npt = decided(this.#proposals, this.#settings.overrides ?? [], { start, end });
    for (const row of npt) this.#finished("npt", { ...this.#whose, ...row });
    const observed = {
      whose: this.#whose,
      ledger: this.#ledger,
      connections: this.#connections,
      trips: this.#trips,
      npt,
      runs: this.#well.runs.length > 1 || this.#well.runs[0]?.name !== undefined ? this.#well.runs : [],
      settings: this.#settings,
    };
    for (const row of kpisOf(observed)) this.#finished("kpis", row);
  }

  /** Of an undeclared unit nobody knows where a run began, unless at the head. */
  #runAt(depth: number, unit: string | undefined): number {
    const metres = unit === undefined ? undefined : conversion(unit, "M")?.scale;
    return this.#well.runs.findLastIndex(
      ({ from }) => from === 0 || (metres !== undefined && from <= depth * metres),
    );
  }
}
