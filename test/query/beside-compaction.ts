/** What a reader finds who asks a dataset while others write to it. */
import { type Database, openDatabase } from "../../src/query/database.js";

/** The rows that a statement answers; a part that leaves while they come is looked for again. */
export async function askedAgain(database: Database, sql: string): Promise<unknown[][]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await (await database.query(sql)).getRowsJson();
    } catch (error) {
      if (attempt > 3 || !(await database.leaveOutBroken())) throw error;
    }
  }
}

/** The same of a dataset as it is now, none of whose parts is broken. */
export async function askedNow(dataset: string, sql: string): Promise<unknown[][]> {
  const database = await openDatabase(dataset);
  try {
    const rows = await askedAgain(database, sql);
    if (database.broken?.size !== 0)
      throw new Error(`parts are broken: ${database.broken?.failures[0]?.message}`);
    return rows;
  } finally {
    await database.close();
  }
}
