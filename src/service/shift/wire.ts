/**
 * A report as it travels: JSON with names in snake_case, depths, quantities and angles as decimal strings, instants in RFC 3339 with the
 * offset of the shift's zone. The one codec for devices and server; it takes exactly what it gives, and says of all else what is wrong.
 * Names follow from the document's: `startsAt` is `starts_at`, and a unit at the end of a name goes, `fromMm` is `from`, in metres.
 */
import type { ShiftContent, ShiftDocument } from "./document.js";
import { errorAt, type Problem } from "./problem.js";
import { head, rows, SECTIONS, type Section, standing, wireName } from "./wire-fields.js";
import { ID, type Kind } from "./wire-kinds.js";

type SnakeCase<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${SnakeCase<Tail>}`
    : `_${Lowercase<Head>}${SnakeCase<Tail>}`
  : Name;

type WireName<Name extends string> = Name extends `${infer Bare}Mm`
  ? SnakeCase<Bare>
  : Name extends `${infer Bare}Milli`
    ? SnakeCase<Bare>
    : Name extends `${infer Bare}Cd`
      ? SnakeCase<Bare>
      : SnakeCase<Name>;

type WireValue<Name, Value> = Name extends `${string}${"Mm" | "Milli" | "Cd" | "At"}` | "at"
  ? string | Extract<Value, null>
  : Value extends readonly (infer Row)[]
    ? readonly Wire<Row>[]
    : Value;

/** A type of the document as it is on the wire. */
export type Wire<Row> = {
  readonly [Name in keyof Row & string as WireName<Name>]: WireValue<Name, Row[Name]>;
};

/** What a device sends. */
export type WireContent = Wire<ShiftContent>;
/** What a server answers. */
export type WireDocument = Wire<ShiftDocument>;

/** Of a section: no shift has as many, and what compares rows with rows stays quick. */
const MOST_ROWS = 500;

/** What a device sends of a report. */
export function contentToWire(content: ShiftContent): WireContent {
  return encoded(content, head) as unknown as WireContent;
}

/** What a server answers of a report. */
export function documentToWire(document: ShiftDocument): WireDocument {
  return encoded(document, { ...standing, ...head }) as unknown as WireDocument;
}

/** What was read: the value, or the problems that it had, never both. */
export type Read<Value> =
  | { readonly value: Value; readonly problems: readonly [] }
  | { readonly value?: never; readonly problems: readonly Problem[] };

/**
 * The content that a device sends. A whole document is taken as well, as `GET` gave it: what only the server says is left out of it. A
 * name that is not known is refused, since a newer device means something by it that would be lost.
 */
export function contentFromWire(json: unknown): Read<ShiftContent> {
  return read<ShiftContent>(json, head, new Set(Object.keys(standing).map(wireName)));
}

/** A report as a server answered it. */
export function documentFromWire(json: unknown): Read<ShiftDocument> {
  return read<ShiftDocument>(json, { ...standing, ...head }, new Set());
}

function encoded(content: ShiftContent, fields: Readonly<Record<string, Kind>>): Record<string, unknown> {
  const zoned = content.timeZone;
  return {
    ...encodedRow(content, fields, zoned),
    ...Object.fromEntries(
      SECTIONS.map((section) => [
        section,
        content[section].map((row) => encodedRow(row, rows[section], zoned)),
      ]),
    ),
  };
}

const encodedRow = (
  row: object,
  fields: Readonly<Record<string, Kind>>,
  timeZone: string,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(
        ([field, { isOptional }]) => isOptional !== true || (row as Record<string, unknown>)[field] != null,
      )
      .map(([field, { encode }]) => [
        wireName(field),
        encode((row as Record<string, unknown>)[field], timeZone),
      ]),
  );

function read<Value>(
  json: unknown,
  fields: Readonly<Record<string, Kind>>,
  ignored: ReadonlySet<string>,
): Read<Value> {
  if (!isObject(json)) return { problems: [errorAt("", "not-an-object", { what: "report" })] };
  const problems: Problem[] = [];
  const known = new Set([...SECTIONS, ...ignored]);
  const value: Record<string, unknown> = readRow(json, fields, "", problems, known);
  for (const section of SECTIONS) {
    const list = json[section];
    if (!Array.isArray(list)) {
      problems.push(errorAt(section, "not-a-list", { section }));
      continue;
    }
    if (list.length > MOST_ROWS) {
      problems.push(errorAt(section, "too-many", { section, most: MOST_ROWS }));
      continue;
    }
    value[section] = list.map((row, i) => readListed(row, section, i, problems));
  }
  return problems.length > 0 ? { problems } : { value: value as Value, problems: [] };
}

function readListed(row: unknown, section: Section, i: number, problems: Problem[]): unknown {
  if (!isObject(row)) {
    problems.push(errorAt(`${section}/${i}`, "not-an-object", { what: "row" }));
    return undefined;
  }
  const named = typeof row.id === "string" && ID.test(row.id) ? row.id : `${i}`;
  return readRow(row, rows[section], `${section}/${named}/`, problems, new Set());
}

function readRow(
  json: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, Kind>>,
  place: string,
  problems: Problem[],
  others: ReadonlySet<string>,
): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const names = new Set<string>();
  for (const [field, { decode, wanted, nullable, isOptional }] of Object.entries(fields)) {
    const wire = wireName(field);
    names.add(wire);
    if (isOptional === true && !Object.hasOwn(json, wire)) continue;
    // An own property alone: `constructor` is no field of anybody's.
    const decoded = Object.hasOwn(json, wire) ? decode(json[wire]) : undefined;
    if (decoded === undefined) problems.push(errorAt(place + wire, "not-readable", { wanted, nullable }));
    else value[field] = decoded;
  }
  for (const unknown of Object.keys(json).filter((one) => !names.has(one) && !others.has(one)))
    problems.push(errorAt(place + unknown, "unknown-field", { name: unknown }));
  return value;
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null && !Array.isArray(json);

/** The JSON Schema, 2020-12, of what `contentFromWire` takes, or `documentToWire` gives. */
export function wireSchema(of: "content" | "document"): Readonly<Record<string, unknown>> {
  const lists = Object.fromEntries(
    SECTIONS.map((section) => [
      section,
      { type: "array", items: schemaOf(rows[section]), maxItems: MOST_ROWS },
    ]),
  );
  return schemaOf(of === "content" ? head : { ...standing, ...head }, lists);
}

function schemaOf(
  fields: Readonly<Record<string, Kind>>,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const properties = {
    ...Object.fromEntries(Object.entries(fields).map(([field, { schema }]) => [wireName(field), schema])),
    ...more,
  };
  const optional = Object.keys(fields)
    .filter((field) => fields[field]!.isOptional === true)
    .map(wireName);
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}
