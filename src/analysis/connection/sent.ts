/** Connections that the feed tells of itself, in records 03 and 06, held against those that were found: a row of KPIs says how they differ. */
import { Channels } from "../../columns/channels.js";
import type { SourcePage } from "../../columns/page.js";
import type { ConnectionRow, KpiRow, Whose } from "../table.js";

/** Kept at a time, so that pages of another record may come early or late. */
const KEPT = 4_096;
/** Milliseconds between the moment that a connection is over and the frame that tells of it. */
const LATE = 120_000;

interface Told {
  readonly time: number;
  readonly inSlips: number;
}

export class SentConnections {
  readonly #channels = new Channels();
  /** By record: 03 of connections while drilling, 06 while tripping. */
  readonly #told = new Map<number, Told[]>([
    [3, []],
    [6, []],
  ]);
  readonly #found = new Map<number, { over: number; inSlips: number }[]>([
    [3, []],
    [6, []],
  ]);

  add(page: SourcePage): void {
    const own = this.#told.get(page.record ?? 0);
    const seconds = own && this.#channels.of(page, "in-slips")?.values;
    if (own === undefined || seconds === undefined) return;
    for (let row = 0; row < page.rows; row++) {
      const inSlips = seconds[row]!;
      if (inSlips > 0 && own.length < KEPT) own.push({ time: page.times[row]!, inSlips });
    }
  }

  found({ kind, slip_to_slip_s }: Pick<ConnectionRow, "kind" | "slip_to_slip_s">, over: number): void {
    const own = this.#found.get(kind === "drilling" ? 3 : 6)!;
    if (own.length < KEPT) own.push({ over, inSlips: slip_to_slip_s });
  }

  *compared(): Generator<Omit<KpiRow, keyof Whose>> {
    for (const [record, told] of this.#told) {
      if (told.length === 0) continue;
      const found = this.#found.get(record)!;
      const differences: number[] = [];
      for (const { time, inSlips } of told) {
        // Record 06 comes when the slips are set again, after the stand: its time in slips is that of the setting before.
        const near = found.filter(({ over }) =>
          record === 6 ? over <= time : Math.abs(over - time) <= LATE,
        );
        const one = record === 6 ? near.at(-1) : near[0];
        if (one !== undefined) differences.push(one.inSlips - inSlips);
      }
      differences.sort((a, b) => a - b);
      const name = record === 3 ? "connections" : "trip_connections";
      yield {
        name: `${name}_sent`,
        value: told.length,
        unit: undefined,
        definition: `times in slips that the feed tells of in record 0${record}; ${differences.length} of them were found`,
      };
      yield {
        name: `${name}_in_slips_less_sent`,
        value: differences[differences.length >> 1],
        unit: "s",
        definition: `median of seconds in slips as found less those of record 0${record}`,
      };
    }
  }
}
