/**
 * One server over a folder. SQLite lets several programs write into its files, and those on the terminal do beside a server; a second server would do
 * by itself what the first one does, and a newer one would change tables under it.
 */
import { join } from "node:path";
import { Failure } from "../../../../failure/failure.js";
import { isBusy, sqliteFailure } from "../../../../output/sql/sqlite/database.js";
import { sqliteLibrary } from "../../../../runtime/sqlite-library.js";
import { OLDEST, ownFile } from "./file.js";

/** Nothing stands in it: whoever has it locked is at work. The system lets go of it when they end, however that is. */
const NAME = "serving.lock";
/** Milliseconds for a server that is coming to its end. */
const PATIENCE = 1000;

/** What is given back lets the next one in. Throws Failure where another server has the folder. */
export async function holdFolder(folder: string): Promise<() => void> {
  const { DatabaseSync } = await sqliteLibrary(OLDEST);
  const path = join(folder, NAME);
  try {
    ownFile(path);
    const lock = new DatabaseSync(path);
    try {
      lock.exec(`PRAGMA busy_timeout = ${PATIENCE}; BEGIN EXCLUSIVE`);
    } catch (error) {
      lock.close();
      throw error;
    }
    return () => lock.close();
  } catch (error) {
    if (!isBusy(error)) throw sqliteFailure(error, path);
    throw new Failure(
      "output-taken",
      `another server stands over ${folder}: stop it, or give this one a folder of its own by --data; several servers share a PostgreSQL`,
      { cause: error },
    );
  }
}
