/**
 * Master data as it travels: for each kind its table, and for each field its name, its column and its form. Schemas, what is read and
 * what is written come from here.
 */
import Type, { type TSchema } from "typebox";
import { decimalText, parseDecimal } from "../../shift/decimal.js";
import { ACTIVITY_CLASSES } from "../../shift/document.js";
import { LENGTH_UNITS } from "../../shift/length.js";
import type { MASTER_TABLES } from "../../store/repositories/master.js";
import { languages } from "../../words/language.js";
import { decimal, id, line, orNull, sent, text, word } from "./values.js";

export interface MasterField {
  readonly column: string;
  readonly schema: TSchema;
  /** To what stands in the column; undefined for what it cannot hold. */
  readonly store: (value: unknown) => unknown;
  readonly tell: (stored: unknown) => unknown;
}

export interface MasterKind {
  /** As the address has it: `activity-types`. */
  readonly path: string;
  readonly table: (typeof MASTER_TABLES)[number];
  /** In words, for messages. */
  readonly one: string;
  readonly fields: Readonly<Record<string, MasterField>>;
}

const same = (value: unknown): unknown => value;
const plain = (column: string, schema: TSchema): MasterField => ({ column, schema, store: same, tell: same });
const document = (column: string, schema: TSchema): MasterField => ({
  column,
  schema,
  store: (value) => (value === null ? null : JSON.stringify(value)),
  tell: (stored) => (stored === null ? null : JSON.parse(stored as string)),
});
/** A decimal of so many places, kept as an integer. */
const scaled = (column: string, places: number, shown: number): MasterField => ({
  column,
  schema: orNull(decimal),
  store: (value) => (value === null ? null : parseDecimal(value as string, places)),
  tell: (stored) => (stored === null ? null : decimalText(stored as number, places, shown)),
});

/** May be left out, and is null then. */
const plainOrNothing = (column: string, schema: TSchema): MasterField => ({
  ...plain(column, Type.Optional(orNull(schema))),
  store: (value) => value ?? null,
});

const contact = sent({
  name: line,
  email: Type.Optional(Type.String({ maxLength: 254 })),
  phone: Type.Optional(Type.String({ maxLength: 60 })),
  role: Type.Optional(Type.String({ maxLength: 200 })),
});

const clock = Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" });
const slot = sent({ name: line, starts: clock, ends: clock });

/** Where what the rig records lies: a dataset by the name under which it is served, never a path; one link of it, where it has several. */
const wits = sent({
  dataset: Type.String({ pattern: "^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$" }),
  link: Type.Optional(line),
  units: Type.Optional(word("metric", "fps", "fps-uk")),
  zone: Type.Optional(line),
  well: Type.Optional(line),
});

export const masterKinds = {
  clients: {
    path: "clients",
    table: "client",
    one: "client",
    fields: {
      name: plain("name", line),
      contacts: document("contacts", Type.Array(contact, { maxItems: 50 })),
      /** What its papers have lengths in; null for what the company has. */
      length_unit: plainOrNothing("length_unit", word(...LENGTH_UNITS)),
      /** What its papers are in; null for that of whoever takes them out. */
      language: plainOrNothing("language", word(...languages)),
    },
  },
  projects: {
    path: "projects",
    table: "project",
    one: "project",
    fields: {
      client: plain("client_id", id),
      code: plain("code", line),
      name: plain("name", text),
      zone: plain("zone", line),
      po_number: plain("po_number", orNull(line)),
    },
  },
  rigs: {
    path: "rigs",
    table: "rig",
    one: "rig",
    fields: {
      name: plain("name", line),
      zone: plain("zone", line),
      slots: document("slots", Type.Array(slot, { minItems: 1, maxItems: 24 })),
      wits: document("wits", orNull(wits)),
    },
  },
  holes: {
    path: "holes",
    table: "hole",
    one: "hole",
    fields: {
      project: plain("project_id", id),
      name: plain("name", line),
      planned: scaled("planned_mm", 3, 2),
      dip: scaled("dip_cd", 2, 2),
      azimuth: scaled("azimuth_cd", 2, 2),
      state: plain("state", word("planned", "open", "finished", "abandoned")),
    },
  },
  people: {
    path: "people",
    table: "person",
    one: "person",
    fields: { name: plain("name", line), role: plain("role", text) },
  },
  items: {
    path: "items",
    table: "item",
    one: "item",
    fields: {
      code: plain("code", line),
      name: plain("name", text),
      unit: plain("unit", line),
      reorder: scaled("reorder_milli", 3, 0),
    },
  },
  "activity-types": {
    path: "activity-types",
    table: "activity_type",
    one: "activity type",
    fields: {
      code: plain("code", line),
      name: plain("name", text),
      class: plain("class", word(...ACTIVITY_CLASSES)),
      payer: plain("payer", word("client", "contractor")),
    },
  },
} as const satisfies Readonly<Record<string, MasterKind>>;

export const fieldSchemas = ({ fields }: MasterKind): Record<string, TSchema> =>
  Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]));
