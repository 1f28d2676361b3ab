/** Whether what is kept is still what was written: the audit chain, the hash of each frozen report and issued bill, the bytes of each photo. */
import { followed, type Head, START } from "../../store/audit/chain.js";
import { hashOfFile } from "../../store/backup/files.js";
import { photosIn } from "../../store/backup/photo-files.js";
import type { Store } from "../../store/database.js";
import { changedBills, changedRevisions } from "../../store/frozen.js";
import { enqueue, enqueueOnce } from "../../store/repositories/outbox.js";
import { storedPhotos } from "../../store/repositories/photos.js";
import { type Said, said } from "../../words/refusal.js";
import { textOf } from "../../words/speech.js";
import { type Noted, payloadOf } from "../outbox/told.js";
import { counted, inEachTenant, type Job } from "./job.js";

/** Named one by one. */
const MOST_NAMED = 20;

export const qualityJob: Job = {
  name: "quality",
  does: "looks whether audit chain, frozen reports, issued bills and photos are what was written",
  due: "10 4 * * *",
  async run(run) {
    const { service, now, signal } = run;
    const day = new Date(now).toISOString().slice(0, 10);
    const count = await inEachTenant(run, async ({ id }) => {
      const found = [
        ...(await faultsOfChain(service.store, id, signal)),
        ...(await changedRevisions((look) => {
          signal.throwIfAborted();
          return service.store.read(id, look);
        })),
        ...(await service.store.read(id, changedBills)),
        ...(await faultsOfPhotos(service.store, id, service.settings.data, signal)),
      ];
      const faults = found.slice(0, MOST_NAMED);
      const noted: Noted = {
        note: { code: "kept-checked", params: { count: found.length, faults } },
        path: "/audit",
        data: { whole: found.length === 0, faults: faults.map((fault) => textOf(fault)) },
      };
      await service.store.transaction(id, async (transaction) => {
        const event = { kind: "event", target: "quality.checked", payload: payloadOf(noted) };
        const isNew = await enqueueOnce(transaction, `quality-${day}`, event);
        if (isNew && found.length > 0)
          await enqueue(transaction, { kind: "notice", target: "admin", payload: payloadOf(noted) });
      });
      for (const fault of faults)
        service.log.error("what is kept was changed", { tenant: id, fault: textOf(fault) });
      service.wake(id);
      return found.length;
    });
    return `${counted(count, "fault")} found`;
  },
};

/** In many short looks: whoever reads in between does not wait for the end of it. */
async function faultsOfChain(store: Store, tenant: string, signal: AbortSignal): Promise<Said[]> {
  let at: Head = START;
  for (;;) {
    signal.throwIfAborted();
    const found = await store.read(tenant, ({ sql }) => followed(sql, at));
    if (!("isWhole" in found)) at = found;
    else return found.isWhole ? [] : [said("chain-broken", { seq: found.seq, what: found.what })];
  }
}

async function faultsOfPhotos(
  store: Store,
  tenant: string,
  data: string,
  signal: AbortSignal,
): Promise<Said[]> {
  const faults: Said[] = [];
  // Bytes are kept before their row is: those of all these rows are there.
  const hashes = await store.read(tenant, storedPhotos);
  const photos = await photosIn(data);
  for (const hash of hashes) {
    signal.throwIfAborted();
    const path = photos.get(hash);
    if (path === undefined) faults.push(said("photo-missing", { sha256: hash }));
    else if ((await hashOfFile(path)) !== hash) faults.push(said("photo-changed", { sha256: hash }));
  }
  return faults;
}
