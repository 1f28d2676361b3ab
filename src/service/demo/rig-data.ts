/** What a rig of the demo recorded: a day of drilling from the generator of samples, as a dataset whose clock is the rig's, and the report that was made of it. */
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { convertFound } from "../../bulk/convert.js";
import { makeFolders } from "../../durable/make-folders.js";
import { sourcesOf } from "../../input/feed/inputs.js";
import { generateScenario } from "../../samples/scenarios/generator.js";
import { scenarioNamed } from "../../samples/scenarios/scenarios.js";
import type { Proposal } from "../prefill/proposal.js";
import { HOUR, zoneNamed } from "../shift/clock.js";
import type { ActivityClass, ShiftContent } from "../shift/document.js";
import type { ExpectedShift } from "../shift/slots.js";
import type { DemoRig } from "./company.js";
import { shiftId } from "./programme.js";

const LONGEST = 24;

/** From an instant on, a day at most, and not beyond now. */
export async function recordRig(
  folder: string,
  {
    from,
    until,
    zone,
    signal,
  }: { readonly from: number; readonly until: number; readonly zone: string; readonly signal: AbortSignal },
): Promise<void> {
  const log = `${folder}.wits`;
  await makeFolders(dirname(log));
  const hours = Math.min(LONGEST, Math.floor((until - from) / HOUR));
  const start = zoneNamed(zone).toLocal(from);
  try {
    await pipeline(
      Readable.from(generateScenario(scenarioNamed("comprehensive"), { hours, start })),
      createWriteStream(log),
      { signal },
    );
    const { sources, ...rest } = await sourcesOf([log]);
    // Its rows say that they are of `rig-2.wits`: where it lay goes when the folder gets its name.
    const named = sources.map((source) => ({ ...source, name: basename(log), path: log }));
    await convertFound(
      { inputs: [log], output: folder, units: "metric", tz: zone, signal },
      { ...rest, sources: named },
    );
  } finally {
    await rm(log, { force: true });
  }
}

/** A kind of activity of ours for what the proposal calls it; what sensors cannot tell somebody has looked up. */
const KIND_OF: Readonly<Partial<Record<ActivityClass, string>>> = {
  tripping: "rods",
  circulating: "circulate",
  reaming: "ream",
  survey: "survey",
};

/** A report in which all that was proposed was taken. */
export function contentFrom(
  rig: DemoRig,
  slot: ExpectedShift,
  hole: string,
  proposal: Proposal,
): ShiftContent {
  const id = shiftId(slot);
  const { date, startsAt, endsAt } = slot;
  const minutes = (endsAt - startsAt) / 60_000;
  return {
    ...{ rig: rig.id, date, slot: slot.slot, startsAt, endsAt, timeZone: rig.zone },
    ...{ client: rig.client, contract: rig.contract, project: rig.project, supervisor: rig.supervisor },
    notes: "Taken from what the rig recorded.",
    crew: rig.crews[slot.slot]!.map(([person, role], i) => ({ id: `${id}-c${i}`, person, role, minutes })),
    runs: proposal.runs.map((run, i) => ({
      ...{ id: `${id}-r${i}`, hole, size: "8 1/2", kind: "new", fromMm: run.fromMm, toMm: run.toMm },
      ...{ startsAt: run.startsAt, endsAt: run.endsAt, recoveredMm: null },
      ...{ onBottomSeconds: run.onBottomSeconds, bit: "8 1/2-4", source: "rig", remarks: "" },
    })),
    activities: proposal.activities.map((row, i) => ({
      ...{ id: `${id}-a${i}`, type: KIND_OF[row.class ?? "other"] ?? "other", hole, reason: null },
      ...{
        startsAt: row.startsAt,
        endsAt: row.endsAt,
        payer: row.class === "survey" ? "client" : "contractor",
      },
      ...{ parallel: false, source: row.class === null ? "edited" : "rig", remarks: row.what },
    })),
    materials: [{ id: `${id}-m0`, item: rig.uses[0]![0], quantityMilli: 34_000 }],
    surveys: proposal.surveys.map((row, i) => ({
      ...{ id: `${id}-s${i}`, hole, depthMm: row.depthMm, dipCd: row.dipCd, azimuthCd: row.azimuthCd },
      ...{ north: row.north, instrument: "MWD", at: row.at, source: "rig" },
    })),
    ...{ casings: [], photos: [] },
  };
}
