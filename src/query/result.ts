/** An answer in SQL, whoever gives it: what is shown, or goes into a sink, is made of this. DuckDB's own results are such ones. */
import type { DuckDBValue } from "@duckdb/node-api";
import type { Answer, AnswerValue } from "../output/sql/ask.js";

export interface QueryResult {
  deduplicatedColumnNames(): string[];
  /** As texts, what DuckDB calls them. */
  columnTypes(): readonly unknown[];
  yieldRows(): AsyncIterable<readonly (readonly DuckDBValue[])[]>;
  /** Some rows; null or none at the end. */
  fetchChunk(): Promise<{
    readonly rowCount: number;
    getColumnValues(column: number): readonly DuckDBValue[];
  } | null>;
}

const TYPES: Readonly<Record<Answer["columns"][number]["kind"], string>> = {
  number: "DOUBLE",
  integer: "BIGINT",
  text: "VARCHAR",
  bytes: "BLOB",
  clock: "TIMESTAMP",
  instant: "TIMESTAMP WITH TIME ZONE",
  truth: "BOOLEAN",
};

/** The answer of another database, in DuckDB's values. */
export function resultOf({ columns, rows }: Answer): QueryResult {
  const times = new Map(
    columns.map(({ kind }, i) => [i, kind === "instant" ? "+00" : kind === "clock" ? "" : undefined]),
  );
  const values = (row: readonly AnswerValue[]): DuckDBValue[] =>
    row.map((value, i) => {
      const zone = times.get(i);
      if (typeof value === "bigint" && zone !== undefined) return timeOf(value, zone);
      return value instanceof Uint8Array ? ({ bytes: value } as unknown as DuckDBValue) : value;
    });
  async function* chunks(): AsyncGenerator<DuckDBValue[][]> {
    for await (const some of rows()) yield some.map(values);
  }
  const left = chunks();
  return {
    deduplicatedColumnNames: () => deduplicated(columns.map(({ name }) => name)),
    columnTypes: () => columns.map(({ kind }) => TYPES[kind]),
    yieldRows: chunks,
    async fetchChunk() {
      const { value, done } = await left.next();
      if (done) return null;
      return { rowCount: value.length, getColumnValues: (column) => value.map((row) => row[column]!) };
    },
  };
}

/** As DuckDB tells apart columns of one name. */
function deduplicated(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times === 0 ? name : `${name}:${times}`;
  });
}

function timeOf(micros: bigint, zone: string): DuckDBValue {
  const seconds = micros >= 0n ? micros / 1_000_000n : -((999_999n - micros) / 1_000_000n);
  const fraction = String(micros - seconds * 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -5).replace("T", " ");
  const text = `${whole}${fraction === "" ? "" : `.${fraction}`}${zone}`;
  return { micros, toString: () => text } as unknown as DuckDBValue;
}
