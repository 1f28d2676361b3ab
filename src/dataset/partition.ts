/** Partitions of a table: folders below it, by a property of the rows, as Hive lays them out. */
import { hasValue } from "../arrays/validity.js";
import type { TableBatch } from "../kernel/batch.js";
import { dayText } from "../text/instant.js";

export const partitions = ["day"] as const;
export type Partition = (typeof partitions)[number];

const DAY = 86_400_000;

/** As Hive names the partition of rows that have no value: here, no time. */
const NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

/** Rows [from, to) of a batch that belong to one partition. */
export interface Run {
  /** Below the table's folder: `day=2016-09-29`. */
  readonly folder: string;
  readonly from: number;
  readonly to: number;
}

/** The runs of rows of the same day, by the `timestamp` column as it stands; one run where a table has none. */
export function* runsByDay(batch: TableBatch): Generator<Run> {
  const timestamps = batch.columns.find(({ column }) => column.type === "timestamp");
  if (timestamps === undefined) {
    yield { folder: "", from: 0, to: batch.rows };
    return;
  }
  const values = timestamps.values as BigInt64Array | undefined;
  const { validity } = timestamps;
  const dayOf = (row: number): number | undefined => {
    if (values === undefined || !hasValue(validity, row)) return undefined;
    return Math.floor(Number(values[row]) / DAY);
  };
  for (let from = 0; from < batch.rows; ) {
    const day = dayOf(from);
    let to = from + 1;
    while (to < batch.rows && dayOf(to) === day) to++;
    yield { folder: `day=${day === undefined ? NO_VALUE : dayText(day)}`, from, to };
    from = to;
  }
}

/** The table that a partition belongs to: `record=01` of `record=01/day=2016-09-29`. */
export const tableOf = (partition: string): string => partition.split("/")[0]!;
