/**
 * Rows of reports as flat lists, for programs and spreadsheets: each with its report, by the filters of the list of reports, a page at a
 * time, as JSON or as CSV. Staff reads reports as they are, or as they count; a client what was released to it.
 */
import Type, { type TProperties } from "typebox";
import { itemsCsv, type NamesBeside } from "../../export/items-csv.js";
import type { Principal } from "../../identity/principal.js";
import { HOUR, instantText } from "../../shift/clock.js";
import { decimalText } from "../../shift/decimal.js";
import { METRES_AN_HOUR, ratioText } from "../../shift/ratio.js";
import { recoveryText } from "../../shift/recovery.js";
import { isNew, metresOf, rateOf } from "../../shift/run.js";
import { lengthOf } from "../../shift/span.js";
import type { Transaction } from "../../store/database.js";
import { type FlatPart, type FlatRow, type FlatView, listRows } from "../../store/repositories/flat-rows.js";
import { namesOf } from "../../store/repositories/names.js";
import { BASE } from "../app.js";
import { type AnyRoute, bytes, json, route } from "../route.js";
import { shiftState } from "../schema/shift.js";
import { count, date, decimal, id, instant, orNull, pageOf, paging, told, word } from "../schema/values.js";
import { filterOf, type ShiftQuery, shiftQuery } from "./shifts.js";

const tagged = { tag: "flat reads" } as const;

/** Rows of a file at most; the header `link` says where the next one begins. */
const MOST_IN_FILE = 10_000;

type Names = Awaited<ReturnType<typeof namesOf>>;
type Shown = Readonly<Record<string, string | number | boolean | null>>;

interface Flat<Part extends FlatPart> {
  readonly path: string;
  readonly part: Part;
  readonly summary: string;
  readonly fields: TProperties;
  readonly shown: (row: FlatRow<Part>["row"], timeZone: string, names: Names) => Shown;
}

const head = {
  shift: id,
  rig: id,
  date,
  slot: Type.String(),
  state: shiftState,
  revision: count,
  client: id,
  project: orNull(id),
  contract: orNull(id),
};

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

const viewOf = ({ role }: Principal, counted: boolean | undefined): FlatView =>
  role === "client" ? "client" : counted === true ? "office" : "now";

const filters = {
  ...shiftQuery,
  /** Rows as they count: of what the office has approved, by the revision that is valid. A client has no other ones. */
  counted: Type.Optional(Type.Boolean()),
};

type Query = ShiftQuery & { counted?: boolean; limit?: number; cursor?: string };

async function pageIn(
  transaction: Transaction,
  flat: Flat<FlatPart>,
  who: Principal,
  { counted, limit, cursor, ...query }: Query,
  most?: number,
) {
  const page = {
    ...(limit !== undefined && { limit }),
    ...(cursor !== undefined && { cursor }),
    ...(most !== undefined && { most: Math.min(limit ?? most, most) }),
  };
  const { rows, next } = await listRows(
    transaction,
    flat.part,
    filterOf(who, query),
    viewOf(who, counted),
    page,
  );
  const names = await namesOf(transaction);
  const items = rows.map(({ shift, row }) => ({
    id: row.id,
    shift: shift.id,
    rig: shift.rig,
    date: shift.date,
    slot: shift.slot,
    state: shift.state,
    revision: shift.revision,
    client: shift.client,
    project: shift.project,
    contract: shift.contract,
    ...flat.shown(row as never, shift.timeZone, names),
  }));
  return { items, next, names };
}

function routesOf(flat: Flat<FlatPart>): AnyRoute[] {
  const item = told({ id, ...head, ...flat.fields });
  return [
    route({
      ...tagged,
      method: "GET",
      path: flat.path as `/${string}`,
      permission: "data:read",
      summary: flat.summary,
      query: Type.Object({ ...filters, ...paging }, { additionalProperties: false }),
      answer: json(pageOf(item)),
      handle: ({ who, query, service }) =>
        service.store.read(who.tenant, async (transaction) => {
          const { items, next } = await pageIn(transaction, flat, who, query as Query);
          return { body: { items, next } as never };
        }),
    }),
    route({
      ...tagged,
      method: "GET",
      path: `${flat.path}.csv` as `/${string}`,
      permission: "export:run",
      summary: `The same as CSV, with names beside ids, ${MOST_IN_FILE.toLocaleString("en")} rows at most; the header link says where the next begin.`,
      query: Type.Object(
        {
          ...filters,
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_IN_FILE })),
          cursor: paging.cursor,
          /** Texts as they are, even where a spreadsheet would run them. */
          plain: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
      answer: bytes("text/csv"),
      handle: ({ who, query, service }) =>
        service.store.read(who.tenant, async (transaction) => {
          const { plain, ...asked } = query as Query & { plain?: boolean };
          const { items, next, names } = await pageIn(transaction, flat, who, asked, MOST_IN_FILE);
          const columns = ["id", ...Object.keys({ ...head, ...flat.fields })];
          const text = itemsCsv(columns, items, namesBeside(names), { forPrograms: plain === true });
          return {
            bytes: new TextEncoder().encode(text),
            type: "text/csv; charset=utf-8",
            name: `${flat.path.slice(1)}.csv`,
            ...(next !== null && { headers: { link: linkTo(flat.path, query as Query, next) } }),
          };
        }),
    }),
  ];
}

/** RFC 8288. */
function linkTo(path: string, query: Query, cursor: string): string {
  const next = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  next.set("cursor", cursor);
  return `<${BASE}${path}.csv?${next}>; rel="next"`;
}

/** Ids whose names people want to see beside them. */
const namesBeside = ({
  rigs,
  clients,
  projects,
  contracts,
  holes,
  items,
  activityTypes,
}: Names): NamesBeside => ({
  rig: (one) => rigs.get(one),
  client: (one) => clients.get(one),
  project: (one) => projects.get(one),
  contract: (one) => contracts.get(one),
  hole: (one) => holes.get(one),
  item: (one) => items.get(one)?.name,
  type: (one) => activityTypes.get(one)?.name,
});

export const flatReadRoutes: readonly AnyRoute[] = [
  ...routesOf(progress as unknown as Flat<FlatPart>),
  ...routesOf(activities as unknown as Flat<FlatPart>),
  ...routesOf(materials as unknown as Flat<FlatPart>),
  ...routesOf(surveys as unknown as Flat<FlatPart>),
  ...routesOf(casings as unknown as Flat<FlatPart>),
  ...routesOf(photos as unknown as Flat<FlatPart>),
];
