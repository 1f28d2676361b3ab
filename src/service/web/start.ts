/** What is done once, when the app starts, and once more when a PIN has opened the store. */

import { listenForChanges } from "./device/changes.js";
import { lastShifts } from "./device/last-shifts.js";
import { loadMaster, refreshMaster } from "./device/master.js";
import { loadPhotos } from "./device/photos.js";
import { loadPreferences } from "./device/preferences.js";
import { fetchProposals } from "./device/proposal.js";
import { loadReports } from "./device/reports.js";
import { lock, openStore } from "./device/seal.js";
import { startSending } from "./device/sender.js";
import { askMe, loadMe, me } from "./device/session.js";
import { session } from "./device/standing.js";
import { lookAtRoom, watchInstall } from "./device/storage.js";
import { startWorker } from "./device/worker.js";

export async function start(): Promise<void> {
  watchInstall();
  void startWorker();
  await loadPreferences();
  await openStore();
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
  await Promise.all([loadReports(), loadMaster(), loadMe()]);
  await loadPhotos();
  startSending();
  session.watch(() => {
    if (session.get() === "open") void freshen();
  });
  listenForChanges();
  await Promise.race([askMe(), new Promise((resolve) => setTimeout(resolve, me.get() == null ? 5000 : 0))]);
  void lookAtRoom();
}

/** What a person may need when there is no link any more. */
export async function freshen(): Promise<void> {
  if (me.get() == null) return;
  await refreshMaster();
  await lastShifts();
  await fetchProposals();
  await lookAtRoom();
}
