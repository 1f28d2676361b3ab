/** People who decide, for tests: what `move` would say is said here, since who may is another room's to know. */
import type { ShiftDocument } from "../../../src/service/shift/document.js";
import type { Part, ShiftEvent } from "../../../src/service/shift/event.js";
import { type Moved, move } from "../../../src/service/shift/workflow.js";
import type { Store, Transaction } from "../../../src/service/store/database.js";
import { newId } from "../../../src/service/store/identifier.js";
import { decide } from "../../../src/service/store/repositories/decide.js";
import { getShift } from "../../../src/service/store/repositories/shift-read.js";
import { by } from "./house.js";

const PARTS: Readonly<Record<ShiftEvent, Part>> = {
  submit: "supervisor",
  recall: "supervisor",
  return: "manager",
  approve: "manager",
  release: "manager",
  reopen: "manager",
  accept: "client",
  dispute: "client",
  answer: "manager",
  rework: "manager",
  amend: "manager",
  void: "manager",
};

export interface Said {
  readonly id?: string;
  readonly who?: string;
  readonly clientDecides?: boolean;
  readonly ifVersion?: number;
}

export function movedBy(document: ShiftDocument, event: ShiftEvent, clientDecides = true): Moved {
  const moved = move({
    event,
    state: document.state,
    revision: document.revision,
    parts: [PARTS[event]],
    holding: new Set(["own-rig", "own-client", "submitter", "not-submitter", "never-final", "no-problems"]),
    comment: "said",
    clientDecides,
    onePerson: false,
  });
  if (!("to" in moved)) throw new Error(moved.problems[0]!.code);
  return moved;
}

export async function doEvent(t: Transaction, shift: string, event: ShiftEvent, said: Said = {}) {
  const { document } = await getShift(t, shift);
  return decide(t, {
    id: said.id ?? newId(),
    shift,
    ifVersion: said.ifVersion ?? document.rowVersion,
    moved: movedBy(document, event, said.clientDecides),
    comment: "said",
    by: by(said.who ?? PARTS[event], PARTS[event]),
  });
}

/** One after the other, each in a transaction of its own. */
export async function walk(
  store: Store,
  tenant: string,
  shift: string,
  events: readonly ShiftEvent[],
  said: Said = {},
) {
  for (const event of events) await store.transaction(tenant, (t) => doEvent(t, shift, event, said));
  return store.read(tenant, (t) => getShift(t, shift));
}

/** From a draft to where it counts. */
export const TO_FINAL = ["submit", "approve", "release", "accept"] as const;
