/**
 * A proposal for a shift of a rig: made when it is asked for from the data that the rig's settings name, and kept with what it was made
 * from. One that was made of the same data is told again, and is not made anew.
 */
import { createHash } from "node:crypto";
import { Failure } from "../../failure/failure.js";
import { version } from "../../runtime/package.js";
import { fingerprintOf } from "../prefill/fingerprint.js";
import { optionsOf, prefill, type RigData } from "../prefill/prefill.js";
import type { Proposal } from "../prefill/proposal.js";
import type { AllowedDataset } from "../recorded/allowed.js";
import { type RigWits, witsOf } from "../recorded/wits.js";
import { MINUTE } from "../shift/clock.js";
import { type RigTold, rigTold } from "../shift/rig-told.js";
import { canonical } from "../store/audit/canonical.js";
import type { Json } from "../store/audit/event.js";
import { findMaster } from "../store/repositories/master.js";
import { type KeptProposal, keepProposal, latest } from "../store/repositories/proposals.js";
import type { Service } from "./service.js";

export interface AskedShift {
  readonly tenant: string;
  readonly rig: string;
  /** Null before anybody has begun its report. */
  readonly shift: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
}

export type Proposed =
  | { readonly kept: KeptProposal; readonly proposal: Proposal }
  | { readonly why: RigTold };

/** The data of a rig as its settings have them, or why there are none. */
export type DataOfRig =
  | { readonly wits: RigWits; readonly dataset: AllowedDataset; readonly timeZone: string }
  | { readonly why: RigTold };

export async function dataOfRig(service: Service, tenant: string, rig: string): Promise<DataOfRig> {
  const row = await service.store.read(tenant, (transaction) => findMaster(transaction, "rig", rig));
  const wits = row === undefined ? undefined : witsOf(row.wits);
  if (row === undefined || wits?.dataset === undefined) return { why: rigTold("no-dataset-named") };
  const dataset = await service.datasets.find(tenant, wits.dataset);
  if (dataset === undefined) return { why: rigTold("dataset-not-served", { dataset: wits.dataset }) };
  return { wits, dataset, timeZone: wits.zone ?? row.zone };
}

/** A failure of reading in words that name no folder of this machine. */
export const withoutPath = ({ message }: Failure, { id, path }: AllowedDataset): string =>
  message.replaceAll(path, id).replace(/\s*\(?`?witskit [^)`]*`?\)?/g, "");

export async function proposeShift(
  service: Service,
  asked: AskedShift,
  signal: AbortSignal,
): Promise<Proposed> {
  const data = await dataOfRig(service, asked.tenant, asked.rig);
  if ("why" in data) return data;
  const { dataset, wits, timeZone } = data;
  const now = Math.floor(service.now() / MINUTE) * MINUTE;
  const span = { startsAt: asked.startsAt, endsAt: Math.min(asked.endsAt, now) };
  if (span.endsAt <= span.startsAt) return { why: rigTold("shift-not-begun") };
  const rig: RigData = {
    path: dataset.path,
    name: dataset.id,
    timeZone,
    units: wits.units,
    link: wits.link,
    well: wits.well,
  };
  try {
    const known = await knownProposal(service, asked, { rig, span });
    if (known !== undefined) return known;
    const proposal = await service.readings.take(signal, () => prefill(rig, span, signal));
    const kept = await service.store.transaction(asked.tenant, (transaction) =>
      keepProposal(transaction, {
        rig: asked.rig,
        shift: asked.shift,
        startsAt: asked.startsAt,
        endsAt: asked.endsAt,
        source: dataset.id,
        sha256: proposal.origin.sha256,
        version: proposal.origin.version,
        options: proposal.origin.options,
        proposal: proposal as unknown as Json,
      }),
    );
    return { kept, proposal };
  } catch (error) {
    if (!(error instanceof Failure) || signal.aborted) throw error;
    return { why: rigTold("data-unreadable", { words: withoutPath(error, dataset) }) };
  }
}

/** That which was made last, where all that it was made from is the same. */
async function knownProposal(
  { store }: Service,
  { tenant, rig: id, shift, startsAt, endsAt }: AskedShift,
  { rig, span }: { readonly rig: RigData; readonly span: { readonly endsAt: number } },
): Promise<Proposed | undefined> {
  const kept = await store.read(tenant, (transaction) => latest(transaction, id, startsAt, endsAt));
  if (kept === undefined || kept.version !== version || kept.source !== rig.name || kept.shift !== shift)
    return undefined;
  const proposal = kept.proposal as unknown as Proposal;
  const isSame =
    proposal.endsAt === span.endsAt &&
    canonical(kept.options) === canonical(optionsOf(rig)) &&
    kept.sha256 === (await fingerprintOf(rig.path));
  return isSame ? { kept, proposal } : undefined;
}

/** Two devices that take a row take the same one; a shift that goes on proposes it again under the same id. */
export const rowIdOf =
  ({ rig, shift }: Pick<AskedShift, "rig" | "shift">) =>
  (kind: string, at: number): string =>
    `rig-${createHash("sha256").update(`${rig}\n${shift}\n${kind}\n${at}`).digest("hex").slice(0, 24)}`;
