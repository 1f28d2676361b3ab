/**
 * Names in PostgreSQL. They are in lower case, so that `SELECT max(DMEA) FROM r01` finds its column without quotes, as it does on a
 * dataset: no two names of a table differ by case alone.
 */
import { Failure } from "../../../failure/failure.js";

/** Bytes of a name; PostgreSQL cuts longer ones off. */
const MOST = 63;

/** Columns that each table has without being asked, and no other column can be called: https://www.postgresql.org/docs/current/ddl-system-columns.html */
const OF_SYSTEM: ReadonlySet<string> = new Set(["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]);

export function plainName(name: string): string {
  const lower = name.toLowerCase();
  if (OF_SYSTEM.has(lower))
    throw new Failure(
      "output-unwritable",
      `PostgreSQL has a column ${lower} of its own in each table, and takes no other of that name; give the item another mnemonic in the map`,
    );
  if (Buffer.byteLength(lower) > MOST)
    throw new Failure(
      "too-much",
      `the name ${name} is longer than PostgreSQL's names, which have ${MOST} bytes; shorten it in the map`,
    );
  return lower;
}

export const quoted = (name: string): string => `"${plainName(name).replaceAll('"', '""')}"`;

/** As a schema is called, whose name is taken as it is. */
export const exactly = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const literal = (text: string): string => {
  const escaped = text.replaceAll("\0", "").replaceAll("'", "''");
  return escaped.includes("\\") ? ` E'${escaped.replaceAll("\\", "\\\\")}'` : `'${escaped}'`;
};
