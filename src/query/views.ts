/**
 * What a query can name: a view for each table of a dataset, under a short name and one that says what it holds, and
 * the catalog as tables of its own.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { partFormatOf } from "../dataset/part-format.js";
import { readTable } from "../dataset/read.js";
import { type Retelling, retoldFields } from "../dataset/retold.js";
import type { AnalysisFiles, DatasetTable } from "../dataset/tables.js";
import { Failure } from "../failure/failure.js";
import { activityCodes } from "../wits/catalog/activity.js";
import { allItems } from "../wits/catalog/catalog.js";
import { formatCode, itemOf, recordOf } from "../wits/catalog/code.js";
import { fixedColumns, planOf } from "../wits/catalog/layout.js";
import { records } from "../wits/catalog/record.js";
import { recordOfTable, tableAlias } from "../wits/catalog/table.js";
import { sqlName, sqlText } from "./duckdb.js";
import { areAlike, type Facts, scanByTime, scanOf } from "./scan.js";

export interface View {
  /** `r01`, `rejects`, ... */
  readonly name: string;
  /** Makes the view anew, to be read by time or not: the same rows. Undefined where there is but one way. */
  readonly read?: (byTime: boolean) => Promise<void>;
  /** `general_time_based`; undefined for what has one name. */
  readonly alias: string | undefined;
  readonly meaning: string;
}

/**
 * Makes a view for each table, in their order. `log` is the rows that one looks at first, those of record 01 where there are any,
 * in a dataset and in a file alike; `rejects` and `unmapped` are there without rows too, so that a question about them has an answer.
 */
export async function createViews(
  connection: DuckDBConnection,
  tables: readonly (Pick<DatasetTable, "name" | "meaning" | "files"> & {
    readonly told?: string | undefined;
  })[],
  {
    retelling = {},
    facts = () => undefined,
    named = () => true,
  }: {
    readonly retelling?: Retelling;
    readonly facts?: Facts;
    /** Whether a view may be asked for: DuckDB looks for every part of one that it makes. */
    readonly named?: (view: string) => boolean;
  } = {},
): Promise<View[]> {
  const views: View[] = [];
  const view = async (name: string, of: string, changed = ""): Promise<void> => {
    await connection.run(`CREATE OR REPLACE VIEW ${sqlName(name)} AS SELECT *${changed} FROM ${of}`);
  };
  for (const { name: table, meaning, files, told } of tables) {
    const record = recordOfTable(told ?? table);
    const name = record === undefined ? (told ?? table) : `r${String(record).padStart(2, "0")}`;
    const alias = record === undefined ? undefined : tableAlias(record);
    const changed = await replacing({ name: table, meaning, files }, retelling, facts);
    const plain = scanOf(files, facts);
    const isAlias = alias !== undefined && named(alias);
    // `log`, and `r01` of frames, are of another one.
    if (!isAlias && !named(name) && !named("log") && !named("r01")) {
      views.push({ name, alias, meaning });
      continue;
    }
    await view(name, plain, changed);
    if (isAlias) await view(alias, sqlName(name));
    const byTime = scanByTime(files, facts, await timestampsOf(connection, files[0]!));
    const read = byTime && ((timed: boolean) => view(name, timed ? byTime : plain, changed));
    views.push({ name, alias, meaning, ...(read && { read }) });
  }
  const rows = views.filter(({ name }) => name !== "rejects" && name !== "unmapped");
  const first = views.find(({ name }) => name === "r01") ?? rows[0] ?? views[0];
  if (first !== undefined && first.name !== "log") {
    if (named("log")) await view("log", sqlName(first.name));
    views.push({ name: "log", alias: undefined, meaning: `the rows of ${first.name}` });
  }
  // A row of layout frame holds items of all records, those of record 01 under their own names.
  if (first?.name === "frame") {
    if (named("r01")) await view("r01", sqlName("frame"));
    views.push({ name: "r01", alias: undefined, meaning: "the rows of frame" });
  }
  for (const name of ["unmapped", "rejects"]) {
    if (views.some((one) => one.name === name)) continue;
    const columns = fixedColumns(planOf({ layout: "record" }), name);
    const empty = columns.map(
      (column) => `NULL::${SQL_TYPES[column.type] ?? "VARCHAR"} AS ${sqlName(column.name)}`,
    );
    await view(name, `(SELECT ${empty.join(", ")} WHERE false)`);
    views.push({ name, alias: undefined, meaning: "none here" });
  }
  return views;
}

