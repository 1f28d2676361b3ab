/**
 * Rows of reports as flat lists, for programs and spreadsheets: each with its report, by the filters of the list of reports, a page at a
 * time, as JSON or as CSV. Staff reads reports as they are, or as they count; a client what was released to it.
 */
import Type from "typebox";
import { itemsCsv, type NamesBeside } from "../../export/items-csv.js";
import type { Principal } from "../../identity/principal.js";
import type { Transaction } from "../../store/database.js";
import { type FlatPart, type FlatView, listRows } from "../../store/repositories/flat-rows.js";
import { namesOf } from "../../store/repositories/names.js";
import { BASE } from "../app.js";
import { type Flat, flatTables, type Names } from "../flat-tables.js";
import { type AnyRoute, bytes, json, route } from "../route.js";
import { shiftState } from "../schema/shift.js";
import { count, date, id, orNull, pageOf, paging, told } from "../schema/values.js";
import { filterOf, type ShiftQuery, shiftQuery } from "../shift-query.js";

const tagged = { tag: "flat reads" } as const;

/** Rows of a file at most; the header `link` says where the next one begins. */
const MOST_IN_FILE = 10_000;

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

export const flatReadRoutes: readonly AnyRoute[] = flatTables.flatMap(routesOf);
