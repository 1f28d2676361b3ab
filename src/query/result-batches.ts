/**
 * The rows of a query as batches, for the sinks that all commands share. What a sink's columns cannot hold is told, and what
 * no column could hold is refused with the cast that helps.
 */
import type { DuckDBValue } from "@duckdb/node-api";
import { bytesOfBits, setValue } from "../arrays/validity.js";
import { Failure } from "../failure/failure.js";
import type { ColumnData, TableBatch } from "../kernel/batch.js";
import { textData } from "../output/batches.js";
import type { SinkTable } from "../output/sink.js";
import type { Column, ColumnType } from "../wits/catalog/table.js";
import type { QueryResult } from "./result.js";
import { jsonOf, textOf } from "./result-text.js";

export interface ResultTable {
  readonly table: SinkTable;
  /** Whether its times are instants in UTC. */
  readonly utc: boolean;
  batches(): AsyncGenerator<TableBatch>;
  /** What is not as the query answered it, in words; known when all batches are read. */
  readonly notes: ReadonlySet<string>;
}

const NUMBERS = /^(FLOAT|DOUBLE|DECIMAL)/;
const INTEGERS = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const LOCAL_TIME = /^TIMESTAMP(_S|_MS|_NS)?$/;
const UTC_TIME = /^TIMESTAMP WITH TIME ZONE$|^TIMESTAMP_?TZ$/;
/** What stands in JSON as itself, and not as a text. */
const DOCUMENTS = /^(BOOLEAN|STRUCT|MAP|UNION|JSON)|\[\d*\]$/;

export function resultTable(result: QueryResult): ResultTable {
  const names = result.deduplicatedColumnNames();
  const types = result.columnTypes().map(typeName);
  // A sink's times are all of one kind: beside the clock of a rig, instants are texts.
  const utc = types.some((type) => UTC_TIME.test(type)) && !types.some((type) => LOCAL_TIME.test(type));
  const columns = names.map(
    (name, i): Column => ({
      name,
      type: columnType(types[i]!, utc),
      nullable: true,
      description: name,
      code: undefined,
      unit: undefined,
      itemType: undefined,
    }),
  );
  const json = new Set(names.filter((_, i) => DOCUMENTS.test(types[i]!)));
  const table = { name: "query", columns };
  const notes = new Set<string>();
  return {
    table: { table, name: "query", title: "Rows of a query", json },
    utc,
    notes,
    async *batches() {
      for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
        const rows = chunk.rowCount;
        if (rows === 0) return;
        yield {
          table,
          rows,
          columns: columns.map((column, i) =>
            dataOf(column, chunk!.getColumnValues(i), json.has(column.name), notes),
          ),
        };
      }
    },
  };
}

const typeName = (type: unknown): string => String(type);

function columnType(type: string, utc: boolean): ColumnType {
  if (NUMBERS.test(type) && !type.endsWith("]")) return "float64";
  if (INTEGERS.test(type)) return "int64";
  if (utc ? UTC_TIME.test(type) : LOCAL_TIME.test(type)) return "timestamp";
  return "utf8";
}

function dataOf(
  column: Column,
  values: readonly DuckDBValue[],
  json: boolean,
  notes: Set<string>,
): ColumnData {
  const { name, type } = column;
  if (type === "utf8") {
    const text = json ? (value: DuckDBValue) => JSON.stringify(jsonOf(value)) : textOf;
    const texts = values.map((value) => (value === null ? undefined : text(value)));
    return textData(column, texts, values.length);
  }
  const numbers = type === "float64" ? new Float64Array(values.length) : new BigInt64Array(values.length);
  const validity = new Uint8Array(bytesOfBits(values.length));
  let nullCount = 0;
  for (const [row, value] of values.entries()) {
    const cell = value === null ? undefined : cellOf(value);
    if (cell === undefined) nullCount++;
    else {
      numbers[row] = cell;
      setValue(validity, row);
    }
  }
  return { column, nullCount, validity, values: numbers, dictionary: undefined };

  function cellOf(value: DuckDBValue): number | bigint | undefined {
    if (type === "timestamp") return milliseconds(value);
    if (type === "int64") return integer(value);
    const number = typeof value === "number" ? value : Number(String(value));
    if (Number.isFinite(number)) return number;
    notes.add(`values of ${name} that are no finite number are null`);
    return undefined;
  }

  function integer(value: DuckDBValue): bigint {
    const integer = BigInt(value as number | bigint);
    if (BigInt.asIntN(64, integer) === integer) return integer;
    throw new Failure(
      "too-much",
      `${name} has ${integer}, which is no 64-bit integer; cast it AS DOUBLE or AS VARCHAR in the query`,
    );
  }

  function milliseconds(value: DuckDBValue): bigint {
    const [ticks, perMillisecond] = ticksOf(value);
    const whole = ticks / perMillisecond;
    if (whole * perMillisecond !== ticks) notes.add(`times of ${name} are cut to the millisecond`);
    // Before 1970 too the time is that which has begun.
    return ticks < 0n && whole * perMillisecond !== ticks ? whole - 1n : whole;
  }
}

/** What a time counts since 1970, and how many of it make a millisecond. */
function ticksOf(value: DuckDBValue): [ticks: bigint, perMillisecond: bigint] {
  const time = value as unknown as Readonly<Record<string, bigint | undefined>>;
  if (time["nanos"] !== undefined) return [time["nanos"], 1_000_000n];
  if (time["millis"] !== undefined) return [time["millis"], 1n];
  if (time["seconds"] !== undefined) return [time["seconds"] * 1000n, 1n];
  return [time["micros"]!, 1000n];
}
