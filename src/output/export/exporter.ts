/** What every format of an export is given: tables with the fields that have values, and the rows that were asked for. */
import type { Field } from "../../columns/field.js";
import type { Page } from "../../columns/page.js";
import type { TableReader } from "../../dataset/read.js";

export interface ExportedTable {
  readonly table: TableReader;
  /** `r01`, `unmapped`: short enough for a file's or a sheet's name. */
  readonly name: string;
  /** `General Time-Based`. */
  readonly title: string;
  readonly fields: readonly Field[];
  /** As often as it is asked for, in the order of the rows. */
  pages(fields?: readonly Field[]): AsyncGenerator<Page>;
}

/** `DBTM (M)`: what stands above a column for people. */
export const headOf = ({ name, unit }: Field): string => (unit === undefined ? name : `${name} (${unit})`);

/** ISO 8601 with milliseconds where there are some, and `Z` when it is UTC. */
export const timeText = (milliseconds: number, utc: boolean): string =>
  new Date(milliseconds).toISOString().replace(/(?:\.000)?Z$/, utc ? "Z" : "");
