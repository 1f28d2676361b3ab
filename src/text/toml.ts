/** TOML that people write by hand, with the line on which each key stands, for messages that say where. */

export interface TomlDocument {
  readonly values: Readonly<Record<string, unknown>>;
  /** From 1: the first line that names this key, or one below it; undefined where no line can be told. */
  lineOf(...path: readonly string[]): number | undefined;
}

export interface TomlProblem {
  readonly line: number;
  readonly reason: string;
}

/** `text` has `\n` for line ends and no byte order mark. */
export async function readToml(text: string): Promise<TomlDocument | TomlProblem> {
  const { parse, TomlError } = await import("smol-toml");
  try {
    const values = parse(text);
    const lines = linesOf(text);
    return { values, lineOf: (...path) => lines.get(path.join(".")) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ""] = error.message.split("\n");
    return { line: error.line, reason: reason.replace(/^Invalid TOML document: /, "it is no TOML: ") };
  }
}

/** By the whole path of a key, its parts joined by points; a table of a list has its place there, from 0. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let table: readonly string[] = [];
  const inList = new Map<string, number>();
  for (const [i, line] of text.split("\n").entries()) {
    const header = /^\s*\[\[?([^[\]]+)\]/.exec(line)?.[1];
    const key = /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=/.exec(line)?.[1];
    if (header === undefined && key === undefined) continue;
    const parts = partsOf(header ?? key!);
    const isList = /^\s*\[\[/.test(line);
    const place = isList ? (inList.get(parts.join(".")) ?? 0) : 0;
    if (isList) inList.set(parts.join("."), place + 1);
    const path = isList ? [...parts, String(place)] : parts;
    if (header !== undefined) table = path;
    const whole = header === undefined ? [...table, ...path] : path;
    for (let depth = 1; depth <= whole.length; depth++) {
      const name = whole.slice(0, depth).join(".");
      if (!lines.has(name)) lines.set(name, i + 1);
    }
  }
  return lines;
}

const partsOf = (path: string): readonly string[] =>
  [...path.matchAll(/[\w-]+|"[^"]*"|'[^']*'/g)].map(([part]) => part.replace(/^["']|["']$/g, ""));
