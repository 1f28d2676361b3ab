/** What is done once, when the app starts, and once more when a PIN has opened the store. */

import { cellOf } from "./cell.js";
import { listenForChanges } from "./device/changes.js";
import { lastShifts } from "./device/last-shifts.js";
import { tellLengths } from "./device/lengths.js";
import { loadMaster, refreshMaster } from "./device/master.js";
import { loadPhotos } from "./device/photos.js";
import { loadPreferences } from "./device/preferences.js";
import { fetchProposals } from "./device/proposal.js";
import { loadReports } from "./device/reports.js";
import { lock, openStore } from "./device/seal.js";
import { startSending } from "./device/sender.js";
import { askMe, loadMe, me } from "./device/session.js";
import { session } from "./device/standing.js";
import { lookAtRoom, watchInstall, whyNotKept } from "./device/storage.js";
import { startWorker } from "./device/worker.js";

/** Why the store of the device does not open; null as long as nothing is wrong. */
export const notOpen = cellOf<string | null>(null);

/** Milliseconds between two tries to open it. */
const AGAIN = 2000;

export async function start(): Promise<void> {
  watchInstall();
  tellLengths();
  void startWorker();
  await untilOpen(async () => {
    await loadPreferences();
    await openStore();
  });
  if (lock.get() === "open") await begin();
  else {
    const stop = lock.watch(() => {
      if (lock.get() !== "open") return;
      stop();
      void begin();
    });
  }
}

/** The device first: whatever there is, is shown before the server is asked. */
async function begin(): Promise<void> {
  await untilOpen(async () => {
    await loadMe();
    await Promise.all([loadReports(), loadMaster()]);
    await loadPhotos();
  });
  startSending();
  session.watch(() => {
    if (session.get() === "open") void freshen();
  });
  listenForChanges();
  await Promise.race([askMe(), new Promise((resolve) => setTimeout(resolve, me.get() == null ? 5000 : 0))]);
  void lookAtRoom();
}

/** What the store gives, as soon as it does: says why not, and tries again. */
async function untilOpen(read: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await read();
      notOpen.set(null);
      return;
    } catch (error) {
      notOpen.set(whyNotKept(error).replace(/\.$/, ""));
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}

/** What a person may need when there is no link any more. */
export async function freshen(): Promise<void> {
  if (me.get() == null) return;
  await refreshMaster();
  await lastShifts();
  await fetchProposals();
  await lookAtRoom();
}
