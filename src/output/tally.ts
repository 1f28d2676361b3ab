/** What became of the rows of a table, counted in one way by all sinks. */
import type { Health, SinkTable, TableReceipt } from "./sink.js";

export class Tally {
  readonly table: SinkTable;
  received = 0;
  readonly #leftOut = new Map<string, number>();
  readonly #notes = new Set<string>();

  constructor(table: SinkTable) {
    this.table = table;
  }

  leaveOut(why: string, rows = 1): void {
    this.#leftOut.set(why, (this.#leftOut.get(why) ?? 0) + rows);
  }

  note(text: string): void {
    this.#notes.add(text);
  }

  get leftOut(): number {
    let sum = 0;
    for (const rows of this.#leftOut.values()) sum += rows;
    return sum;
  }

  get receipt(): TableReceipt {
    return {
      table: this.table,
      rows: this.received - this.leftOut,
      leftOut: this.#leftOut,
      notes: [...this.#notes],
    };
  }
}

export function healthOf(tallies: readonly Tally[], committed: boolean): Health {
  const received = tallies.reduce((sum, tally) => sum + tally.received, 0);
  const leftOut = tallies.reduce((sum, tally) => sum + tally.leftOut, 0);
  const taken = received - leftOut;
  return { received, leftOut, durable: committed ? taken : 0, waiting: committed ? 0 : taken };
}
