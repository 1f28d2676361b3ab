/**
 * What stands at the top of reports, as people write it: TOML, its keys for all wells, and those of one in a table of its name:
 * `[well."NO 15/9-F-9"]`. A key that there is not is refused with its line.
 */
import { Failure } from "../failure/failure.js";
import { nearest } from "../failure/nearest.js";
import { readToml, type TomlDocument } from "../text/toml.js";
import type { HeadTold } from "./head.js";

export interface HeadsTold {
  readonly head: HeadTold;
  /** Of one well alone, by its name. */
  readonly heads: Readonly<Record<string, HeadTold>>;
}

const keys = {
  well: "well",
  wellbore: "wellbore",
  rig: "rig",
  operator: "operator",
  contractor: "contractor",
  field: "field",
  country: "country",
  supervisor: "supervisor",
  section: "section",
  spud: "spud",
  "first-report": "firstReport",
  assembly: "assembly",
} as const satisfies Readonly<Record<string, keyof HeadTold>>;
type Key = keyof typeof keys;

/** `text` has `\n` for line ends and no byte order mark. */
export async function headsIn(text: string, path: string): Promise<HeadsTold> {
  const document = await readToml(text);
  if (!("values" in document)) throw refused(path, document.line, document.reason);
  const { well, ...rest } = document.values;
  const where = { path, document };
  if (typeof well !== "object" || well === null || well instanceof Date)
    return { head: headIn(document.values, [], where), heads: {} };
  const heads = Object.entries(well).map(([name, value]): [string, HeadTold] => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw refused(path, document.lineOf("well", name), `well.${name} is no table: [well."${name}"]`);
    return [name, headIn(value as Readonly<Record<string, unknown>>, ["well", name], where)];
  });
  return { head: headIn(rest, [], where), heads: Object.fromEntries(heads) };
}

interface Where {
  readonly path: string;
  readonly document: TomlDocument;
}

function headIn(
  values: Readonly<Record<string, unknown>>,
  at: readonly string[],
  { path, document }: Where,
): HeadTold {
  const told = Object.entries(values).map(([name, value]) => {
    const line = document.lineOf(...at, name);
    if (!(name in keys)) {
      const near = nearest(name, Object.keys(keys));
      const hint = near === undefined ? "" : `. Did you mean ${near}?`;
      throw refused(path, line, `there is no ${name}; there are ${Object.keys(keys).join(", ")}${hint}`);
    }
    try {
      return [keys[name as Key], readValue(name as Key, value)];
    } catch (error) {
      throw refused(path, line, (error as Error).message);
    }
  });
  return Object.fromEntries(told) as HeadTold;
}

function readValue(name: Key, value: unknown): string | number {
  if (name === "first-report") {
    if (typeof value === "number" && Number.isInteger(value)) return value;
    throw new Error(`${name} is ${JSON.stringify(value)}, and must be a whole number`);
  }
  if (name === "spud")
    return dateIn(value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  throw new Error(`${name} is ${JSON.stringify(value)}, and must be a text`);
}

/** `2024-03-04`. Throws an Error for what is no date. */
export function dateIn(text: string): string {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  // Date.parse rolls 30 February over into March, in some engines.
  if (isDate && new Date(Date.parse(text)).toISOString().slice(0, 10) === text) return text;
  throw new Error(`"${text}" is no date; write it as 2024-03-04`);
}

function refused(path: string, line: number | undefined, reason: string): Failure {
  const place = line === undefined ? path : `${path}:${line}`;
  return new Failure("bad-config", `${place}: ${reason}`, { place: { file: path } });
}
