/** The approval of several shifts of a day, each for itself. */
import Type from "typebox";
import { newId } from "../../store/identifier.js";
import type { Said } from "../../words/refusal.js";
import { actorOf } from "../acting.js";
import type { Call } from "../call.js";
import type { DayReport } from "../day-view.js";
import { type AskedEvent, decideOn } from "../deciding.js";
import { languageFor } from "../languages.js";
import { notFound, Problem, type ShownPart, wrong } from "../problem.js";
import { problemOf } from "../problem-of.js";
import { type AnyRoute, json, route } from "../route.js";
import { shiftState } from "../schema/shift.js";
import { count, date, id, orNull, sent, told } from "../schema/values.js";
import { changed } from "../shift-changed.js";
import { checkedDate } from "../spans.js";
import { settingsOf, type TenantSettings } from "../tenant-settings.js";

const tagged = { tag: "days" } as const;
const onDate = Type.Object({ date });

export const dayApprovalRoutes: readonly AnyRoute[] = [
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
                reason: Type.String(),
                params: Type.Unknown(),
                detail: Type.String(),
                errors: Type.Array(
                  told({
                    at: Type.String(),
                    code: Type.String(),
                    params: Type.Unknown(),
                    message: Type.String(),
                  }),
                ),
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
        throw wrong("/shifts", "named-twice");
      const settings = await settingsOf(call.service, call.who.tenant);
      const items: Approval[] = [];
      for (const asked of shifts) items.push(await approve(call, day, { ...asked, comment }, settings));
      const fault = items.find(({ problem: one }) => (one?.status ?? 0) >= 500)?.problem;
      if (fault != null && !items.some(({ approved }) => approved))
        throw new Problem(fault.code as "failed", { code: fault.reason, params: fault.params } as Said);
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
    readonly reason: string;
    readonly params: object;
    readonly detail: string;
    readonly errors: ShownPart[];
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
    const { status, code, reason, params, detail, errors } = problemOf(error, service.log).documentIn(
      languageFor(asked, who),
    );
    return {
      ...answer,
      approved: false,
      problem: { status, code, reason, params, detail, errors: [...errors] },
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
