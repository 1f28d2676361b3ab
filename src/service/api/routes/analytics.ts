/**
 * Figures over many reports. They count what the office has approved, a client's what it was given; what does not count yet and shifts that
 * have no report are named beside them, and are in no mean.
 */
import Type from "typebox";
import { type Principal, scopeOf } from "../../identity/principal.js";
import { dateAfter } from "../../shift/clock.js";
import { manHoursAMetre } from "../../shift/crew.js";
import type { Transaction } from "../../store/database.js";
import { type MissingSlot, missingSlots } from "../../store/repositories/expected.js";
import { FIGURE_KEYS, type FigureFilter, notCounted, sumsBy } from "../../store/repositories/figures.js";
import { type Figure, MEASURES, seriesOf, unitOf } from "../measures.js";
import { forbidden } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { count, date, decimal, id, orNull, told, word } from "../schema/values.js";
import { checkSpan } from "../spans.js";

const tagged = { tag: "analytics" } as const;

/** Three years; by day, one. */
const MOST_DAYS = 1096;
const MOST_DAYS_BY_DAY = 366;
/** Without a span, the last so many days. */
const USUAL_DAYS = 30;
/** Named; more are counted. */
const MOST_NAMED = 200;

const query = {
  from: Type.Optional(date),
  to: Type.Optional(date),
  rig: Type.Optional(Type.Array(id, { maxItems: 100 })),
  client: Type.Optional(id),
  project: Type.Optional(id),
};

interface Asked {
  readonly from?: string;
  readonly to?: string;
  readonly rig?: readonly string[];
  readonly client?: string;
  readonly project?: string;
}

/** What was asked for, within what who asks may see. */
function filterOf(who: Principal, asked: Asked, now: number, most: number): FigureFilter {
  const { rigs, client } = scopeOf(who);
  const to = asked.to ?? new Date(now).toISOString().slice(0, 10);
  const from = asked.from ?? dateAfter(to, 1 - USUAL_DAYS);
  checkSpan(from, to, most);
  const own = rigs === null ? asked.rig : (asked.rig ?? rigs).filter((one) => rigs.includes(one));
  // Of another client there is nothing, as of one that nobody has.
  const whose =
    client === null || asked.client === undefined || asked.client === client ? (client ?? asked.client) : "";
  return {
    seenBy: client === null ? "office" : "client",
    from,
    to,
    rigs: own ?? null,
    ...(whose !== undefined && { client: whose }),
    ...(asked.project !== undefined && { project: asked.project }),
  };
}

const missing = told({
  /** Slots that are over: with a report, and without. */
  expected: count,
  missing: count,
  /** The latest of them. */
  named: Type.Array(told({ rig: id, date, slot: Type.String() })),
});

/** Nobody tells a client who was late; and what is of a client or project alone is expected of nobody. */
async function missingOf(transaction: Transaction, filter: FigureFilter) {
  const { seenBy, client, project, from, to, rigs } = filter;
  if (seenBy === "client" || client !== undefined || project !== undefined) return undefined;
  return missingSlots(transaction, { from, to, rigs });
}

const missingShown = (found: { expected: number; missing: readonly MissingSlot[] } | undefined) =>
  found === undefined
    ? null
    : {
        expected: found.expected,
        missing: found.missing.length,
        named: found.missing.slice(-MOST_NAMED).map((one) => ({ ...one })),
      };

const kpis = {
  metres: decimal,
  metres_a_shift: orNull(decimal),
  rate: orNull(decimal),
  on_bottom_rate: orNull(decimal),
  recovery: orNull(decimal),
  drilling_hours: decimal,
  man_hours: decimal,
  man_hours_a_metre: orNull(decimal),
  hours: Type.Array(told({ class: Type.String(), hours: decimal })),
  standby: Type.Array(told({ payer: word("client", "contractor"), reason: Type.String(), hours: decimal })),
  /** From the submit to the approval; not for clients. */
  approval_hours: orNull(decimal),
};

