/** A place of a report, and what stands there, as people say it: `Runs · DDH-042 HQ · to`, `13.80`. */
import type { ShiftContent } from "../../shift/document.js";
import type { Draft } from "../device/draft.js";
import { type Master, named } from "../device/master.js";
import type { Words } from "../words/en.js";
import { hoursText } from "./numbers.js";

const FIELDS: Readonly<Record<string, (words: Words) => string>> = {
  hole: ({ report }) => report.holeField,
  size: ({ report }) => report.size,
  kind: ({ report }) => report.kind,
  from: ({ report }) => report.from,
  to: ({ report }) => report.to,
  starts_at: ({ report }) => report.starts,
  ends_at: ({ report }) => report.ends,
  recovered: ({ report }) => report.recovered,
  bit: ({ report }) => report.bit,
  remarks: ({ report }) => report.remarks,
  type: ({ report }) => report.what,
  reason: ({ report }) => report.reason,
  payer: ({ report }) => report.payer,
  parallel: ({ report }) => report.parallel,
  person: ({ report }) => report.person,
  role: ({ report }) => report.role,
  minutes: ({ report }) => report.hours,
  item: ({ report }) => report.item,
  quantity: ({ report }) => report.quantity,
  depth: ({ report }) => report.surveyDepth,
  dip: ({ report }) => report.dip,
  azimuth: ({ report }) => report.azimuth,
  north: ({ report }) => report.north,
  instrument: ({ report }) => report.instrument,
  tray: ({ report }) => report.tray,
  notes: ({ report }) => report.notes,
  client: ({ today }) => today.client,
  project: ({ today }) => today.project,
  supervisor: ({ report }) => report.supervisor,
};

const SECTIONS: Readonly<Record<string, (words: Words) => string>> = {
  crew: ({ report }) => report.crew,
  runs: ({ report }) => report.depth,
  activities: ({ report }) => report.time,
  materials: ({ report }) => report.materials,
  surveys: ({ report }) => report.surveys,
  casings: ({ report }) => report.casings,
  photos: ({ report }) => report.photos,
};

/** A field by its name on the wire; undefined of what is not said to people. */
export const fieldText = (name: string, words: Words): string | undefined =>
  Object.hasOwn(FIELDS, name) ? FIELDS[name]?.(words) : undefined;

type Row = Readonly<Record<string, unknown>>;

export function placeText(at: string, content: ShiftContent | Draft, lists: Master, words: Words): string {
  const [section = "", id, field] = at.split("/");
  if (id === undefined) return (FIELDS[section] ?? SECTIONS[section])?.(words) ?? section;
  const rows = (content as unknown as Readonly<Record<string, readonly Row[]>>)[section] ?? [];
  const row = rows.find((one) => one["id"] === id);
  const what = row === undefined ? [] : [rowText(row, lists)];
  const name = field === undefined ? [] : [FIELDS[field]?.(words) ?? field];
  return [SECTIONS[section]?.(words) ?? section, ...what, ...name].filter(Boolean).join(" · ");
}

const rowText = (row: Row, lists: Master): string =>
  [nameIn(lists, row["person"] ?? row["item"] ?? row["type"] ?? row["hole"]), row["size"] ?? ""]
    .filter(Boolean)
    .join(" ");

function nameIn(lists: Master, id: unknown): string {
  if (typeof id !== "string") return "";
  for (const list of [lists.people, lists.items, lists.types, lists.holes, lists.clients, lists.projects]) {
    const found = named(list, id);
    if (found !== "") return found;
  }
  return "";
}

/** What stands at a place on the wire: a name for an id, a clock's time for an instant, a row by what it is about. */
export function valueText(at: string, value: unknown, lists: Master, words: Words): string {
  if (at.endsWith("/minutes") && typeof value === "number") return hoursText(value);
  if (value === null || value === undefined || value === "") return words.day.none;
  if (typeof value === "boolean") return value ? words.dialog.yes : words.dialog.no;
  if (typeof value === "object") return wireRowText(value as Row, lists);
  const text = String(value);
  const [, time] = /^\d{4}-\d\d-\d\dT(\d\d:\d\d)/.exec(text) ?? [];
  return time ?? (nameIn(lists, text) || text);
}

const wireRowText = (row: Row, lists: Master): string =>
  [
    rowText(row, lists),
    row["from"] !== undefined && row["to"] !== undefined ? `${row["from"]}–${row["to"]}` : "",
    row["quantity"] ?? row["depth"] ?? "",
  ]
    .filter(Boolean)
    .join(" ");
