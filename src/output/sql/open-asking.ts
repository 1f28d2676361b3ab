/** Opens what answers questions about the database of a URL. What an engine needs is loaded when it is used. */
import { LinkUrl } from "../../link-url.js";
import { knownEngine } from "./address.js";
import type { Asking } from "./ask.js";

export async function openAsking(address: string): Promise<Asking> {
  const engine = knownEngine(address);
  switch (engine) {
    case "postgres":
      return (await import("./postgres/ask.js")).askPostgres(new LinkUrl(address));
    case "sqlite":
      return (await import("./sqlite/ask.js")).askSqlite(new LinkUrl(address));
    case "mysql":
      return (await import("./mysql/ask.js")).askMysql(new LinkUrl(address));
  }
}
