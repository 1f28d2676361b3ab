/** Opens the store that is named: a folder of files of SQLite, or the URL of a PostgreSQL. */
import { isLinkUrl, LinkUrl } from "../../network/link-url.js";
import type { Store, StoreOptions } from "./database.js";
import { notPostgres, openPostgresStore } from "./engines/postgres/store.js";
import { openSqliteStore } from "./engines/sqlite/store.js";

/** Throws a `Failure` that says what is missing: rights, a schema, a library. */
export async function openStore(place: string, options: StoreOptions = {}): Promise<Store> {
  if (!isLinkUrl(place)) return openSqliteStore(place, options);
  return openPostgresStore(postgresUrl(place), options);
}

export function postgresUrl(place: string): LinkUrl {
  const url = new LinkUrl(place);
  if (!["postgres", "postgresql"].includes(url.scheme)) throw notPostgres(url);
  return url;
}
