/** What a report and each row of it have on the wire, field by field. */
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
import {
  azimuth,
  date,
  dip,
  id,
  instant,
  integer,
  type Kind,
  kind,
  leftOut,
  metres,
  name,
  notes,
  oneOf,
  orNull,
  quantity,
  text,
  truth,
  zone,
} from "./wire-kinds.js";

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

export const rows: Readonly<Record<Section, Readonly<Record<string, Kind>>>> = {
  crew: crew as Readonly<Record<string, Kind>>,
  runs: run as Readonly<Record<string, Kind>>,
  activities: activity as Readonly<Record<string, Kind>>,
  materials: material as Readonly<Record<string, Kind>>,
  surveys: survey as Readonly<Record<string, Kind>>,
  casings: casing as Readonly<Record<string, Kind>>,
  photos: photo as Readonly<Record<string, Kind>>,
};

export const head: { readonly [Name in Heading]: Kind } = {
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
export const standing: { readonly [Name in Exclude<keyof ShiftDocument, keyof ShiftContent>]: Kind } = {
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

/** For those who list states. */
export const STATES = standing.state.schema.enum as readonly ShiftState[];

/** The name on the wire of a name of the document. */
export const wireName = (field: string): string =>
  field.replace(/(Mm|Milli|Cd)$/, "").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
