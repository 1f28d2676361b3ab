/**
 * The reports of this device. What is in memory is what a person sees; each change is on disk as soon as the disk has taken the one
 * before, which is a few milliseconds, and never later than the page goes out of sight.
 */

import { DAY } from "../../shift/clock.js";
import type { Id, ShiftContent, ShiftDocument } from "../../shift/document.js";
import { cellOf } from "../cell.js";
import { database } from "./database.js";
import { type Draft, withUnfinished } from "./draft.js";
import { isUnsent, isWritable, type KeptReport, stateOf } from "./kept-report.js";
import { readable, seal, unseal } from "./seal.js";
import { company } from "./standing.js";
import { whyNotKept } from "./storage.js";

/** By id. */
export const reports = cellOf<ReadonlyMap<Id, KeptReport>>(new Map());

/** Reports of this person in other companies that are here and not sent: they wait until somebody signs in there again. */
export const unsentElsewhere = cellOf(0);

/** Whether all that was typed is on disk. */
export const isOnDisk = cellOf(true);

/** How many of this device's reports cannot be read: they were sealed with a key that is gone. */
export const unreadable = cellOf(0);

/** Why the device does not keep what is typed: it is full, as a rule. */
export const notKept = cellOf<string | null>(null);

const unsaved = new Set<Id>();
let saving: Promise<void> | undefined;

/** Other pages of this browser, which show the same reports. */
const others = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("witskit-reports");

export async function loadReports(): Promise<void> {
  const kept = await (await database()).getAll("reports");
  const [own, foreign] = [kept.filter(isOwn), kept.filter((thing) => !isOwn(thing))];
  unsentElsewhere.set((await readable<KeptReport>(foreign)).filter(isUnsent).length);
  const read = await readable<KeptReport>(own);
  // They stay where they are, and keep no other from being opened.
  unreadable.set(own.length - read.length);
  const old = read.filter((report) => isOld(report));
  reports.set(new Map(read.filter((report) => !old.includes(report)).map((report) => [report.id, report])));
  const db = await database();
  for (const { id } of old) await db.delete("reports", id);
}

const isOwn = ({ company: of }: { readonly company?: string | null }): boolean =>
  of == null || of === company.get();

/** Longer than anybody is without a link; the server has it. */
const KEPT_FOR = 30 * DAY;

/** What is to be written on stays, however old it is: it came back, or is looked for where there is no link. */
const isOld = (report: KeptReport): boolean =>
  !isUnsent(report) &&
  report.sending === null &&
  !isWritable(report) &&
  stateOf(report) !== "disputed" &&
  Math.max(report.draft.endsAt, report.editedAt) < Date.now() - KEPT_FOR;

if (others !== undefined)
  others.onmessage = async ({ data }: MessageEvent<Id>) => {
    const kept = await (await database()).get("reports", data);
    if (kept !== undefined && !isOwn(kept)) return;
    const theirs = kept === undefined ? undefined : await unseal<KeptReport>(kept.sealed);
    const own = reportOf(data);
    // What was typed here meanwhile is newer than what another page has written, which knew nothing of it: it is written once more.
    if (own !== undefined && theirs !== undefined && own.edition > theirs.edition) {
      keep(own);
      return;
    }
    if (unsaved.has(data)) return;
    const next = new Map(reports.get());
    if (theirs === undefined) next.delete(data);
    else next.set(data, theirs);
    reports.set(next);
  };

export const reportOf = (id: Id): KeptReport | undefined => reports.get().get(id);

/** Puts a report as it is now, and has it saved. */
export function keep(report: KeptReport): void {
  reports.set(new Map(reports.get()).set(report.id, report));
  unsaved.add(report.id);
  isOnDisk.set(false);
  saving ??= save();
}

/** Changes what is there; nothing where it has gone meanwhile. */
export function change(id: Id, how: (report: KeptReport) => KeptReport): void {
  const report = reportOf(id);
  if (report !== undefined) keep(how(report));
}

/** An edit of a person: a new edition. */
export function edit(id: Id, how: (draft: Draft) => Draft): void {
  change(id, (report) => {
    const draft = how(report.draft);
    return draft === report.draft
      ? report
      : {
          ...report,
          draft,
          edition: report.edition + 1,
          editedAt: Date.now(),
          // What was refused is looked at again as it is now.
          trouble: report.trouble?.kind === "refused" ? null : report.trouble,
        };
  });
}

/** Resolves when all that was typed is on disk. */
export async function saved(): Promise<void> {
  while (saving !== undefined) await saving;
}

async function save(): Promise<void> {
  let ids: readonly Id[] = [];
  try {
    while (unsaved.size > 0) {
      ids = [...unsaved];
      unsaved.clear();
      const of = company.get();
      const things = await Promise.all(
        ids.flatMap((id) => {
          const report = reportOf(id);
          return report === undefined ? [] : [seal(report).then((sealed) => ({ id, sealed, company: of }))];
        }),
      );
      const db = await database();
      const writing = db.transaction("reports", "readwrite", { durability: "strict" });
      await Promise.all([...things.map((thing) => writing.store.put(thing)), writing.done]);
      for (const id of ids) others?.postMessage(id);
    }
    isOnDisk.set(true);
    notKept.set(null);
  } catch (error) {
    // They are in memory still, and go with the next edit or the next try.
    for (const id of ids) unsaved.add(id);
    notKept.set(whyNotKept(error));
    setTimeout(() => {
      saving ??= save();
    }, 2000);
  } finally {
    saving = undefined;
  }
}

/** Takes a report off this device: one that was never sent, and is not wanted. */
export async function forget(id: Id): Promise<void> {
  const next = new Map(reports.get());
  next.delete(id);
  reports.set(next);
  await (await database()).delete("reports", id);
  others?.postMessage(id);
}

/** What the server has: taken as it is where nothing is unsent here, else the base stays for the merge to come. */
export function takeFromServer(document: ShiftDocument): void {
  const kept = reportOf(document.id);
  if (kept === undefined) {
    keep(fromServer(document));
    return;
  }
  if (isUnsent(kept) || kept.sending !== null) return;
  if (kept.server !== null && kept.server.rowVersion >= document.rowVersion) return;
  keep({ ...kept, draft: withUnfinished(contentIn(document), kept.draft), server: document });
}

/** A document without what the server alone says of it. */
export function contentIn({ id, state, revision, rowVersion, ...content }: ShiftDocument): ShiftContent {
  return content;
}

export const fromServer = (document: ShiftDocument): KeptReport => ({
  id: document.id,
  draft: contentIn(document),
  edition: 0,
  sent: 0,
  sending: null,
  server: document,
  receipt: null,
  wanted: null,
  refused: null,
  conflicts: [],
  trouble: null,
  editedAt: 0,
});