/** The tables of an analysis, beside those that they were found in. */
export async function createAnalysisViews(
  connection: DuckDBConnection,
  tables: readonly AnalysisFiles[],
): Promise<View[]> {
  const views: View[] = [];
  for (const { name, files } of tables) {
    await connection.run(`CREATE OR REPLACE VIEW ${sqlName(name)} AS SELECT * FROM ${scanOf(files)}`);
    views.push({ name, alias: undefined, meaning: `found by analyze: ${name}` });
  }
  return views;
}

/** The type of a part's column `timestamp`; empty where it has none. */
async function timestampsOf(connection: DuckDBConnection, file: string): Promise<string> {
  const sql = `SELECT column_type FROM (DESCRIBE FROM ${scanOf([file])}) WHERE column_name = 'timestamp'`;
  const [row] = await (await connection.runAndReadAll(sql)).getRows();
  return String(row?.[0] ?? "");
}

const SQL_TYPES: Readonly<Record<string, string>> = {
  timestamp: "TIMESTAMP",
  int32: "INTEGER",
  int64: "BIGINT",
  float64: "DOUBLE",
  binary: "BLOB",
};

/** The columns that are wanted in other units, as a `REPLACE` of `SELECT *`. */
async function replacing(
  table: Pick<DatasetTable, "name" | "meaning" | "files">,
  retelling: Retelling,
  facts: Facts,
): Promise<string> {
  if ((retelling.units ?? retelling.to) === undefined || table.name === "rejects") return "";
  if (partFormatOf(table.files[0]!) !== "parquet") {
    throw new Failure(
      "units-undeclared",
      `--to: ${table.files[0]} is no Parquet, and does not say the units of its columns`,
    );
  }
  const fields = await fieldsOf(table, retelling, facts);
  const columns = fields.flatMap(({ field: { name }, conversion }) => {
    if (conversion === undefined) return [];
    const { scale, offset } = conversion;
    return [
      `${sqlName(name)} * CAST('${scale}' AS DOUBLE) + CAST('${offset}' AS DOUBLE) AS ${sqlName(name)}`,
    ];
  });
  return columns.length === 0 ? "" : ` REPLACE (${columns.join(", ")})`;
}

/** Of parts with the same columns, one tells the units of all, unless a column is refused that may have no value anywhere. */
async function fieldsOf(
  table: Pick<DatasetTable, "name" | "meaning" | "files">,
  retelling: Retelling,
  facts: Facts,
): Promise<ReturnType<typeof retoldFields>> {
  if (table.files.length > 1 && areAlike(table.files, facts)) {
    try {
      const { name, columns } = await readTable({ ...table, files: table.files.slice(0, 1) });
      return retoldFields({ name, fields: columns }, retelling);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
  return retoldFields(await readTable(table), retelling);
}

/** `catalog`, `records` and `activity_codes`. */
export async function createCatalog(connection: DuckDBConnection): Promise<View[]> {
  const text = (value: string | undefined): string => (value === undefined ? "NULL" : sqlText(value));
  await connection.run(
    `CREATE OR REPLACE TABLE catalog AS SELECT * FROM (VALUES ${allItems()
      .map(
        (item) =>
          `(${text(formatCode(item.code))}, ${recordOf(item.code)}, ${itemOf(item.code)}, ${text(item.mnemonic)}, ` +
          `${text(item.name)}, ${text(item.type)}, ${text(item.metricUnit)}, ${text(item.fpsUnit)})`,
      )
      .join(", ")}) AS items (code, record, item, mnemonic, name, type, metric_unit, fps_unit)`,
  );
  await connection.run(
    `CREATE OR REPLACE TABLE records AS SELECT * FROM (VALUES ${records()
      .map(({ number, name, trigger }) => `(${number}, ${text(name)}, ${text(trigger)})`)
      .join(", ")}) AS all_records (record, name, "trigger")`,
  );
  await connection.run(
    `CREATE OR REPLACE TABLE activity_codes AS SELECT * FROM (VALUES ${activityCodes()
      .map(([code, name]) => `(${code}, ${text(name)})`)
      .join(", ")}) AS activities (code, name)`,
  );
  return [
    { name: "catalog", alias: undefined, meaning: "the items that WITS defines" },
    { name: "records", alias: undefined, meaning: "the records that WITS defines" },
    { name: "activity_codes", alias: undefined, meaning: "what the numbers in ACTC mean" },
  ];
}
