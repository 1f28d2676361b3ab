/** Words of reports: what people wrote, and the names of what they wrote about, as these were when it was written. */
import { type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from "kysely";
import type { ShiftContent, ShiftDocument } from "../../shift/document.js";
import type { Transaction } from "../database.js";
import type { Engine } from "../schema/lock.js";
import type { TenantTables } from "../schema/tables.js";
import { fts5Query, storedWords, termsIn, tsQuery } from "./search-words.js";

export async function indexShift(transaction: Transaction, document: ShiftDocument): Promise<void> {
  const { sql: database, tenant, engine } = transaction;
  const words = await wordsOf(transaction, document);
  const values = { tenant_id: tenant, shift_id: document.id, words: wordsAs(engine, words) };
  const { numUpdatedRows } = await database
    .updateTable("shift_search")
    .set({ words: values.words })
    .where("shift_id", "=", document.id)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) await database.insertInto("shift_search").values(values).execute();
}

/** All words that a report is found by. */
export const wordsOf = async (transaction: Transaction, content: ShiftContent): Promise<string[]> =>
  storedWords([...(await namesIn(transaction, content)), ...textsIn(content)]);

/** Words with their places, as they are: the server's own reading of texts takes `DDH-042` for a word and a number below zero. */
export const wordsAs = (engine: Engine, words: readonly string[]): string | RawBuilder<string> =>
  engine === "sqlite"
    ? words.join(" ")
    : sql<string>`${words.map((word, i) => `'${word}':${i + 1}`).join(" ")}::tsvector`;

const textsIn = ({ slot, notes, runs, activities, surveys, casings, photos }: ShiftContent): string[] =>
  [
    slot,
    notes,
    ...runs.flatMap(({ size, bit, remarks }) => [size, bit ?? "", remarks]),
    ...activities.flatMap(({ reason, remarks }) => [reason ?? "", remarks]),
    ...surveys.map(({ instrument }) => instrument),
    ...casings.flatMap(({ size, kind }) => [size, kind]),
    ...photos.map(({ tray }) => tray ?? ""),
  ].filter((text) => text !== "");

async function namesIn({ sql: database }: Transaction, document: ShiftContent): Promise<string[]> {
  const { rig, client, project, crew, runs, activities, materials, surveys, casings } = document;
  const holes = [...runs, ...surveys, ...casings].map(({ hole }) => hole);
  const asked = [
    ["rig", "name", [rig]],
    ["client", "name", [client]],
    ["project", "code", project === null ? [] : [project]],
    ["hole", "name", holes],
    ["person", "name", crew.map(({ person }) => person)],
    ["item", "name", materials.map(({ item }) => item)],
    ["activity_type", "name", activities.map(({ type }) => type)],
  ] as const;
  const names: string[] = [];
  for (const [table, column, ids] of asked) {
    const wanted = [...new Set<string>(ids)];
    if (wanted.length === 0) continue;
    const found = await database
      .selectFrom(table as "rig")
      .select(column as "name")
      .where("id", "in", wanted)
      .orderBy("id")
      .execute();
    names.push(...found.map((row) => (row as unknown as Record<string, string>)[column]!));
  }
  return names;
}

type Builder = ExpressionBuilder<TenantTables, "shift">;

/**
 * How many finds of SQLite are few. Few are looked up as reports. Of many, each report of a list is asked in its order whether it is one, until a page is
 * full: a word that all of 100,000 reports have takes 8 ms so, where looking them all up took 68; a word of one report takes 140 so, and none as one of few.
 */
const FEW = 2000;

/** Whether so many reports have what a question asks for that a list is better read in its order. */
export async function findsMany(
  { sql: database, engine }: Transaction,
  question: string | undefined,
): Promise<boolean> {
  const terms = question === undefined ? [] : termsIn(question);
  // PostgreSQL knows how often a word occurs, and decides itself.
  if (engine === "postgres" || terms.length === 0) return false;
  const { wanted } = fts5Query(terms);
  if (wanted === undefined) return true;
  const { rows } = await sql<{ found: number }>`SELECT count(*) AS found FROM (
    SELECT 1 FROM shift_words WHERE shift_words MATCH ${wanted} LIMIT ${FEW})`.execute(database);
  return rows[0]!.found === FEW;
}

/** Reports in which a question finds what it asks for; undefined where it asks for nothing. */
export function matching(
  engine: Engine,
  question: string,
  { and, not }: Builder,
  isMany: boolean,
): Expression<SqlBool> | undefined {
  const terms = termsIn(question);
  if (terms.length === 0) return undefined;
  if (engine === "postgres")
    return sql<SqlBool>`shift.id IN (SELECT s.shift_id FROM shift_search s WHERE s.words @@ ${tsQuery(terms)}::tsquery)`;
  const found = (query: string) =>
    isMany
      ? sql<SqlBool>`(SELECT s.number FROM shift_search s WHERE s.shift_id = shift.id) IN (SELECT w.rowid FROM shift_words w WHERE w.shift_words MATCH ${query})`
      : sql<SqlBool>`shift.id IN (SELECT s.shift_id FROM shift_words w JOIN shift_search s ON s.number = w.rowid WHERE w.shift_words MATCH ${query})`;
  const { wanted, unwanted } = fts5Query(terms);
  return and([
    ...(wanted === undefined ? [] : [found(wanted)]),
    ...(unwanted === undefined ? [] : [not(found(unwanted))]),
  ]);
}

const AT_ONCE = 1000;

/** The words of all reports in their order, as they were stored; the same from both engines. */
export async function* storedSearch({
  sql: database,
  engine,
}: Transaction): AsyncGenerator<{ shift: string; words: string[] }> {
  for (let last = ""; ; ) {
    const rows = await database
      .selectFrom("shift_search")
      .select(["shift_id", sql<string>`CAST(words AS text)`.as("words")])
      .where("shift_id", ">", last)
      .orderBy("shift_id")
      .limit(AT_ONCE)
      .execute();
    for (const { shift_id, words } of rows)
      yield { shift: shift_id, words: engine === "sqlite" ? words.split(" ") : wordsInOrder(words) };
    if (rows.length < AT_ONCE) return;
    last = rows.at(-1)!.shift_id;
  }
}

/** `'ddh':1,7 '042':2`: each word with its places. Words have neither quotes nor backslashes. */
function wordsInOrder(vector: string): string[] {
  const placed = [...vector.matchAll(/'([^']*)':([\d,]+)/g)].flatMap(([, word, places]) =>
    places!.split(",").map((place) => [Number(place), word!] as const),
  );
  return placed.sort(([one], [other]) => one - other).map(([, word]) => word);
}
