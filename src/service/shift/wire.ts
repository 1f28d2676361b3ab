/**
 * A report as it travels: JSON with names in snake_case, depths, quantities and angles as decimal strings, instants in RFC 3339 with the
 * offset of the shift's zone. The one codec for devices and server; it takes exactly what it gives, and says of all else what is wrong.
 * Names follow from the document's: `startsAt` is `starts_at`, and a unit at the end of a name goes, `fromMm` is `from`, in metres.
 */
import { instantText, isDate, isZone, parseInstant } from "./clock.js";
import { decimalText, parseDecimal } from "./decimal.js";
import type {
  ActivityRow,
  CasingRow,
  CrewRow,
  MaterialRow,
  PhotoRow,
  RunRow,
  ShiftContent,
  ShiftDocument,
  ShiftState,
  SurveyRow,
} from "./document.js";
import { DEEPEST_MM } from "./length.js";
import { errorAt, type Problem, type Wanted } from "./problem.js";

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

/** One kind of value: what it is on the wire, both ways, and as JSON Schema. */
interface Kind {
  readonly schema: Readonly<Record<string, unknown>>;
  /** What a value should have been. */
  readonly wanted: Wanted;
  readonly nullable: boolean;
  encode(value: unknown, timeZone: string): unknown;
  /** Undefined when it is none. */
  decode(wire: unknown): unknown;
  /** Left out where there is nothing to say, in both directions. */
  readonly isOptional?: true;
}

const same = (value: unknown): unknown => value;

const kind = (
  schema: Kind["schema"],
  wanted: Wanted,
  decode: Kind["decode"],
  encode: Kind["encode"] = same,
): Kind => ({ schema, wanted, nullable: false, decode, encode });

const ID = /^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/;
const id = kind({ type: "string", pattern: ID.source }, { kind: "id" }, (wire) =>
  typeof wire === "string" && ID.test(wire) ? wire : undefined,
);

/** What no database of ours can hold: the character 0, and halves of characters. */
const unstorable = (text: string): boolean => /\0|\p{Surrogate}/u.test(text);

const text = (most: number, least = 0): Kind =>
  kind({ type: "string", minLength: least, maxLength: most }, { kind: "text", least, most }, (wire) =>
    typeof wire === "string" && wire.length >= least && wire.length <= most && !unstorable(wire)
      ? wire
      : undefined,
  );

const name = text(200, 1);
const notes = text(10_000);

type Decimal = Extract<Wanted, { readonly kind: "decimal" }>;
/** For readers of the schema, who are programmers. */
const DESCRIPTIONS: Readonly<Record<Decimal["of"], string>> = {
  metres: "metres",
  quantity: "a quantity",
  degrees: "degrees",
};

const decimal = (decimals: number, shown: number, least: number, most: number, of: Decimal["of"]): Kind =>
  kind(
    {
      type: "string",
      pattern: `^${least < 0 ? "-?" : ""}\\d+(\\.\\d{1,${decimals}})?$`,
      description: DESCRIPTIONS[of],
    },
    {
      ...({ kind: "decimal", of, decimals } as const),
      example: decimalText(10 ** decimals, decimals, shown),
      from: decimalText(least, decimals, 0),
      to: decimalText(most, decimals, 0),
    },
    (wire) => {
      const value = typeof wire === "string" ? parseDecimal(wire, decimals) : undefined;
      return value !== undefined && value >= least && value <= most ? value : undefined;
    },
    (value) => decimalText(value as number, decimals, shown),
  );

const metres = decimal(3, 2, 0, DEEPEST_MM, "metres");
/** So much of anything, at the dearest price of a contract, is still counted exactly. */
const quantity = decimal(3, 0, 0, 999_999_999, "quantity");
const dip = decimal(2, 2, -9000, 9000, "degrees");
const azimuth = decimal(2, 2, 0, 35_999, "degrees");

/** From 1970 to 2200. */
const instant = kind(
  { type: "string", format: "date-time" },
  { kind: "instant" },
  (wire) => {
    const at = typeof wire === "string" ? parseInstant(wire) : undefined;
    return at !== undefined && at >= 0 && at < Date.UTC(2200, 0) ? at : undefined;
  },
  (value, timeZone) => instantText(value as number, timeZone),
);

const date = kind({ type: "string", format: "date" }, { kind: "date" }, (wire) =>
  typeof wire === "string" && isDate(wire) ? wire : undefined,
);

const zone = kind({ type: "string" }, { kind: "zone" }, (wire) =>
  typeof wire === "string" && wire.length <= 64 && isZone(wire) ? wire : undefined,
);

const integer = (most: number): Kind =>
  kind({ type: "integer", minimum: 0, maximum: most }, { kind: "integer", most }, (wire) =>
    Number.isInteger(wire) && (wire as number) >= 0 && (wire as number) <= most ? wire : undefined,
  );

