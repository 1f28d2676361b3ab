/** What was noticed: alerts that are open, and those that somebody has seen. Not for clients. */
import Type from "typebox";
import { type Principal, scopeOf } from "../../identity/principal.js";
import { parsed } from "../../store/audit/canonical.js";
import type { Transaction } from "../../store/database.js";
import {
  ALERT_KINDS,
  type Alert,
  type AlertKind,
  acknowledgeAlert,
  getAlert,
  listAlerts,
} from "../../store/repositories/alerts.js";
import { actorOf } from "../acting.js";
import { accountNames } from "../names.js";
import { forbidden, notFound } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { date, id, instant, orNull, pageOf, paging, params, sent, told, word } from "../schema/values.js";

const tagged = { tag: "alerts" } as const;

const alert = told({
  id,
  kind: word(...ALERT_KINDS),
  severity: word("info", "warning", "high"),
  shift: orNull(id),
  rig: orNull(id),
  item: orNull(id),
  /** Of its report, or of the one that is missing. */
  date: orNull(date),
  slot: orNull(Type.String()),
  /**
   * In whole numbers: of recovery in thousandths, of rate in millimetres an hour, of what is no drilling in minutes, of stock in
   * thousandths, of a report with its client in days, of what no row accounts for in minutes. The limit of a missing report is in hours.
   */
  value: orNull(Type.Integer()),
  threshold: orNull(Type.Integer()),
  details: Type.Record(Type.String(), Type.Unknown()),
  at: instant,
  acknowledged_at: orNull(instant),
  /** `system` where it held no more. */
  acknowledged_by: orNull(told({ id: Type.String(), name: Type.String() })),
});

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** What was noticed of a shift before it had a report says by its details which one it has now. */
const shiftIn = (details: Readonly<Record<string, unknown>>): string | null =>
  typeof details["shift"] === "string" ? details["shift"] : null;

const shown = (one: Alert, nameOf: (id: string) => string, days: Days = new Map()) => ({
  id: one.id,
  kind: one.kind as AlertKind,
  severity: one.severity,
  shift: one.shift_id ?? shiftIn(parsed(one.details) as Record<string, unknown>),
  rig: one.rig_id,
  item: one.item_id,
  date: one.date ?? days.get(one.shift_id ?? "")?.date ?? null,
  slot: one.slot ?? days.get(one.shift_id ?? "")?.slot ?? null,
  value: one.value,
  threshold: one.threshold,
  details: parsed(one.details) as Record<string, unknown>,
  at: at(one.at),
  acknowledged_at: one.acknowledged_at === null ? null : at(one.acknowledged_at),
  acknowledged_by:
    one.acknowledged_by === null ? null : { id: one.acknowledged_by, name: nameOf(one.acknowledged_by) },
});

type Days = ReadonlyMap<string, { readonly date: string; readonly slot: string }>;

/** Of which day and slot the reports of alerts are. */
async function daysOf({ sql }: Transaction, alerts: readonly Alert[]): Promise<Days> {
  const ids = alerts.flatMap(({ shift_id }) => shift_id ?? []);
  if (ids.length === 0) return new Map();
  const rows = await sql.selectFrom("shift").select(["id", "date", "slot"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** They are the company's own affair. */
function checkStaff({ role }: Principal): void {
  if (role === "client") throw forbidden("office-own", { what: "alerts" });
}

export const alertRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/alerts",
    permission: "data:read",
    summary: "Alerts, the newest first: those that are open, or all.",
    query: Type.Object(
      {
        ...paging,
        open: Type.Optional(Type.Boolean()),
        kind: Type.Optional(word(...ALERT_KINDS)),
        rig: Type.Optional(Type.Array(id, { maxItems: 100 })),
        shift: Type.Optional(id),
      },
      { additionalProperties: false },
    ),
    answer: json(pageOf(alert)),
    async handle({ who, query: { limit, cursor, open = true, kind, rig, shift }, service }) {
      checkStaff(who);
      const { rigs } = scopeOf(who);
      const own = rigs === null ? (rig ?? null) : (rig ?? rigs).filter((one) => rigs.includes(one));
      const { rows, next, days } = await service.store.read(who.tenant, async (transaction) => {
        const listed = await listAlerts(
          transaction,
          { open, rigs: own, ...(kind !== undefined && { kind }), ...(shift !== undefined && { shift }) },
          { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) },
        );
        return { ...listed, days: await daysOf(transaction, listed.rows) };
      });
      const nameOf = await accountNames(
        service,
        rows.flatMap(({ acknowledged_by }) => acknowledged_by ?? []),
      );
      return { body: { items: rows.map((one) => shown(one, nameOf, days)), next } };
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/alerts/{id}/acknowledge",
    permission: "shift:decide",
    deputies: true,
    summary: "Say that an alert was seen: it is open no more. The same once more changes nothing.",
    params: params.id,
    body: sent({}),
    answer: json(alert),
    async handle({ who, params: { id: own }, asked, service }) {
      const { seen, days } = await service.store.transaction(who.tenant, async (transaction) => {
        const { rigs } = scopeOf(who);
        const found = await getAlert(transaction, own);
        if (rigs !== null && (found.rig_id === null || !rigs.includes(found.rig_id))) throw notFound("alert");
        const closed = await acknowledgeAlert(transaction, own, actorOf(who, asked));
        return { seen: closed, days: await daysOf(transaction, [closed]) };
      });
      const nameOf = await accountNames(service, seen.acknowledged_by === null ? [] : [seen.acknowledged_by]);
      return { body: shown(seen, nameOf, days) };
    },
  }),
];
