/** Approves shifts of a day at once, each at the version that was looked at; says of each that was refused why. */
import type { ShiftDocument } from "../../shift/document.js";
import { linkIs } from "../device/link.js";
import { newId } from "../device/new-id.js";
import { session } from "../device/standing.js";
import type { Refused as Told } from "../words/told.js";
import { ask } from "./request.js";

export interface NotApproved {
  readonly shift: string;
  readonly refusal: Told;
}

/** Undefined without a link: nothing is known of what was done then, and the same once more does no harm. */
export async function approveDay(
  date: string,
  shifts: readonly ShiftDocument[],
): Promise<readonly NotApproved[] | undefined> {
  const reply = await ask(`/days/${date}/approve`, {
    method: "POST",
    headers: { "idempotency-key": newId() },
    json: { shifts: shifts.map(({ id, rowVersion }) => ({ id, row_version: rowVersion })) },
  });
  linkIs(reply.kind !== "no-link");
  if (reply.kind === "refused") {
    if (reply.refusal.status === 401) session.set("ended");
    return shifts.map(({ id }) => ({ shift: id, refusal: reply.refusal }));
  }
  if (reply.kind !== "answer") return undefined;
  const { items } = reply.body as {
    readonly items: readonly {
      readonly shift: string;
      readonly problem: Told | null;
    }[];
  };
  return items.flatMap(({ shift, problem }) => (problem === null ? [] : [{ shift, refusal: problem }]));
}
