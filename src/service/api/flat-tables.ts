/** What a row of each part of a report is called and shown as, in flat lists. */
import Type, { type TProperties } from "typebox";
import { HOUR, instantText } from "../shift/clock.js";
import { decimalText } from "../shift/decimal.js";
import { METRES_AN_HOUR, ratioText } from "../shift/ratio.js";
import { recoveryText } from "../shift/recovery.js";
import { isNew, metresOf, rateOf } from "../shift/run.js";
import { lengthOf } from "../shift/span.js";
import type { FlatPart, FlatRow } from "../store/repositories/flat-rows.js";
import type { namesOf } from "../store/repositories/names.js";
import { count, decimal, id, instant, orNull, word } from "./schema/values.js";

export type Names = Awaited<ReturnType<typeof namesOf>>;

type Shown = Readonly<Record<string, string | number | boolean | null>>;

export interface Flat<Part extends FlatPart> {
  readonly path: string;
  readonly part: Part;
  readonly summary: string;
  readonly fields: TProperties;
  readonly shown: (row: FlatRow<Part>["row"], timeZone: string, names: Names) => Shown;
}

const metres = (mm: number): string => decimalText(mm, 3, 2);
const hours = (milliseconds: number): string => ratioText({ sum: milliseconds, by: HOUR }, 4);
const degrees = (hundredths: number): string => decimalText(hundredths, 2);
const orNothing = (text: string): string | null => (text === "" ? null : text);
const span = { starts_at: instant, ends_at: instant, hours: decimal };
const source = word("rig", "edited", "typed");

const spanOf = (row: { readonly startsAt: number; readonly endsAt: number }, zone: string) => ({
  starts_at: instantText(row.startsAt, zone),
  ends_at: instantText(row.endsAt, zone),
  hours: hours(lengthOf(row)),
});

const progress: Flat<"runs"> = {
  path: "/drilling-progress",
  part: "runs",
  summary: "Runs of all reports that the filters leave, by date; `metres` are of new hole alone.",
  fields: {
    hole: id,
    size: Type.String(),
    kind: word("new", "ream", "redrill", "wedge"),
    from: decimal,
    to: decimal,
    metres: decimal,
    ...span,
    rate: orNull(decimal),
    recovered: orNull(decimal),
    recovery: orNull(decimal),
    on_bottom_seconds: orNull(count),
    bit: orNull(Type.String()),
    source,
    remarks: Type.String(),
  },
  shown: (run, zone) => ({
    hole: run.hole,
    size: run.size,
    kind: run.kind,
    from: metres(run.fromMm),
    to: metres(run.toMm),
    metres: metres(metresOf(run)),
    ...spanOf(run, zone),
    rate: orNothing(ratioText(rateOf([run]), 2, METRES_AN_HOUR)),
    recovered: run.recoveredMm === null ? null : metres(run.recoveredMm),
    recovery:
      isNew(run) && run.recoveredMm !== null
        ? orNothing(recoveryText({ sum: run.recoveredMm, by: metresOf(run) }))
        : null,
    on_bottom_seconds: run.onBottomSeconds,
    bit: run.bit,
    source: run.source,
    remarks: run.remarks,
  }),
};

const activities: Flat<"activities"> = {
  path: "/activities",
  part: "activities",
  summary:
    "Activities of all reports that the filters leave, by date; `parallel` ones are beside the main line.",
  fields: {
    type: id,
    class: Type.String(),
    ...span,
    hole: orNull(id),
    reason: orNull(Type.String()),
    payer: word("client", "contractor"),
    parallel: Type.Boolean(),
    source,
    remarks: Type.String(),
  },
  shown: (row, zone, names) => ({
    type: row.type,
    class: names.activityTypes.get(row.type)?.class ?? "other",
    ...spanOf(row, zone),
    hole: row.hole,
    reason: row.reason,
    payer: row.payer,
    parallel: row.parallel,
    source: row.source,
    remarks: row.remarks,
  }),
};

const materials: Flat<"materials"> = {
  path: "/materials",
  part: "materials",
  summary: "What was used up, of all reports that the filters leave, by date.",
  fields: { item: id, quantity: decimal, unit: Type.String() },
  shown: ({ item, quantityMilli }, _zone, names) => ({
    item,
    quantity: decimalText(quantityMilli, 3, 0),
    unit: names.items.get(item)?.unit ?? "",
  }),
};

const surveys: Flat<"surveys"> = {
  path: "/surveys",
  part: "surveys",
  summary: "Surveys of all reports that the filters leave, by date.",
  fields: {
    hole: id,
    depth: decimal,
    dip: decimal,
    azimuth: decimal,
    north: word("true", "magnetic", "grid"),
    instrument: Type.String(),
    at: instant,
    source,
  },
  shown: (row, zone) => ({
    hole: row.hole,
    depth: metres(row.depthMm),
    dip: degrees(row.dipCd),
    azimuth: degrees(row.azimuthCd),
    north: row.north,
    instrument: row.instrument,
    at: instantText(row.at, zone),
    source: row.source,
  }),
};

const casings: Flat<"casings"> = {
  path: "/casings",
  part: "casings",
  summary: "Casing that was set, of all reports that the filters leave, by date.",
  fields: { hole: id, size: Type.String(), kind: Type.String(), from: decimal, to: decimal },
  shown: (row) => ({
    hole: row.hole,
    size: row.size,
    kind: row.kind,
    from: metres(row.fromMm),
    to: metres(row.toMm),
  }),
};

const photos: Flat<"photos"> = {
  path: "/photos",
  part: "photos",
  summary:
    "Photos of all reports that the filters leave, by date: core trays with the depths that they hold.",
  fields: {
    hole: orNull(id),
    from: orNull(decimal),
    to: orNull(decimal),
    tray: orNull(Type.String()),
    mime: Type.String(),
    bytes: count,
    width: count,
    height: count,
  },
  shown: (row) => ({
    hole: row.hole,
    from: row.fromMm === null ? null : metres(row.fromMm),
    to: row.toMm === null ? null : metres(row.toMm),
    tray: row.tray,
    mime: row.mime,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
  }),
};

/** All of them, in the order of the documentation. */
export const flatTables = [
  progress,
  activities,
  materials,
  surveys,
  casings,
  photos,
] as unknown as readonly Flat<FlatPart>[];
