/** What was sent, held against the schemas of its route: all that is wrong, each with its place and a sentence. */
import type { Static, TObject, TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import Value from "typebox/value";
import { type Said, said } from "../words/refusal.js";
import { notFound, Problem, type ProblemPart } from "./problem.js";

/** Compiling takes a millisecond: once for each schema, when it is used first. */
const compiled = new WeakMap<TSchema, Validator>();

function validatorOf(schema: TSchema): Validator {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const made = Compile(schema) as unknown as Validator;
  compiled.set(schema, made);
  return made;
}

const MOST_PARTS = 50;

/** Throws Problem with all that is wrong. `place` begins each place: empty for a body. */
export function checked<Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  {
    place,
    code = "invalid",
  }: { readonly place: string; readonly code?: "invalid" | "bad-request" | "not-found" },
): Static<Schema> {
  const validator = validatorOf(schema);
  if (validator.Check(value)) return value as Static<Schema>;
  if (code === "not-found") throw notFound("thing");
  const errors = partsOf(validator, value, place);
  throw new Problem(code, errors[0] ?? said("does-not-hold"), { errors });
}

/** Of a choice, each branch says what it misses; the choice says it once. */
function partsOf(validator: Validator, value: unknown, place: string): ProblemPart[] {
  const parts = new Map<string, ProblemPart>();
  for (const { keyword, instancePath, message, params } of validator.Errors(value)) {
    const at = `${place}${placeOf(keyword, instancePath, params)}`;
    if (keyword !== "boolean" && (keyword === "anyOf" || !parts.has(at)))
      parts.set(at, { at, ...saidOf(keyword, message, params) });
    if (parts.size >= MOST_PARTS) break;
  }
  return [...parts.values()];
}

function placeOf(keyword: string, path: string, params: unknown): string {
  const missing = (params as { requiredProperties?: readonly string[] }).requiredProperties?.[0];
  if (keyword === "required" && missing !== undefined) return `${path}/${missing}`;
  const more = (params as { additionalProperties?: readonly string[] }).additionalProperties?.[0];
  if (keyword === "additionalProperties" && more !== undefined) return `${path}/${more}`;
  return path === "" ? "/" : path;
}

/** By the keyword of JSON Schema that does not hold. */
function saidOf(keyword: string, message: string, params: unknown): Said {
  const { type, pattern, format, limit, allowedValues, allowedValue } = params as Partial<{
    readonly type: string | readonly string[];
    readonly pattern: string | RegExp;
    readonly format: string;
    readonly limit: number;
    readonly allowedValues: readonly unknown[];
    readonly allowedValue: unknown;
  }>;
  switch (keyword) {
    case "required":
    case "additionalProperties":
    case "anyOf":
    case "uniqueItems":
      return said(keyword);
    case "enum":
      return said("enum", { values: (allowedValues ?? []).map(String) });
    case "const":
      return said("enum", { values: [String(allowedValue)] });
    case "type":
      return said("type", { type: [type ?? ""].flat().join(", ") });
    case "pattern":
      return said("pattern", { pattern: String(pattern) });
    case "format":
      return said("format", { format: format ?? "" });
    case "minLength":
    case "maxLength":
    case "minItems":
    case "maxItems":
    case "minimum":
    case "maximum":
      return said(keyword, { limit: limit ?? 0 });
    default:
      return said("in-its-words", { words: `it ${message}` });
  }
}

/** The texts of an address as its schema has them: numbers and switches, and lists by commas. */
export function checkedQuery<Schema extends TObject>(schema: Schema, query: URLSearchParams): Static<Schema> {
  const given: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    const kind = (schema.properties[name] as { type?: string } | undefined)?.type;
    given[name] = kind === "array" ? values.flatMap((value) => value.split(",")) : convert(kind, values[0]!);
  }
  return checked(schema, given, { place: "?", code: "bad-request" });
}

function convert(kind: string | undefined, text: string): unknown {
  if (kind === "integer" || kind === "number") return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (kind === "boolean") return text === "true" || text === "1" ? true : text === "false" ? false : text;
  return text;
}

/** An answer without what its schema does not name: what a handler has at hand is not what everybody may see. */
export const cleaned = (schema: TSchema, body: unknown): unknown => Value.Clean(schema, body);
