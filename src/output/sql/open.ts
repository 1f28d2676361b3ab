/** Opens the loader of a URL. What an engine needs is loaded when it is used. */
import { LinkUrl } from "../../network/link-url.js";
import { knownEngine } from "./address.js";
import type { Loader, LoaderOptions } from "./loader.js";

/** Throws a `Failure` of kind `network` or `output` where the database cannot be opened, of kind `usage` for a URL that never could. */
export async function openLoader(address: string, options: LoaderOptions = {}): Promise<Loader> {
  const engine = knownEngine(address);
  switch (engine) {
    case "postgres":
      return (await import("./postgres/loader.js")).openPostgres(new LinkUrl(address), options);
    case "sqlite":
      return (await import("./sqlite/loader.js")).openSqlite(new LinkUrl(address), options);
    case "mysql":
      return (await import("./mysql/loader.js")).openMysql(new LinkUrl(address), options);
    case "influx":
      return (await import("./influx/loader.js")).openInflux(address, options);
  }
}
