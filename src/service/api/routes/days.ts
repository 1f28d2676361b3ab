/** Days of rigs: which shifts are expected and what came of them, a day side by side, and the approval of a whole day. */
import Type from "typebox";
import { type Principal, scopeOf } from "../../identity/principal.js";
import { dateAfter, instantText, isDate } from "../../shift/clock.js";
import { dayMetresText } from "../../shift/day.js";
import { decimalText } from "../../shift/decimal.js";
import { METRES_AN_HOUR, ratioText } from "../../shift/ratio.js";
import { recoveryText } from "../../shift/recovery.js";
import { documentToWire } from "../../shift/wire.js";
import type { Transaction } from "../../store/database.js";
import { newId } from "../../store/identifier.js";
import { expectedOf } from "../../store/repositories/expected.js";
import { type RigPattern, rigPatterns } from "../../store/repositories/rig-patterns.js";
import { actorOf } from "../acting.js";
import type { Call } from "../call.js";
import { type DayReport, daysOf, type RigDay } from "../day-view.js";
import { type AskedEvent, decideOn } from "../deciding.js";
import { notFound, Problem } from "../problem.js";
import { problemOf } from "../problem-of.js";
import { type AnyRoute, json, route } from "../route.js";
import { problem, shiftDocument, shiftState } from "../schema/shift.js";
import { count, date, decimal, id, instant, orNull, params, sent, told, word } from "../schema/values.js";
import { settingsOf, type TenantSettings } from "../tenant-settings.js";
import { visibleIds } from "../visible.js";
import { changed } from "./shifts.js";

const tagged = { tag: "days" } as const;
const onDate = Type.Object({ date });

/** A year of a rig with some slots. */
const MOST_DAYS = 400;

const STATUS = ["submitted", "open", "missing", "void", "due", "not-released"] as const;

const slot = {
  slot: Type.String(),
  starts_at: instant,
  ends_at: instant,
  /** `open`: begun, and not handed in. `due`: not over, or nobody waits for it. */
  status: word(...STATUS),
};

const difference = told({ at: Type.String(), before: Type.Unknown(), after: Type.Unknown() });

const dayReport = told({
  id,
  state: shiftState,
  since: instant,
  report: shiftDocument,
  problems: Type.Array(problem),
  /** Since it was handed in before; null where it was not. */
  changed: orNull(Type.Array(difference)),
});

const hours = Type.Record(Type.String(), decimal);

const rigDay = told({
  rig: told({ id, name: Type.String(), zone: Type.String() }),
  slots: Type.Array(told({ ...slot, shift: orNull(dayReport) })),
  /** Of what was handed in. */
  totals: told({
    metres: decimal,
    /** `34.20, 1 of 2 shifts`. */
    text: Type.String(),
    reported: count,
    expected: count,
    missing: Type.Array(Type.String()),
    rate: orNull(decimal),
    recovery: orNull(decimal),
    drilling_hours: decimal,
    man_hours: decimal,
    standby_hours: told({ client: decimal, contractor: decimal }),
    hours_by_class: hours,
  }),
});

/** Hours of milliseconds, half up to the hundredth. */
const hoursOf = (milliseconds: number): string => ratioText({ sum: milliseconds, by: 3_600_000 }, 2);
const orNothing = (text: string): string | null => (text === "" ? null : text);

const reportShown = ({ document, since, problems, changed: differences }: DayReport) => ({
  id: document.id,
  state: document.state,
  since: new Date(since).toISOString(),
  report: documentToWire(document),
  problems: problems.map((one) => ({ ...one })),
  changed: differences === null ? null : differences.map((one) => ({ ...one })),
});

const dayShown = ({ rig, slots, totals }: RigDay) => ({
  rig: { id: rig.id, name: rig.name, zone: rig.timeZone },
  slots: slots.map(({ slot: name, startsAt, endsAt, status, shift }) => ({
    slot: name,
    starts_at: instantText(startsAt, rig.timeZone),
    ends_at: instantText(endsAt, rig.timeZone),
    status,
    shift: shift === null ? null : reportShown(shift),
  })),
  totals: {
    metres: decimalText(totals.metresMm, 3, 2),
    text: dayMetresText(totals),
    reported: totals.reported,
    expected: totals.expected,
    missing: [...totals.missing],
    rate: orNothing(ratioText(totals.rate, 2, METRES_AN_HOUR)),
    recovery: orNothing(recoveryText(totals.recovery)),
    drilling_hours: hoursOf(totals.drillingMs),
    man_hours: ratioText({ sum: totals.crewMinutes, by: 60 }, 2),
    standby_hours: {
      client: hoursOf(totals.standbyMs.client),
      contractor: hoursOf(totals.standbyMs.contractor),
    },
    hours_by_class: Object.fromEntries([...totals.byClass].map(([name, ms]) => [name, hoursOf(ms)])),
  },
});

