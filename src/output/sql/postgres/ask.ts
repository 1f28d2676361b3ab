/** Questions to PostgreSQL: by a cursor, so that an answer may be of any size. */
import type { QueryConfig } from "pg";
import type { LinkUrl } from "../../../network/link-url.js";
import { type Answer, type AnswerValue, type Asking, FETCHED, microsecondsIn } from "../ask.js";
import { COLUMNS } from "../lookup-tables.js";
import { connectionSettings, postgresFailure } from "./connection.js";
import { exactly } from "./names.js";

type Kind = Answer["columns"][number]["kind"];

/** Types by their number. https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const KINDS: Readonly<Record<number, Kind>> = {
  16: "truth",
  17: "bytes",
  20: "integer",
  21: "integer",
  23: "integer",
  26: "integer",
  700: "number",
  701: "number",
  1114: "clock",
  1184: "instant",
  1700: "number",
};

/** Values as the server writes them. */
const plain = { getTypeParser: () => (text: string) => text };

export async function askPostgres(url: LinkUrl): Promise<Asking> {
  const { client, schema, close } = await connectionSettings(url).connect();
  const told = (error: unknown): never => {
    throw postgresFailure(error, url.shown, "bad-query");
  };
  // Without a second statement: whatever is asked stays in the transaction.
  const run = (text: string) =>
    client
      .query<string[]>({ text, rowMode: "array", types: plain, queryMode: "extended" } as QueryConfig & {
        rowMode: "array";
      })
      .catch(told);
  await client.query(`SET search_path TO ${exactly(schema)}, public`).catch(told);
  const named = await namesIn(run, schema);
  return {
    shown: url.shown,
    close,
    async ask(sql) {
      await client.query("ROLLBACK; BEGIN READ ONLY").catch(told);
      const text = sql.trim().replace(/;\s*$/, "");
      const cursor = /^\s*(\(|select|with|values|table)\b|^\s*\(/i.test(
        text.replace(/^(\s*(--.*\n|\/\*[\s\S]*?\*\/))*/, ""),
      );
      if (cursor) await run(`DECLARE witskit NO SCROLL CURSOR FOR ${text}`);
      const next = () => run(cursor ? `FETCH ${FETCHED} FROM witskit` : text);
      const first = await next();
      const columns = first.fields.map(({ name, dataTypeID }) => ({
        name: named.get(name) ?? name,
        kind: KINDS[dataTypeID] ?? ("text" as const),
      }));
      return {
        columns,
        async *rows() {
          for (let some = first; some.rows.length > 0; some = await next()) {
            yield some.rows.map((row) => row.map((value, i) => cellOf(value, columns[i]!.kind)));
            if (!cursor || some.rows.length < FETCHED) return;
          }
        },
      };
    },
  };
}

/** Columns as a dataset writes them, by what they are called here. */
async function namesIn(
  run: (sql: string) => Promise<{ rows: string[][] }>,
  schema: string,
): Promise<Map<string, string>> {
  const there = await run(
    `SELECT 1 FROM pg_class WHERE relname = '${COLUMNS}' AND relnamespace = to_regnamespace('${exactly(schema).replaceAll("'", "''")}')`,
  );
  if (there.rows.length === 0) return new Map();
  const { rows } = await run(`SELECT DISTINCT column_name FROM ${exactly(schema)}.${COLUMNS}`);
  return new Map(rows.map(([name]) => [name!.toLowerCase(), name!]));
}

function cellOf(text: string | null, kind: Kind): AnswerValue {
  if (text === null) return null;
  if (kind === "number") return Number(text);
  if (kind === "integer") return BigInt(text);
  if (kind === "truth") return text === "t";
  if (kind === "bytes") return Buffer.from(text.slice(2), "hex");
  return kind === "text" ? text : microsecondsIn(text);
}
