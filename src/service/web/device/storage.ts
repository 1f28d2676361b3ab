/** Room on the device, whether the browser may throw it away, and the app as an app. */
import { cellOf } from "../cell.js";
import { words } from "../words/words.js";

export interface Room {
  readonly used: number;
  readonly quota: number;
  /** Whether the browser keeps it when it runs short itself. */
  readonly persistent: boolean;
}

export const room = cellOf<Room | null>(null);

/** From here on people are warned. */
export const NEARLY_FULL = 0.8;

export const isNearlyFull = (space: Room | null): boolean =>
  space !== null && space.quota > 0 && space.used > space.quota * NEARLY_FULL;

/** Why something is not kept, in words; browsers give no message of a store that is full. */
export function whyNotKept(error: unknown): string {
  const { name = "", message = String(error) } = error as {
    readonly name?: string;
    readonly message?: string;
  };
  return name === "QuotaExceededError" ? words().device.full : message || name;
}

export async function lookAtRoom(): Promise<void> {
  if (navigator.storage === undefined) return;
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  room.set({ used: usage, quota, persistent: await navigator.storage.persisted() });
}

/** Asks the browser to keep what is here: some ask the person, some decide by how the app is used. */
export async function askToPersist(): Promise<void> {
  if (navigator.storage?.persist === undefined) return;
  await navigator.storage.persist();
  await lookAtRoom();
}

interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

/** The browser's own question whether to install, kept until a person wants it. */
export const installPrompt = cellOf<InstallPrompt | null>(null);

export const isInstalled = (): boolean => matchMedia("(display-mode: standalone)").matches;

export function watchInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installPrompt.set(event as InstallPrompt);
  });
  addEventListener("appinstalled", () => installPrompt.set(null));
}
