/** A map as TOML: a table for each code, `[0150]`, whose keys are the columns. */
import { mapColumns, type PlacedRow, type Problem } from "./check.js";
import { type MapRows, noColumn } from "./csv.js";

/** `text` has `\n` for line ends and no byte order mark. */
export async function tomlRows(text: string, file: string): Promise<MapRows> {
  const { parse, TomlError } = await import("smol-toml");
  let document: Readonly<Record<string, unknown>>;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ""] = error.message.split("\n");
    return {
      rows: [],
      problems: [
        {
          place: `${file}:${error.line}`,
          reason: reason.replace(/^Invalid TOML document: /, "it is no TOML: "),
        },
      ],
    };
  }
  const lines = linesOf(text);
  const rows: PlacedRow[] = [];
  const problems: Problem[] = [];
  const byLine = Object.entries(document).sort(([a], [b]) => (lines.get(a) ?? 0) - (lines.get(b) ?? 0));
  for (const [code, table] of byLine) {
    const line = lines.get(code);
    const place = line === undefined ? `${file} [${code}]` : `${file}:${line}`;
    if (typeof table !== "object" || table === null || Array.isArray(table)) {
      problems.push({
        place,
        reason: `"${code}" is no table; an entry is [0150] and its keys below, or 0150 = { mnemonic = "ECD" }`,
      });
      continue;
    }
    const { code: twice, ...cells } = table as Record<string, unknown>;
    const unknown = Object.keys(cells).filter((key) => !(mapColumns as readonly string[]).includes(key));
    problems.push(...unknown.map((key) => ({ place, reason: noColumn(key, "key", KEYS) })));
    if (twice !== undefined)
      problems.push({ place, reason: "the code is the table's name; leave the key code out" });
    rows.push({ place, short: line === undefined ? `[${code}]` : `line ${line}`, cells: { ...cells, code } });
  }
  return { rows, problems };
}

const KEYS = mapColumns.filter((column) => column !== "code");

/** The line on which each key of the document is there first. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [i, line] of text.split("\n").entries()) {
    const key = /^\s*\[?\s*["']?([\w-]+)["']?\s*[\].=]/.exec(line)?.[1];
    if (key !== undefined && !lines.has(key)) lines.set(key, i + 1);
  }
  return lines;
}
