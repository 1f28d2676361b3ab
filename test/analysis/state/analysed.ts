/** A log as its rig's rows are decided, and as the tables that come of them. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type BegunStage, rig } from "../../../src/analysis/rig/rig.js";
import type { RigRows } from "../../../src/analysis/rig/rows.js";
import type { Mode } from "../../../src/analysis/state/engine.js";
import type { RigSettings } from "../../../src/analysis/state/settings.js";
import type { TableName, TableRows } from "../../../src/analysis/table.js";
import type { SourcePage } from "../../../src/columns/page.js";
import { rigStates } from "../../../src/wits/catalog/state.js";
import type { UnitSet } from "../../../src/wits/catalog/units.js";
import { decodedPages } from "../../columns/made-pages.js";

export interface DecidedRow {
  readonly time: number;
  readonly state: string;
  readonly inSlips: number;
  readonly pumping: number;
  readonly hook: number;
}

export interface Analysed {
  /** By well. */
  readonly rows: Map<string, DecidedRow[]>;
  readonly tables: { readonly [Name in TableName]?: TableRows[Name][] };
}

export const logBytes = (path: string): Uint8Array => {
  const bytes = readFileSync(path);
  return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
};

export function analysed(
  log: Uint8Array | string,
  {
    mode,
    settings,
    units,
    stages = [],
    change,
  }: {
    mode?: Mode;
    settings?: RigSettings;
    units?: UnitSet;
    stages?: readonly BegunStage[];
    change?: (page: SourcePage) => SourcePage | undefined;
  } = {},
): Analysed {
  const rows = new Map<string, DecidedRow[]>();
  const tables: { [Name in TableName]?: unknown[] } = {};
  const looker: BegunStage = () => ({
    name: "looker",
    needs: [],
    add(some: RigRows) {
      const own = rows.get(some.well ?? "") ?? [];
      rows.set(some.well ?? "", own);
      for (let row = 0; row < some.rows; row++) {
        own.push({
          time: some.times[row]!,
          state: rigStates[some.states[row]!]!,
          inSlips: some.flags.in_slips[row]!,
          pumping: some.flags.pumping[row]!,
          hook: some.signal("hookload")?.[row] ?? Number.NaN,
        });
      }
    },
    end() {},
  });
  const measure = rig({
    finished(table, row) {
      const known: unknown[] = tables[table] ?? [];
      tables[table] = known;
      known.push(row);
    },
    mode,
    settings,
    stages: [...stages, looker],
  });
  const add = (page: SourcePage): void => {
    const changed = change === undefined ? page : change(page);
    if (changed !== undefined) measure.add(changed);
  };
  decodedPages({ log }, add, units === undefined ? {} : { units });
  measure.end();
  return { rows, tables: tables as Analysed["tables"] };
}