/** Rigs that who asks may see, of those that are asked for; one put aside shows the days that it had. */
async function seenRigs(
  transaction: Transaction,
  who: Principal,
  asked: readonly string[] | undefined,
  day: string,
): Promise<RigPattern[]> {
  const visible = await visibleIds(transaction, { table: "rig" }, scopeOf(who));
  if (asked?.some((one) => visible !== undefined && !visible.has(one))) throw notFound("rig");
  const rigs = await rigPatterns(transaction, asked ?? (visible === undefined ? null : [...visible]));
  if (asked !== undefined && rigs.length < new Set(asked).size) throw notFound("rig");
  const isThere = ({ archivedAt }: RigPattern) =>
    archivedAt === null || new Date(archivedAt).toISOString().slice(0, 10) >= day;
  return asked === undefined ? rigs.filter(isThere) : rigs;
}

const checkedDate = (text: string): string => {
  if (!isDate(text)) throw notFound("day");
  return text;
};

export const dayRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/rigs/{id}/expected",
    permission: "data:read",
    summary: "Shifts that the rig's pattern expects, and what came of each: handed in, open, missing, void.",
    params: params.id,
    query: Type.Object({ from: date, to: date }, { additionalProperties: false }),
    answer: json(
      told({
        items: Type.Array(told({ date, ...slot, shift: orNull(told({ id, state: orNull(shiftState) })) })),
      }),
    ),
    handle: ({ who, params: at, query: { from, to }, service }) => {
      checkSpan(from, to, MOST_DAYS);
      return service.store.read(who.tenant, async (transaction) => {
        const [rig] = await seenRigs(transaction, who, [at.id], from);
        const slots = await expectedOf(transaction, rig!, { from, to });
        const released = who.role === "client" ? await releasedTo(transaction, who, slots) : undefined;
        return {
          body: {
            items: slots.map((one) => {
              const told_ = { date: one.date, slot: one.slot };
              const span = {
                starts_at: instantText(one.startsAt, rig!.timeZone),
                ends_at: instantText(one.endsAt, rig!.timeZone),
              };
              if (released === undefined) {
                const shift = one.shift === null ? null : { id: one.shift.id, state: one.shift.state };
                return { ...told_, ...span, status: one.status, shift };
              }
              const is = one.shift !== null && released.has(one.shift.id);
              const status = is ? ("submitted" as const) : ("not-released" as const);
              return { ...told_, ...span, status, shift: is ? { id: one.shift!.id, state: null } : null };
            }),
          },
        };
      });
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/days/{date}",
    permission: "data:read",
    summary: "A day of each rig: its slots side by side, problems, what changed, sums of what was handed in.",
    params: onDate,
    query: Type.Object(
      { rig: Type.Optional(Type.Array(id, { maxItems: 100 })) },
      { additionalProperties: false },
    ),
    answer: json(told({ date, rigs: Type.Array(rigDay) })),
    async handle({ who, params: at, query, service }) {
      const day = checkedDate(at.date);
      const { toleranceMinutes } = await settingsOf(service, who.tenant);
      return service.store.read(who.tenant, async (transaction) => {
        const rigs = await seenRigs(transaction, who, query.rig, day);
        const days = await daysOf(transaction, who, { date: day, rigs, toleranceMinutes });
        return { body: { date: day, rigs: days.map(dayShown) } as never };
      });
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/days/{date}/approve",
    permission: "shift:decide",
    deputies: true,
    summary:
      "Approve shifts of a day at once, each at the version that was looked at. One answer a shift: 200 where all were approved, 207 where not.",
    params: onDate,
    body: sent({
      shifts: Type.Array(
        sent({ id, row_version: Type.Integer({ minimum: 1 }), decision: Type.Optional(id) }),
        { minItems: 1, maxItems: 100 },
      ),
      comment: Type.Optional(Type.String({ maxLength: 4000 })),
    }),
    answer: json(
      told({
        items: Type.Array(
          told({
            shift: id,
            approved: Type.Boolean(),
            state: orNull(shiftState),
            row_version: orNull(count),
            problem: orNull(
              told({
                status: count,
                code: Type.String(),
                detail: Type.String(),
                errors: Type.Array(told({ at: Type.String(), code: Type.String(), message: Type.String() })),
              }),
            ),
          }),
        ),
      }),
    ),
    async handle(call) {
      const day = checkedDate(call.params.date);
      const { shifts, comment = "" } = call.body;
      if (new Set(shifts.map(({ id: one }) => one)).size < shifts.length)
        throw new Problem("invalid", "a shift is named twice", {
          errors: [{ at: "/shifts", code: "twice", message: "name each shift once" }],
        });
      const settings = await settingsOf(call.service, call.who.tenant);
      const items: Approval[] = [];
      for (const asked of shifts) items.push(await approve(call, day, { ...asked, comment }, settings));
      const fault = items.find(({ problem: one }) => (one?.status ?? 0) >= 500)?.problem;
      if (fault != null && !items.some(({ approved }) => approved))
        throw new Problem(fault.code as "failed", fault.detail);
      if (items.every(({ problem: one }) => one?.code === "not-found")) throw notFound("report");
      // What the last of them brought about, the release of the day, is true of those before it too.
      const now = await statesOf(call, items);
      return {
        body: { items: items.map((one) => ({ ...one, ...now.get(one.shift) })) },
        status: items.every(({ approved }) => approved) ? 200 : 207,
      };
    },
  }),
];

