/** A scenario's log as columns of plain numbers, through the decoder that users have. */
import { expect } from "vitest";
import { Decoder } from "../../src/kernel/decoder.js";
import { generateScenario, type ScenarioOptions } from "../../src/samples/scenarios/generator.js";
import type { ScenarioName } from "../../src/samples/scenarios/names.js";
import { scenarioNamed } from "../../src/samples/scenarios/scenarios.js";
import type { ScenarioTruth, WellTruth } from "../../src/samples/scenarios/truth.js";
import { planOf } from "../../src/wits/catalog/layout.js";
import { cell, drain } from "../decode/outcome.js";

export function made(
  name: ScenarioName,
  options: ScenarioOptions = {},
): { bytes: Uint8Array; truth: ScenarioTruth } {
  const chunks: Uint8Array[] = [];
  const log = generateScenario(scenarioNamed(name), options);
  let next = log.next();
  for (; !next.done; next = log.next()) chunks.push(next.value);
  return { bytes: new Uint8Array(Buffer.concat(chunks)), truth: next.value };
}

/** Rows of one record of one well. */
export interface Rows {
  readonly count: number;
  /** Milliseconds. */
  readonly time: readonly number[];
  /** All values of a column; none of them is null. */
  column(mnemonic: string): readonly number[];
}

/** Rows by well and record; fails when a byte was rejected or a value is null. */
export function decoded({ bytes, truth }: { bytes: Uint8Array; truth: ScenarioTruth }) {
  const decoder = new Decoder({ plan: planOf({ layout: "record" }), sources: [truth.scenario] });
  decoder.start(0);
  const batches = drain(decoder, bytes, 1 << 16);
  const counters = decoder.counters();
  const columns = new Map<string, number[]>();
  for (const batch of batches) {
    const well = batch.columns.find(({ column }) => column.name === "WID");
    if (well === undefined) continue;
    const names = Array.from({ length: batch.rows }, (_, row) => String(cell(well, row)));
    for (const data of batch.columns) {
      if (data.values === undefined || "offsets" in data.values) continue;
      expect(data.nullCount, `nulls of ${data.column.name}`).toBe(0);
      const { values } = data;
      for (const name of new Set(names)) {
        const key = `${name}/${batch.table.name}/${data.column.name}`;
        const column = columns.get(key) ?? [];
        columns.set(key, column);
        for (let row = 0; row < batch.rows; row++) {
          if (names[row] === name) column.push(Number(values[row]));
        }
      }
    }
  }
  const rows = (well: WellTruth, record: number): Rows => {
    const table = `${well.name}/record=${String(record).padStart(2, "0")}`;
    const time = columns.get(`${table}/timestamp`) ?? [];
    return {
      count: time.length,
      time,
      column(mnemonic) {
        const found = columns.get(`${table}/${mnemonic}`);
        if (found === undefined) throw new Error(`${table} has no ${mnemonic}`);
        return found;
      },
    };
  };
  return { counters, rows };
}
