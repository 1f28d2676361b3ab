/** What a rig's own data say: of a shift, and of the moment. */
import { inScope, scopeOf } from "../../identity/principal.js";
import { rigTold } from "../../shift/rig-told.js";
import { findMaster } from "../../store/repositories/master.js";
import { rigText } from "../../words/rig-text.js";
import type { Call } from "../call.js";
import { etagOf } from "../etag.js";
import { toldLive } from "../event-stream.js";
import { languageFor } from "../languages.js";
import { notFound } from "../problem.js";
import { dataOfRig, proposeShift, rowIdOf } from "../proposing.js";
import { type AnyRoute, json, route } from "../route.js";
import { nothingProposed, proposalSchema, proposalShown } from "../schema/proposal.js";
import { params } from "../schema/values.js";
import { seenShift } from "../shift-access.js";

const tagged = { tag: "rig data" } as const;

/** Bytes that may wait for who reads slowly: the history of a chart, and some more. */
const MOST_WAITING = 32 << 20;

/** Of somebody's own rigs; a client has none. */
async function checkRig({
  who,
  service,
  params: at,
}: Call<{ readonly id: string }, unknown, unknown>): Promise<void> {
  const isOwn = who.role !== "client" && inScope(scopeOf(who), { rig: at.id });
  const row = isOwn
    ? await service.store.read(who.tenant, (transaction) => findMaster(transaction, "rig", at.id))
    : undefined;
  if (row === undefined) throw notFound("rig");
}

export const rigDataRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/shifts/{id}/prefill",
    permission: "data:read",
    summary: "What the rig's own data propose for a report; nothing of it is entered by itself.",
    params: params.id,
    answer: json(proposalSchema),
    async handle({ who, params: at, service, asked }) {
      const language = languageFor(asked, who);
      // A proposal is how a report is made, and no part of what is released.
      if (who.role === "client") throw notFound("report");
      const { document } = await service.store.read(who.tenant, (transaction) =>
        seenShift(transaction, who, at.id),
      );
      const { rig, startsAt, endsAt, timeZone } = document;
      const shift = { tenant: who.tenant, rig, shift: at.id, startsAt, endsAt };
      const proposed = await proposeShift(service, shift, asked.signal);
      if ("why" in proposed) return { body: nothingProposed(proposed.why, document, language) };
      const { kept, proposal } = proposed;
      const body = proposalShown(proposal, {
        id: kept.id,
        madeAt: kept.at,
        timeZone,
        rowId: rowIdOf(shift),
        language,
      });
      return { body, etag: etagOf(`${kept.id}.${kept.at}`) };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/rigs/{id}/now",
    permission: "data:read",
    summary:
      "What the rig does now, as server-sent events: `now` each second, `chart`, `history` and `rows` of its strip chart, `nothing` where no data come.",
    params: params.id,
    answer: { kind: "events" },
    async handle(call) {
      const { who, service, params: at } = call;
      await checkRig(call);
      const data = await dataOfRig(service, who.tenant, at.id);
      return toldLive(call, MOST_WAITING, async (teller) => {
        const why = "why" in data ? data.why : undefined;
        const stop = "why" in data ? undefined : await service.live.look(data.dataset, data.wits, teller);
        if (stop !== undefined) return stop;
        const nothing = why ?? rigTold("data-of-before");
        teller.send("nothing", { why: rigText(nothing, languageFor(call.asked, who)), told: nothing });
        return () => {};
      });
    },
  }),
];