interface Approval {
  readonly shift: string;
  readonly approved: boolean;
  readonly state: null;
  readonly row_version: null;
  readonly problem: {
    readonly status: number;
    readonly code: string;
    readonly detail: string;
    readonly errors: { at: string; code: string; message: string }[];
  } | null;
}

/** Each in a transaction of its own: one that is refused keeps none of the others back. */
async function approve(
  { who, asked, onBehalf, service }: Call<unknown, unknown, unknown>,
  day: string,
  one: {
    readonly id: string;
    readonly row_version: number;
    readonly decision?: string;
    readonly comment: string;
  },
  settings: TenantSettings,
): Promise<Approval> {
  const answer = { shift: one.id, state: null, row_version: null };
  try {
    const decided = await service.store.transaction(who.tenant, async (transaction) => {
      const found = await transaction.sql
        .selectFrom("shift")
        .select("date")
        .where("id", "=", one.id)
        .executeTakeFirst();
      if (found?.date !== day) throw notFound("report");
      const event: AskedEvent = {
        event: "approve",
        shift: one.id,
        id: one.decision ?? newId(transaction.now),
        ifVersion: one.row_version,
        comment: one.comment,
        rows: [],
        by: actorOf(who, asked),
        onBehalf,
      };
      return decideOn(transaction, who, event, settings);
    });
    for (const { document } of decided) service.events.tell(changed(who.tenant, document));
    return { ...answer, approved: true, problem: null };
  } catch (error) {
    const { document } = problemOf(error, service.log);
    const { status, code, detail, errors } = document;
    return {
      ...answer,
      approved: false,
      problem: { status, code, detail, errors: errors.map((part) => ({ ...part })) },
    };
  }
}

/** Where those stand that who asks may see. */
const statesOf = (
  { who, service }: Call<unknown, unknown, unknown>,
  items: readonly Approval[],
): Promise<ReadonlyMap<string, { state: RigDayState; row_version: number }>> =>
  service.store.read(who.tenant, async ({ sql }) => {
    const seen = items.filter(({ problem: one }) => one?.code !== "not-found").map(({ shift }) => shift);
    const rows = await sql
      .selectFrom("shift")
      .select(["id", "state", "row_version"])
      .where("id", "in", seen)
      .execute();
    return new Map(rows.map(({ id: one, state, row_version }) => [one, { state, row_version }]));
  });

type RigDayState = DayReport["document"]["state"];

/** Of slots of a rig, those reports that who asks was given. */
async function releasedTo(
  { sql }: Transaction,
  who: Principal,
  slots: readonly { readonly shift: { readonly id: string } | null }[],
): Promise<ReadonlySet<string>> {
  const ids = slots.flatMap(({ shift }) => (shift === null ? [] : [shift.id]));
  if (ids.length === 0) return new Set();
  const rows = await sql
    .selectFrom("shift")
    .select("id")
    .where("id", "in", ids)
    .where("client_id", "=", who.client ?? "")
    .where("released_id", "is not", null)
    .execute();
  return new Set(rows.map(({ id: one }) => one));
}

/** Throws Problem for a span that is upside down, or longer than is answered at once. */
export function checkSpan(from: string, to: string, most: number): void {
  const wrong = (code: string, message: string) =>
    new Problem("bad-request", `?to: ${message}`, { errors: [{ at: "?to", code, message }] });
  if (!isDate(from) || !isDate(to)) throw wrong("no-date", "it must be a day of the calendar");
  if (to < from) throw wrong("upside-down", "it must not be before from");
  if (to >= dateAfter(from, most)) throw wrong("too-long", `ask for ${most} days at most`);
}
