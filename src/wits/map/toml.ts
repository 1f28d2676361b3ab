/** A map as TOML: a table for each code, `[0150]`, whose keys are the columns. */
import { readToml } from "../../text/toml.js";
import { mapColumns, type PlacedRow, type Problem } from "./check.js";
import { type MapRows, noColumn } from "./csv.js";

/** `text` has `\n` for line ends and no byte order mark. */
export async function tomlRows(text: string, file: string): Promise<MapRows> {
  const document = await readToml(text);
  if (!("values" in document)) {
    return {
      rows: [],
      problems: [{ place: `${file}:${document.line}`, line: document.line, reason: document.reason }],
    };
  }
  const { values, lineOf } = document;
  const rows: PlacedRow[] = [];
  const problems: Problem[] = [];
  const byLine = Object.entries(values).sort(([a], [b]) => (lineOf(a) ?? 0) - (lineOf(b) ?? 0));
  for (const [code, table] of byLine) {
    const line = lineOf(code);
    const place = line === undefined ? `${file} [${code}]` : `${file}:${line}`;
    if (typeof table !== "object" || table === null || Array.isArray(table)) {
      problems.push({
        place,
        line,
        reason: `"${code}" is no table; an entry is [0150] and its keys below, or 0150 = { mnemonic = "ECD" }`,
      });
      continue;
    }
    const { code: twice, ...cells } = table as Record<string, unknown>;
    const unknown = Object.keys(cells).filter((key) => !(mapColumns as readonly string[]).includes(key));
    problems.push(...unknown.map((key) => ({ place, line, reason: noColumn(key, "key", KEYS) })));
    if (twice !== undefined)
      problems.push({ place, line, reason: "the code is the table's name; leave the key code out" });
    rows.push({
      place,
      line,
      short: line === undefined ? `[${code}]` : `line ${line}`,
      cells: { ...cells, code },
    });
  }
  return { rows, problems };
}

const KEYS = mapColumns.filter((column) => column !== "code");
