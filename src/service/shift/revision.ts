/**
 * What was submitted, for ever: a report as canonical JSON with its SHA-256. The text is made of the document's integers, so that it depends
 * neither on how a database keeps JSON nor on which rules of clocks a machine has.
 */
import type { ShiftContent } from "./document.js";
import { SECTIONS, wireName } from "./wire-fields.js";

/** Names sorted, no blanks, RFC 8785 for what occurs here: texts, integers, true and false, null, lists and objects. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
    return `{${fields.join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new RangeError(`${value} is no integer that canonical JSON keeps exactly`);
  return JSON.stringify(value);
}

/** The SHA-256 of a text in UTF-8, in hexadecimal; browsers have it where a page came by TLS or from this machine. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The content alone, whatever else an object has: what is frozen, and nothing that the server says of it. */
export function contentOf(report: ShiftContent): ShiftContent {
  const { rig, date, slot, startsAt, endsAt, timeZone, client, contract, project, supervisor, notes } =
    report;
  const head = { rig, date, slot, startsAt, endsAt, timeZone, client, contract, project, supervisor, notes };
  const { crew, runs, activities, materials, surveys, casings, photos } = report;
  return { ...head, crew, runs, activities, materials, surveys, casings, photos };
}

/** A frozen copy. */
export interface Snapshot {
  readonly text: string;
  readonly hash: string;
}

/** The frozen copy of a report, and its hash. */
export async function snapshotOf(report: ShiftContent): Promise<Snapshot> {
  const text = canonicalJson(contentOf(report));
  return { text, hash: await sha256(text) };
}

/** One thing in which two revisions differ; `before` is undefined where a row was added, `after` where it was removed. */
export interface Difference {
  /** As problems name it: `notes`, `runs/ID` of a whole row, `runs/ID/to`. */
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What changed from one revision to another, rows by their ids; where a row stands in its list is no difference. */
export function differences(before: ShiftContent, after: ShiftContent): Difference[] {
  const { crew: _crew, ...names } = contentOf(before);
  const heading = Object.keys(names).filter((name) => !(SECTIONS as readonly string[]).includes(name));
  return [
    ...changedFields("", pick(before, heading), pick(after, heading)),
    ...SECTIONS.flatMap((section) => changedRows(section, before[section], after[section])),
  ];
}

type Row = Readonly<Record<string, unknown>>;

const pick = (from: object, names: readonly string[]): Row =>
  Object.fromEntries(names.map((name) => [name, (from as Row)[name]]));

function changedRows(
  section: string,
  before: readonly { readonly id: string }[],
  after: readonly { readonly id: string }[],
): Difference[] {
  const [old, fresh] = [rowsById(before), rowsById(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((id) => {
    const [from, to] = [old.get(id), fresh.get(id)];
    if (from === undefined || to === undefined) return [{ at: `${section}/${id}`, before: from, after: to }];
    return changedFields(`${section}/${id}/`, from, to);
  });
}

const rowsById = (rows: readonly { readonly id: string }[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row as unknown as Row]));

const changedFields = (place: string, before: Row, after: Row): Difference[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ at: place + wireName(name), before: before[name], after: after[name] }));