export const analyticsRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/analytics/kpis",
    permission: "analytics:view",
    summary: "Key figures of a span of days, 30 without one; every mean is a sum by a sum.",
    query: Type.Object(query, { additionalProperties: false }),
    answer: json(
      told({
        from: date,
        to: date,
        counts: word("approved", "released"),
        shifts: count,
        ...kpis,
        /** Reports that are there and do not count yet, by their state; null for clients. */
        not_counted: orNull(told({ draft: count, submitted: count, returned: count })),
        missing: orNull(missing),
      }),
    ),
    handle: ({ who, query: asked, service, now }) => {
      const filter = filterOf(who, asked, now, MOST_DAYS);
      const isClient = filter.seenBy === "client";
      return service.store.read(who.tenant, async (transaction) => {
        const [sums] = await sumsBy(transaction, filter);
        const one = async (measure: Parameters<typeof seriesOf>[2]) =>
          (await seriesOf(transaction, filter, measure, []))[0]!;
        const hours = await seriesOf(transaction, filter, "hours", []);
        const standby = await seriesOf(transaction, filter, "standby", []);
        const metres = await one("metres");
        const rate = await one("rate");
        const waiting = isClient ? undefined : await notCounted(transaction, filter);
        return {
          body: {
            from: filter.from,
            to: filter.to,
            counts: isClient ? ("released" as const) : ("approved" as const),
            shifts: sums!.shifts,
            metres: metres.sum,
            metres_a_shift: (await one("metres-a-shift")).value,
            rate: rate.value,
            on_bottom_rate: (await one("on-bottom-rate")).value,
            recovery: (await one("recovery")).value,
            drilling_hours: rate.by!,
            man_hours: (await one("man-hours")).sum,
            man_hours_a_metre: manHoursAMetre(sums!.crew_minutes, sums!.metres_mm) || null,
            hours: hours.map(({ what, sum }) => ({ class: what!, hours: sum })),
            standby: standby.map(({ what, reason, sum }) => ({
              payer: what as "client" | "contractor",
              reason: reason!,
              hours: sum,
            })),
            approval_hours: isClient ? null : (await one("approval")).value,
            not_counted:
              waiting === undefined
                ? null
                : {
                    draft: waiting.get("draft") ?? 0,
                    submitted: waiting.get("submitted") ?? 0,
                    returned: waiting.get("returned") ?? 0,
                  },
            missing: missingShown(await missingOf(transaction, filter)),
          },
        };
      });
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/analytics/series",
    permission: "analytics:view",
    summary:
      "One measure by day, month, rig, client or project, two of them at most. Each figure tells what was summed and by what it was divided.",
    query: Type.Object(
      {
        ...query,
        measure: word(...MEASURES),
        by: Type.Optional(Type.Array(word(...FIGURE_KEYS), { maxItems: 2, uniqueItems: true })),
      },
      { additionalProperties: false },
    ),
    answer: json(
      told({
        from: date,
        to: date,
        counts: word("approved", "released"),
        measure: word(...MEASURES),
        unit: Type.String(),
        by: Type.Array(word(...FIGURE_KEYS)),
        items: Type.Array(
          told({
            day: Type.Optional(date),
            month: Type.Optional(Type.String()),
            rig: Type.Optional(id),
            client: Type.Optional(id),
            project: Type.Optional(orNull(id)),
            what: orNull(Type.String()),
            reason: orNull(Type.String()),
            value: orNull(decimal),
            sum: decimal,
            per: orNull(decimal),
            shifts: count,
          }),
        ),
        missing: orNull(missing),
      }),
    ),
    handle: ({ who, query: { measure, by = [], ...asked }, service, now }) => {
      const filter = filterOf(who, asked, now, by.includes("day") ? MOST_DAYS_BY_DAY : MOST_DAYS);
      if (measure === "approval" && filter.seenBy === "client")
        throw forbidden("office-own", { what: "approval" });
      return service.store.read(who.tenant, async (transaction) => ({
        body: {
          from: filter.from,
          to: filter.to,
          counts: filter.seenBy === "client" ? ("released" as const) : ("approved" as const),
          measure,
          unit: unitOf(measure),
          by: [...by],
          items: (await seriesOf(transaction, filter, measure, by)).map(shown),
          missing: missingShown(await missingOf(transaction, filter)),
        } as never,
      }));
    },
  }),
];

const shown = ({ keys, by, ...figure }: Figure) => ({ ...keys, ...figure, per: by });
