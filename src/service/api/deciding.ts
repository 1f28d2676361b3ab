/**
 * An event of a report, from who asks to what happened: who they are to this report, what holds of it, what `move` says of that, and then
 * the decision in one transaction. What approves the last shift of a day releases the day.
 */
import { inScope, type Principal, scopeOf } from "../identity/principal.js";
import type { Permission } from "../identity/roles.js";
import type { ShiftDocument } from "../shift/document.js";
import type { Part, ShiftEvent } from "../shift/event.js";
import { refuses, type Problem as ShiftProblem } from "../shift/problem.js";
import { problemsOf } from "../shift/rules.js";
import { type Condition, type Moved, move } from "../shift/workflow.js";
import { type Actor, SYSTEM } from "../store/audit/event.js";
import type { Transaction } from "../store/database.js";
import { newId } from "../store/identifier.js";
import { findContract } from "../store/repositories/contracts.js";
import { decide } from "../store/repositories/decide.js";
import { findMaster } from "../store/repositories/master.js";
import type { StoredShift } from "../store/repositories/shift-read.js";
import { APPROVED } from "../store/repositories/shift-totals.js";
import { shiftsOfDay, surroundingsOf } from "../store/repositories/surroundings.js";
import type { Said } from "../words/refusal.js";
import { evaluateAlerts } from "./alerts.js";
import { notFound, Problem, type ProblemPart } from "./problem.js";
import { seenShift } from "./shift-access.js";
import type { TenantSettings } from "./tenant-settings.js";

export const eventPermissions = {
  submit: "shift:submit",
  recall: "shift:recall",
  return: "shift:decide",
  approve: "shift:decide",
  reopen: "shift:decide",
  answer: "shift:decide",
  rework: "shift:decide",
  release: "shift:release",
  accept: "shift:client-decide",
  dispute: "shift:client-decide",
  amend: "shift:amend",
  void: "shift:void",
} as const satisfies Readonly<Record<ShiftEvent, Permission>>;

export interface AskedEvent {
  readonly event: ShiftEvent;
  readonly shift: string;
  /** Of who decides, so that the same sent twice is decided once. */
  readonly id: string;
  readonly ifVersion: number;
  readonly comment: string;
  readonly rows: readonly string[];
  readonly by: Actor;
  /** For whom a deputy acts. */
  readonly onBehalf: string | null;
}

/** Throws Problem for what may not be, with all that is wrong; a Refusal where somebody was quicker. */
export async function decideOn(
  transaction: Transaction,
  who: Principal,
  asked: AskedEvent,
  settings: TenantSettings,
): Promise<readonly StoredShift[]> {
  const { stored } = await seenShift(transaction, who, asked.shift);
  if (COMPLETING.includes(asked.event)) await lockRig(transaction, stored.document.rig);
  const repeated = await transaction.sql
    .selectFrom("decision")
    .select("shift_id")
    .where("id", "=", asked.id)
    .executeTakeFirst();
  if (repeated?.shift_id === asked.shift) return [stored];
  const { document } = stored;
  const problems =
    asked.event === "submit"
      ? problemsOf(document, {
          ...(await surroundingsOf(transaction, document.id, document)),
          toleranceMinutes: settings.toleranceMinutes,
        })
      : [];
  const outcome = move({
    event: asked.event,
    state: document.state,
    revision: document.revision,
    parts: partsOf(who),
    holding: holdingOf(stored, who, asked, problems),
    comment: asked.comment,
    clientDecides: await clientDecides(transaction, document),
    onePerson: settings.onePerson,
  });
  if ("refused" in outcome) throw refusedBy(outcome, problems);
  const decided = await decide(transaction, {
    id: asked.id,
    shift: asked.shift,
    ifVersion: asked.ifVersion,
    moved: outcome,
    comment: asked.comment,
    rowIds: asked.rows,
    by: asked.by,
    onBehalf: asked.onBehalf,
  });
  if (outcome.effects.includes("evaluate-alerts"))
    await evaluateAlerts(transaction, decided.document, settings.alerts);
  const released = COMPLETING.includes(asked.event) ? await releaseDay(transaction, decided.document) : [];
  return [released.find((one) => one.document.id === asked.shift) ?? decided, ...released];
}

