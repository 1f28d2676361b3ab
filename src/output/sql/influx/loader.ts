/**
 * Rows as points: into a file of line protocol, or into InfluxDB. Neither has transactions or a ledger. What is sent again takes the place of itself, so
 * all is there at least once, and never twice; of a unit that fails, some is there. A file appears when all is in it.
 */

import type { Page } from "../../../columns/page.js";
import { openOutput } from "../../../durable/open-output.js";
import { commitOutputs } from "../../../durable/output.js";
import { textWriter } from "../../text-writer.js";
import type { Loader, LoaderOptions, TableRows, Written } from "../loader.js";
import type { SqlTable } from "../tables.js";
import { type InfluxServer, type PointsFile, pointsPlace } from "./address.js";
import { type Forget, forgetting } from "./forget.js";
import { lineWriter, tagText } from "./lines.js";
import { asking, poster } from "./post.js";

/** Lines that are posted at a time, as InfluxDB advises. */
const BATCH = 5000;
/** Characters that are, at most: with 4 MiB a load of 144,000 wide rows took 204 MB and 33 s, with 1 MiB 174 MB and 11 s. */
const CHARACTERS = 1 << 20;

export async function openInflux(address: string, options: LoaderOptions = {}): Promise<Loader> {
  const place = pointsPlace(address);
  const target = "path" in place ? await fileTarget(place, options) : await serverTarget(place);
  const writer = lineWriter(place.precision, target.shown);
  async function written(rows: AsyncIterable<TableRows> | Iterable<TableRows>): Promise<Written> {
    let lines = 0;
    for await (const { table, page } of rows) {
      for (const line of writer.lines(table, page)) {
        lines++;
        if (target.add(line)) await target.flush();
      }
    }
    await target.flush();
    return { already: false, rows: lines, present: 0, ...writer.changes() };
  }
  return {
    shown: target.shown,
    promise: "overwrites",
    finish: target.finish,
    close: target.close,
    // What a point has for fields, the server finds in the point.
    ensure: async () => {},
    statements: async () => [],
    loaded: async () => new Set(),
    position: async () => undefined,
    positions: async () => new Map(),
    write: (_unit, rows) => written(rows()),
    async replace(table, refound, rows) {
      const remarks = new Set<string>();
      for (const { source } of refound) {
        const why = await target.forget(table.name, tagText(source));
        if (why !== undefined)
          remarks.add(`what an analysis before has found at other times is there still: ${why}`);
      }
      return { ...(await written(rowsOf(table, rows()))), remarks: [...remarks] };
    },
  };
}

async function* rowsOf(
  table: SqlTable,
  pages: AsyncIterable<Page> | Iterable<Page>,
): AsyncGenerator<TableRows> {
  for await (const page of pages) yield { table, page };
}

interface Target {
  readonly shown: string;
  /** Answers whether it is time to flush. */
  add(line: string): boolean;
  readonly forget: Forget;
  flush(): Promise<void>;
  finish(): Promise<void>;
  close(): Promise<void>;
}

async function fileTarget({ path }: PointsFile, { force }: LoaderOptions): Promise<Target> {
  const output = await openOutput(path, { force });
  const writer = textWriter(output);
  let gathered = "";
  return {
    shown: path,
    // It is a new file.
    forget: async () => undefined,
    add(line) {
      gathered += line;
      return writer.isFull(gathered);
    },
    async flush() {
      const text = gathered;
      gathered = "";
      if (text !== "") await writer.write(text);
    },
    finish: () => commitOutputs([output]),
    close: () => output.abort(),
  };
}

async function serverTarget(server: InfluxServer): Promise<Target> {
  const ask = await asking(server);
  const post = poster(server, ask);
  let lines: string[] = [];
  let characters = 0;
  return {
    shown: server.shown,
    forget: forgetting(server, ask),
    add(line) {
      characters += line.length;
      return lines.push(line) >= BATCH || characters >= CHARACTERS;
    },
    async flush() {
      const sent = lines;
      lines = [];
      characters = 0;
      if (sent.length > 0) await post(sent);
    },
    finish: async () => {},
    close: async () => {},
  };
}
