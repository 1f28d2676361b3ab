/** Questions to MariaDB and MySQL, in a transaction for reading alone; rows come as they are read. */
import type { Connection as PlainConnection, QueryOptions } from "mysql2";
import type { LinkUrl } from "../../../network/link-url.js";
import { type Answer, type AnswerValue, type Asking, FETCHED, microsecondsIn } from "../ask.js";
import { COLUMNS } from "../lookup-tables.js";
import { connectMysql, mysqlFailure } from "./connection.js";
import { existing } from "./schema.js";

type Kind = Answer["columns"][number]["kind"];

/** By the numbers of the protocol. https://mariadb.com/kb/en/result-set-packets/#field-types */
const KINDS: Readonly<Record<number, Kind>> = {
  0: "number",
  1: "integer",
  2: "integer",
  3: "integer",
  4: "number",
  5: "number",
  8: "integer",
  9: "integer",
  246: "number",
};
const DATETIMES = [7, 12];
/** The character set of what are bytes. */
const BINARY = 63;
const TEXTS = [249, 250, 251, 252, 253, 254];

export async function askMysql(url: LinkUrl): Promise<Asking> {
  const { connection, close } = await connectMysql(url);
  const told = (error: unknown): never => {
    throw mysqlFailure(error, url.shown, "bad-query");
  };
  const { relations } = await existing(connection).catch(told);
  const [instants] = relations.has(COLUMNS)
    ? await connection.query(`SELECT 1 FROM ${COLUMNS} WHERE kind = 'instant' LIMIT 1`)
    : [[]];
  const time: Kind = (instants as unknown[]).length > 0 ? "instant" : "clock";
  return {
    shown: url.shown,
    close,
    async ask(sql) {
      await connection.query("ROLLBACK").catch(told);
      await connection.query("START TRANSACTION READ ONLY").catch(told);
      const asked = (connection as unknown as { connection: PlainConnection }).connection.query({
        sql: sql.trim().replace(/;\s*$/, ""),
        rowsAsArray: true,
        typeCast: (field: { buffer(): Buffer | null }) => field.buffer(),
      } as unknown as QueryOptions);
      const rows = asked.stream({ highWaterMark: FETCHED });
      const described = new Promise<readonly { name: string; columnType?: number; characterSet?: number }[]>(
        (done, fail) => {
          asked.once("fields", (fields: unknown) => done((fields as { name: string }[] | undefined) ?? []));
          asked.once("error", fail);
          rows.once("error", fail);
        },
      );
      const columns = (await described.catch(told)).map(({ name, columnType = 253, characterSet }) => {
        const isBytes = characterSet === BINARY && TEXTS.includes(columnType);
        const kind: Kind = DATETIMES.includes(columnType)
          ? time
          : isBytes
            ? "bytes"
            : (KINDS[columnType] ?? "text");
        return { name, kind };
      });
      return {
        columns,
        async *rows() {
          let some: AnswerValue[][] = [];
          try {
            for await (const row of rows as AsyncIterable<(Buffer | null)[]>) {
              some.push(row.map((value, i) => cellOf(value, columns[i]!.kind)));
              if (some.length < FETCHED) continue;
              yield some;
              some = [];
            }
          } catch (error) {
            told(error);
          }
          if (some.length > 0) yield some;
        },
      };
    },
  };
}

function cellOf(value: Buffer | null, kind: Kind): AnswerValue {
  if (value === null) return null;
  if (kind === "bytes") return value;
  const text = value.toString("utf8");
  if (kind === "number") return Number(text);
  if (kind === "integer") return BigInt(text);
  return kind === "text" ? text : microsecondsIn(text);
}
