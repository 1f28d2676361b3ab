/** Opens what answers questions about the database of a URL. What an engine needs is loaded when it is used. */
import { Failure } from "../../failure/failure.js";
import { LinkUrl } from "../../network/link-url.js";
import { maskedUrl } from "../../text/secrets.js";
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
    case "influx":
      throw new Failure(
        "not-for-this-command",
        `${maskedUrl(address)}: InfluxDB and line protocol are written, and not asked; \`influx\` asks them, and \`witskit query DATASET\` the dataset`,
      );
  }
}