const partsOf = ({ role }: Principal): readonly Part[] =>
  role === "supervisor" || role === "manager" || role === "client" ? [role] : [];

function holdingOf(
  { document, submittedBy, finalId }: StoredShift,
  who: Principal,
  { onBehalf }: AskedEvent,
  problems: readonly ShiftProblem[],
): ReadonlySet<Condition> {
  const isOwn = inScope(scopeOf(who), document);
  const isSubmitter = submittedBy === who.account;
  const holds: Readonly<Partial<Record<Condition, boolean>>> = {
    "own-rig": isOwn,
    "own-client": who.client === document.client,
    submitter: isSubmitter,
    // A deputy stands for somebody, and does not decide for them on what they have submitted.
    "not-submitter": !isSubmitter && (onBehalf === null || submittedBy !== onBehalf),
    "never-final": finalId === null,
    "no-problems": !refuses(problems),
  };
  return new Set(Object.entries(holds).flatMap(([name, held]) => (held ? [name as Condition] : [])));
}

/** By the contract; without one, the client is asked. */
export async function clientDecides(
  transaction: Transaction,
  { contract }: Pick<ShiftDocument, "contract">,
): Promise<boolean> {
  const found = contract === null ? undefined : await findContract(transaction, contract);
  return found?.clientApproval ?? true;
}

function refusedBy(
  {
    refused,
    problems,
  }: { readonly refused: "state" | "forbidden" | "missing"; readonly problems: readonly ShiftProblem[] },
  wrong: readonly ShiftProblem[],
): Problem {
  const code = refused === "state" ? "conflict" : refused === "forbidden" ? "forbidden" : "invalid";
  const errors = wrong.filter(({ severity }) => severity === "error");
  const told = refused === "missing" && errors.length > 0 ? errors : problems;
  return new Problem(code, problems[0]! as Said, { errors: told as readonly ProblemPart[] });
}

/** What may make a day whole: the last approval, or that nobody waits for the last slot any more. */
const COMPLETING: readonly ShiftEvent[] = ["approve", "void"];

/** Of two who approve the two shifts of a day at once, the second one sees the first, and releases the day. */
async function lockRig({ sql, engine }: Transaction, rig: string): Promise<void> {
  if (engine === "postgres")
    await sql.selectFrom("rig").select("id").where("id", "=", rig).forNoKeyUpdate().execute();
}

/** Once every expected slot of a rig and day is approved or void, what waits for that goes to its client. */
export async function releaseDay(
  transaction: Transaction,
  { rig, date }: Pick<ShiftDocument, "rig" | "date">,
): Promise<StoredShift[]> {
  const row = await findMaster(transaction, "rig", rig);
  if (row === undefined) throw notFound("rig");
  const slots = (JSON.parse(row.slots) as readonly { readonly name: string }[]).map(({ name }) => name);
  const all = await shiftsOfDay(transaction, rig, date);
  const day = all.filter(({ document }) => document.state !== "void");
  const there = new Set(all.map(({ document }) => document.slot));
  const isWhole =
    slots.every((slot) => there.has(slot)) && day.every(({ document }) => APPROVED.includes(document.state));
  if (!isWhole) return [];
  const released: StoredShift[] = [];
  for (const { document } of day.filter((one) => one.document.state === "approved")) {
    const outcome = move({
      event: "release",
      state: "approved",
      revision: document.revision,
      parts: ["system"],
      holding: new Set(["every-slot-approved"]),
      comment: "",
      clientDecides: await clientDecides(transaction, document),
      onePerson: false,
    });
    if ("refused" in outcome) continue;
    released.push(await bySystem(transaction, document, outcome));
  }
  return released;
}

export const bySystem = (
  transaction: Transaction,
  document: ShiftDocument,
  moved: Moved,
  comment = "",
): Promise<StoredShift> =>
  decide(transaction, {
    id: newId(transaction.now),
    shift: document.id,
    ifVersion: document.rowVersion,
    moved,
    comment,
    by: SYSTEM,
  });
