/** Whether the settings of a rig name data that its company may have: a name among those that are served to it, and zones that there are. */

import { type RigWits, witsOf } from "../recorded/wits.js";
import { isZone } from "../shift/clock.js";
import { findMaster } from "../store/repositories/master.js";
import { wrong } from "./problem.js";
import type { Service } from "./service.js";

/** Throws Problem. What stood there before may stay, though it is not served any more. */
export async function checkWits(
  service: Service,
  tenant: string,
  { rig, wits }: { readonly rig: string; readonly wits: RigWits | null },
): Promise<void> {
  if (wits === null) return;
  if (wits.zone !== undefined && !isZone(wits.zone))
    throw wrong("/wits/zone", "no-zone", { zone: wits.zone });
  const { dataset } = wits;
  if (dataset === undefined || (await service.datasets.find(tenant, dataset)) !== undefined) return;
  const before = await service.store.read(tenant, (transaction) => findMaster(transaction, "rig", rig));
  if (before !== undefined && witsOf(before.wits)?.dataset === dataset) return;
  const names = (await service.datasets.of(tenant)).map(({ id }) => id);
  throw wrong("/wits/dataset", "no-dataset", { dataset, known: names });
}
