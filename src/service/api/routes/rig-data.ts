/** What a rig's own data say: of a shift, and of the moment. */

import { etagOf } from "../etag.js";
import { notFound } from "../problem.js";
import { proposeShift, rowIdOf } from "../proposing.js";
import { type AnyRoute, json, route } from "../route.js";
import { nothingProposed, proposalSchema, proposalShown } from "../schema/proposal.js";
import { params } from "../schema/values.js";
import { seenShift } from "../shift-access.js";

const tagged = { tag: "rig data" } as const;

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
      // A proposal is how a report is made, and no part of what is released.
      if (who.role === "client") throw notFound("report");
      const { document } = await service.store.read(who.tenant, (transaction) =>
        seenShift(transaction, who, at.id),
      );
      const { rig, startsAt, endsAt, timeZone } = document;
      const shift = { tenant: who.tenant, rig, shift: at.id, startsAt, endsAt };
      const proposed = await proposeShift(service, shift, asked.signal);
      if ("why" in proposed) return { body: nothingProposed(proposed.why, document) };
      const { kept, proposal } = proposed;
      const body = proposalShown(proposal, {
        id: kept.id,
        madeAt: kept.at,
        timeZone,
        rowId: rowIdOf(shift),
      });
      return { body, etag: etagOf(`${kept.id}.${kept.at}`) };
    },
  }),
];
