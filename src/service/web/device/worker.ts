/** Has the service worker kept, which starts the app without a link; a new version of it is told, and taken at the next start. */
import { cellOf } from "../cell.js";

/** `waiting`: a newer app is on the device and comes with the next start. */
export const appVersion = cellOf<"none" | "ready" | "waiting">("none");

export async function startWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registered = await navigator.serviceWorker.register("/worker.js", { updateViaCache: "none" });
    const look = (): void => {
      if (registered.waiting !== null) appVersion.set("waiting");
      else if (registered.active !== null) appVersion.set("ready");
    };
    look();
    registered.addEventListener("updatefound", () => {
      registered.installing?.addEventListener("statechange", look);
    });
    // Browsers ask by themselves after some pages and not at once; a tablet may be open for weeks.
    const ask = (): void => void registered.update().catch(() => undefined);
    ask();
    addEventListener("online", ask);
  } catch {
    // Without it the app works as long as there is a link; the page of the device says that it is not there.
    appVersion.set("none");
  }
}
