/** Master data as people change it: the kinds, and of each its fields in the order in which they are asked for. */
import { ACTIVITY_CLASSES } from "../../../shift/document.js";
import { languages } from "../../../words/language.js";
import type { Words } from "../../words/en.js";

export type Kind = "rigs" | "holes" | "projects" | "clients" | "people" | "items" | "activity-types";

export interface ListField {
  readonly name: string;
  readonly label: keyof Words["lists"]["fields"];
  readonly input: "text" | "number" | "depth" | "unit" | "zone" | "slots" | "wits" | "choice";
  /** Of a choice: another kind, or words as they are. */
  readonly of?: Kind | readonly string[];
  /** May be left out. */
  readonly optional?: boolean;
}

const field = (
  name: string,
  label: ListField["label"],
  input: ListField["input"] = "text",
  more: Partial<ListField> = {},
): ListField => ({ name, label, input, ...more });

export const kinds: Readonly<Record<Kind, readonly ListField[]>> = {
  rigs: [
    field("name", "name"),
    field("zone", "zone", "zone"),
    field("slots", "slots", "slots"),
    field("wits", "wits", "wits", { optional: true }),
  ],
  holes: [
    field("name", "name"),
    field("project", "project", "choice", { of: "projects" }),
    field("planned", "planned", "depth", { optional: true }),
    field("state", "state", "choice", { of: ["planned", "open", "finished", "abandoned"] }),
    field("dip", "dip", "number", { optional: true }),
    field("azimuth", "azimuth", "number", { optional: true }),
  ],
  projects: [
    field("code", "code"),
    field("name", "name", "text"),
    field("client", "client", "choice", { of: "clients" }),
    field("zone", "zone", "zone"),
    field("po_number", "order", "text", { optional: true }),
  ],
  clients: [
    field("name", "name"),
    field("length_unit", "lengths", "unit", { optional: true }),
    field("language", "language", "choice", { of: languages, optional: true }),
  ],
  people: [field("name", "name"), field("role", "role")],
  items: [
    field("code", "code"),
    field("name", "name"),
    field("unit", "unit"),
    field("reorder", "reorder", "number", { optional: true }),
  ],
  "activity-types": [
    field("code", "code"),
    field("name", "name"),
    field("class", "class", "choice", { of: ACTIVITY_CLASSES }),
    field("payer", "payer", "choice", { of: ["client", "contractor"] }),
  ],
};

/** One of the words of a choice, as people read it. */
export const choiceText = (value: string, { hole, classes, report }: Words): string =>
  (({ ...hole.states, ...classes, ...report.payers }) as Readonly<Record<string, string>>)[value] ?? value;

/** What is sent of a kind beside what people fill in. */
export const constants: Readonly<Partial<Record<Kind, object>>> = {
  clients: { contacts: [] },
};

/** A thing of the master data as it travels. */
export interface Row {
  readonly id: string;
  readonly archived: boolean;
  readonly row_version: number;
  readonly [field: string]: unknown;
}

/** Of other kinds, what a choice chooses from. */
export type Names = ReadonlyMap<string, readonly { readonly id: string; readonly name: string }[]>;
