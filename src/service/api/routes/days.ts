/** Days of rigs: which shifts are expected and what came of them, and a day side by side. */
import Type from "typebox";
import { type Principal, scopeOf } from "../../identity/principal.js";
import { instantText } from "../../shift/clock.js";
import { dayMetresText } from "../../shift/day.js";
import { decimalText } from "../../shift/decimal.js";
import { METRES_AN_HOUR, ratioText } from "../../shift/ratio.js";
import { recoveryText } from "../../shift/recovery.js";
import { documentToWire } from "../../shift/wire.js";
import type { Transaction } from "../../store/database.js";
import { expectedOf } from "../../store/repositories/expected.js";
import { type RigPattern, rigPatterns } from "../../store/repositories/rig-patterns.js";
import type { Language } from "../../words/language.js";
import { type DayReport, daysOf, type RigDay } from "../day-view.js";
import { languageFor } from "../languages.js";
import { notFound, shownProblem } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { problem, shiftDocument, shiftState } from "../schema/shift.js";
import { count, date, decimal, id, instant, orNull, params, told, word } from "../schema/values.js";
import { checkedDate, checkSpan } from "../spans.js";
import { settingsOf } from "../tenant-settings.js";
import { visibleIds } from "../visible.js";

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

const reportShown = ({ document, since, problems, changed: differences }: DayReport, language: Language) => ({
  id: document.id,
  state: document.state,
  since: new Date(since).toISOString(),
  report: documentToWire(document),
  problems: problems.map((one) => shownProblem(one, language)),
  changed: differences === null ? null : differences.map((one) => ({ ...one })),
});

const dayShown = ({ rig, slots, totals }: RigDay, language: Language) => ({
  rig: { id: rig.id, name: rig.name, zone: rig.timeZone },
  slots: slots.map(({ slot: name, startsAt, endsAt, status, shift }) => ({
    slot: name,
    starts_at: instantText(startsAt, rig.timeZone),
    ends_at: instantText(endsAt, rig.timeZone),
    status,
    shift: shift === null ? null : reportShown(shift, language),
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
    async handle({ who, asked, params: at, query, service }) {
      const day = checkedDate(at.date);
      const language = languageFor(asked, who);
      const { toleranceMinutes } = await settingsOf(service, who.tenant);
      return service.store.read(who.tenant, async (transaction) => {
        const rigs = await seenRigs(transaction, who, query.rig, day);
        const days = await daysOf(transaction, who, { date: day, rigs, toleranceMinutes });
        return { body: { date: day, rigs: days.map((one) => dayShown(one, language)) } as never };
      });
    },
  }),
];

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