const truth = kind({ type: "boolean" }, { kind: "truth" }, (wire) =>
  typeof wire === "boolean" ? wire : undefined,
);

const oneOf = (...values: readonly string[]): Kind =>
  kind({ enum: values }, { kind: "choice", values }, (wire) =>
    typeof wire === "string" && values.includes(wire) ? wire : undefined,
  );

const orNull = ({ schema, wanted, encode, decode }: Kind): Kind => ({
  ...kind(
    { anyOf: [schema, { type: "null" }] },
    wanted,
    (wire) => (wire === null ? null : decode(wire)),
    (value, timeZone) => (value === null ? null : encode(value, timeZone)),
  ),
  nullable: true,
});

const leftOut = (of: Kind): Kind => ({ ...of, isOptional: true });

type Fields<Row> = { readonly [Name in keyof Row]-?: Kind };

const source = oneOf("rig", "edited", "typed");

const crew: Fields<CrewRow> = { id, person: id, role: name, minutes: integer(1560) };
const run: Fields<RunRow> = {
  id,
  hole: id,
  size: text(50),
  kind: oneOf("new", "ream", "redrill", "wedge"),
  fromMm: metres,
  toMm: metres,
  startsAt: instant,
  endsAt: instant,
  recoveredMm: orNull(metres),
  onBottomSeconds: orNull(integer(93_600)),
  bit: orNull(text(200)),
  source,
  remarks: notes,
  typedIn: leftOut(oneOf("ft")),
};
const activity: Fields<ActivityRow> = {
  id,
  type: id,
  startsAt: instant,
  endsAt: instant,
  hole: orNull(id),
  reason: orNull(text(200)),
  payer: oneOf("client", "contractor"),
  parallel: truth,
  source,
  remarks: notes,
};
const material: Fields<MaterialRow> = { id, item: id, quantityMilli: quantity };
const survey: Fields<SurveyRow> = {
  id,
  hole: id,
  depthMm: metres,
  dipCd: dip,
  azimuthCd: azimuth,
  north: oneOf("true", "magnetic", "grid"),
  instrument: text(200),
  at: instant,
  source,
};
const casing: Fields<CasingRow> = {
  id,
  hole: id,
  size: text(50),
  kind: text(200),
  fromMm: metres,
  toMm: metres,
};
const photo: Fields<PhotoRow> = {
  id,
  hole: orNull(id),
  fromMm: orNull(metres),
  toMm: orNull(metres),
  tray: orNull(text(200)),
  sha256: kind({ type: "string", pattern: "^[0-9a-f]{64}$" }, { kind: "hash" }, (wire) =>
    typeof wire === "string" && /^[0-9a-f]{64}$/.test(wire) ? wire : undefined,
  ),
  mime: oneOf("image/jpeg", "image/png", "image/webp"),
  bytes: integer(15 * 1024 * 1024),
  width: integer(100_000),
  height: integer(100_000),
};

/** Of a section: no shift has as many, and what compares rows with rows stays quick. */
const MOST_ROWS = 500;

/** The sections of a report, each a list of rows with ids. */
export const SECTIONS = [
  "crew",
  "runs",
  "activities",
  "materials",
  "surveys",
  "casings",
  "photos",
] as const satisfies readonly (keyof ShiftContent)[];
export type Section = (typeof SECTIONS)[number];
type Heading = Exclude<keyof ShiftContent, Section>;

const rows: Readonly<Record<Section, Readonly<Record<string, Kind>>>> = {
  crew: crew as Readonly<Record<string, Kind>>,
  runs: run as Readonly<Record<string, Kind>>,
  activities: activity as Readonly<Record<string, Kind>>,
  materials: material as Readonly<Record<string, Kind>>,
  surveys: survey as Readonly<Record<string, Kind>>,
  casings: casing as Readonly<Record<string, Kind>>,
  photos: photo as Readonly<Record<string, Kind>>,
};

const head: { readonly [Name in Heading]: Kind } = {
  rig: id,
  date,
  slot: name,
  startsAt: instant,
  endsAt: instant,
  timeZone: zone,
  client: id,
  contract: orNull(id),
  project: orNull(id),
  supervisor: orNull(id),
  notes,
};

/** What the server alone says of a report. */
const standing: { readonly [Name in Exclude<keyof ShiftDocument, keyof ShiftContent>]: Kind } = {
  id,
  state: oneOf(
    "draft",
    "submitted",
    "returned",
    "approved",
    "with_client",
    "disputed",
    "final",
    "void",
  ) satisfies Kind,
  revision: integer(1_000_000),
  rowVersion: integer(Number.MAX_SAFE_INTEGER),
};

/** The name on the wire of a name of the document. */
export const wireName = (field: string): string =>
  field.replace(/(Mm|Milli|Cd)$/, "").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

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

/** For those who list states. */
export const STATES = standing.state.schema.enum as readonly ShiftState[];
