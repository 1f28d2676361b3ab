/** What a dataset has: its files byte by byte where they must be the same, its rows where they may be cut otherwise. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { query } from "../bulk/query.js";
import { filesIn } from "../cli/binary.js";

/** Of every file below a folder, hidden ones too. */
export function filesOutcome(folder: string): string {
  if (!existsSync(folder)) return "nothing";
  return filesIn(folder)
    .map(
      (file) =>
        `${file} ${createHash("sha256")
          .update(readFileSync(join(folder, file)))
          .digest("hex")
          .slice(0, 16)}`,
    )
    .join("\n");
}

const TABLES = ["record=01", "record=08", "unmapped", "rejects"];

/** Rows of each table, whatever parts they stand in, each told apart by source and offset; and what else is in the folder. */
export async function rowsOutcome(folder: string): Promise<string> {
  const lines: string[] = [];
  const files = filesIn(folder);
  for (const table of TABLES) {
    if (!files.some((file) => file.startsWith(`${table}/`) && !file.endsWith(".partial"))) continue;
    const rows = `read_parquet('${folder}/${table}/**/*.parquet', union_by_name = true, hive_partitioning = false)`;
    const [counts] = await query(
      `SELECT count(*), count(DISTINCT (source, "offset"${table === "unmapped" ? ", code" : ""})), sum(hash(r)::HUGEINT)::VARCHAR FROM ${rows} r`,
    );
    lines.push(`${table} ${counts!.join(" ")}`);
  }
  const state = existsSync(join(folder, "_witskit")) ? filesIn(join(folder, "_witskit")) : [];
  const left = files.filter((file) => file.endsWith(".partial"));
  return [...lines, ...state.filter((file) => !file.startsWith("raw/")), ...left].join("\n");
}
