/** Clients, projects, rigs, holes, people, items and kinds of activity: one way for all. Put aside, never deleted. */
import Type from "typebox";
import { scopeOf } from "../../identity/principal.js";
import type { RigWits } from "../../recorded/wits.js";
import { isZone } from "../../shift/clock.js";
import type { Transaction } from "../../store/database.js";
import {
  archiveMaster,
  findMaster,
  listMaster,
  type Master,
  putMaster,
} from "../../store/repositories/master.js";
import { actorOf } from "../acting.js";
import type { Call } from "../call.js";
import { etagOf } from "../etag.js";
import { forbidden, notFound, wrong } from "../problem.js";
import { checkWits } from "../rig-wits.js";
import { type AnyRoute, json, route } from "../route.js";
import { fieldSchemas, type MasterKind, masterKinds } from "../schema/master.js";
import { id, pageOf, paging, params, sent, told } from "../schema/values.js";
import { visibleIds } from "../visible.js";

interface Row {
  readonly id: string;
  readonly archived_at: number | null;
  readonly row_version: number;
}

const USUAL = 50;

const shown = ({ fields }: MasterKind, row: Row) => ({
  id: row.id,
  ...Object.fromEntries(
    Object.entries(fields).map(([name, { column, tell }]) => [
      name,
      tell((row as unknown as Readonly<Record<string, unknown>>)[column]),
    ]),
  ),
  archived: row.archived_at !== null,
  row_version: row.row_version,
});

/** Throws Problem for what a column cannot hold. */
function stored({ fields }: MasterKind, body: Readonly<Record<string, unknown>>): object {
  const zone = body["zone"];
  if (typeof zone === "string" && !isZone(zone)) throw wrong("/zone", "no-zone", { zone });
  return Object.fromEntries(
    Object.entries(fields).map(([name, { column, store }]) => {
      const value = store(body[name]);
      if (value === undefined) throw wrong(`/${name}`, "more-decimals");
      return [column, value];
    }),
  );
}

/** A supervisor keeps the list of what the rig uses, and nothing else of the office's. */
function checkReach({ reach }: Call<unknown, unknown, unknown>, { table }: MasterKind): void {
  if (reach !== "all" && table !== "item") throw forbidden("items-only");
}

async function seen(
  transaction: Transaction,
  kind: MasterKind,
  call: Call<{ id: string }, unknown, unknown>,
): Promise<Row | undefined> {
  const visible = await visibleIds(transaction, kind, scopeOf(call.who));
  if (visible !== undefined && !visible.has(call.params.id)) return undefined;
  return findMaster(transaction, kind.table, call.params.id);
}

function routesOf(kind: MasterKind): AnyRoute[] {
  const fields = fieldSchemas(kind);
  const item = told({ id, ...fields, archived: Type.Boolean(), row_version: Type.Integer() });
  const tagged = { tag: "master data" } as const;
  const one = /^[aeiou]/.test(kind.one) ? `an ${kind.one}` : `a ${kind.one}`;
  return [
    route({
      ...tagged,
      method: "GET",
      path: `/${kind.path}`,
      permission: "data:read",
      summary: `List ${kind.path.replace("-", " ")}, by id.`,
      query: Type.Object(
        { ...paging, archived: Type.Optional(Type.Boolean()) },
        { additionalProperties: false },
      ),
      answer: json(pageOf(item)),
      handle: ({ who, query, service }) =>
        service.store.read(who.tenant, async (transaction) => {
          const visible = await visibleIds(transaction, kind, scopeOf(who));
          const all: readonly Row[] = await listMaster(transaction, kind.table, {
            archived: query.archived ?? false,
          });
          const after = query.cursor ?? "";
          const rest = all.filter(({ id: one }) => one > after && (visible?.has(one) ?? true));
          const limit = query.limit ?? USUAL;
          const page = rest.slice(0, limit);
          const next = rest.length > limit ? (page.at(-1)?.id ?? null) : null;
          return { body: { items: page.map((row) => shown(kind, row)), next } as never };
        }),
    }),
    route({
      ...tagged,
      method: "GET",
      path: `/${kind.path}/{id}`,
      permission: "data:read",
      summary: `Read ${one}.`,
      params: params.id,
      answer: json(item),
      handle: (call) =>
        call.service.store.read(call.who.tenant, async (transaction) => {
          const row = await seen(transaction, kind, call);
          if (row === undefined) throw notFound(kind.table);
          return { body: shown(kind, row) as never, etag: etagOf(row.row_version) };
        }),
    }),
    route({
      ...tagged,
      method: "PUT",
      path: `/${kind.path}/{id}`,
      permission: "master:manage",
      summary: `Make or change ${one}.`,
      params: params.id,
      body: sent(fields),
      ifMatch: "new",
      answer: json(item),
      async handle(call) {
        checkReach(call, kind);
        const { who, body, params: at, version, service, asked } = call;
        if (kind.path === "rigs")
          await checkWits(service, who.tenant, {
            rig: at.id,
            wits: (body as { readonly wits: RigWits | null }).wits,
          });
        return service.store.transaction(who.tenant, async (transaction) => {
          const row: Row = await putMaster(transaction, kind.table, {
            id: at.id,
            row: stored(kind, body as Readonly<Record<string, unknown>>) as Master<typeof kind.table>,
            ifVersion: version ?? null,
            by: actorOf(who, asked),
          });
          const status = row.row_version === 1 && version === undefined ? 201 : 200;
          return { body: shown(kind, row) as never, etag: etagOf(row.row_version), status };
        });
      },
    }),
    route({
      ...tagged,
      method: "POST",
      path: `/${kind.path}/{id}/archive`,
      permission: "master:manage",
      summary: `Put ${one} aside, or take it back.`,
      params: params.id,
      body: sent({ archived: Type.Boolean() }),
      ifMatch: "required",
      answer: json(item),
      handle(call) {
        checkReach(call, kind);
        const { who, body, params: at, version, service, asked } = call;
        return service.store.transaction(who.tenant, async (transaction) => {
          const row: Row = await archiveMaster(transaction, kind.table, {
            id: at.id,
            isArchived: body.archived,
            ifVersion: version ?? 0,
            by: actorOf(who, asked),
          });
          return { body: shown(kind, row) as never, etag: etagOf(row.row_version) };
        });
      },
    }),
  ];
}

export const masterRoutes: readonly AnyRoute[] = Object.values(masterKinds).flatMap(routesOf);
