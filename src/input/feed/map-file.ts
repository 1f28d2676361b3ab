/** A user's map, from its file or from a program, as entries that hold. */
import { open } from "node:fs/promises";
import { extname } from "node:path";
import { Failure } from "../../failure/failure.js";
import { formatCode } from "../../wits/catalog/code.js";
import type { MapEntry } from "../../wits/catalog/map-entry.js";
import { checkedMap, type MapRow, type PlacedRow, type Problem } from "../../wits/map/check.js";
import { csvRows } from "../../wits/map/csv.js";
import { tomlRows } from "../../wits/map/toml.js";
import { unreadable } from "../bytes/unreadable.js";

/** The entries by code; undefined when there is none. Throws a `Failure` that lists what is wrong. */
export async function mapOf(map: string | readonly MapRow[]): Promise<readonly MapEntry[] | undefined> {
  const entries = typeof map === "string" ? await readMap(map) : mapEntries(map);
  return entries.length === 0 ? undefined : entries;
}

/** Reads a map file, CSV or TOML. */
export async function readMap(path: string): Promise<readonly MapEntry[]> {
  const text = await textOf(path);
  const { rows, problems } = isToml(path, text) ? await tomlRows(text, path) : await csvRows(text, path);
  return entriesOf(`the map ${path}`, rows, problems, path);
}

/** Checks what a program gives. */
export function mapEntries(map: readonly MapRow[]): readonly MapEntry[] {
  const rows = map.map((row, i): PlacedRow => {
    const code = typeof row.code === "number" ? formatCode(row.code) : row.code;
    return { place: `entry ${i + 1}`, short: `entry ${i + 1}`, cells: { ...row, code } };
  });
  return entriesOf("the map", rows, []);
}

const MOST_PROBLEMS = 20;

function entriesOf(
  what: string,
  rows: readonly PlacedRow[],
  problems: readonly Problem[],
  file?: string,
): readonly MapEntry[] {
  const checked = checkedMap(rows);
  const order = new Map(rows.map(({ place }, i) => [place, i]));
  const rank = ({ place }: Problem): number => order.get(place) ?? -1;
  const all = [...problems, ...checked.problems].sort((a, b) => rank(a) - rank(b));
  if (all.length === 0) return checked.entries;
  const shown = all.slice(0, MOST_PROBLEMS).map(({ place, reason }) => `  ${place}: ${reason}`);
  if (all.length > shown.length) shown.push(`  and ${all.length - shown.length} more`);
  throw new Failure("bad-map", `${what} is not used, for what is wrong in it:\n${shown.join("\n")}`, {
    place: { file, line: all[0]!.line },
  });
}

/** A map has at most 9,801 entries; more than this is another file. */
const LARGEST = 4 << 20;

async function textOf(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    const file = await open(path);
    try {
      const buffer = Buffer.alloc(LARGEST + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await file.read(buffer, length);
        length += bytesRead;
        if (bytesRead === 0 || length > LARGEST) break;
      }
      bytes = buffer.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  if (bytes.length > LARGEST)
    throw new Failure("bad-map", `${path} is larger than 4 MiB, and so no map; check the path`, {
      place: { file: path },
    });
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  } catch {
    throw new Failure(
      "bad-map",
      `the map ${path} is not UTF-8; save it as "CSV UTF-8", or as text in UTF-8`,
      { place: { file: path } },
    );
  }
}

/** By the ending, and where that tells nothing by the first line that says something. */
function isToml(path: string, text: string): boolean {
  const ending = extname(path).toLowerCase();
  if (ending === ".toml") return true;
  if (ending === ".csv" || ending === ".tsv") return false;
  const first = text.split("\n").find((line) => line.trim() !== "" && !line.trim().startsWith("#")) ?? "";
  return /^\s*(?:\[|["']?\d{4}["']?\s*=)/.test(first);
}
