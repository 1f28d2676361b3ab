/** How the device is set: by day or by night. That stays when somebody signs out. */
import { cellOf } from "../cell.js";
import { keepSetting, setting } from "./database.js";

export interface Preferences {
  readonly colours: "system" | "day" | "night";
}

const FIRST: Preferences = { colours: "system" };

export const preferences = cellOf<Preferences>(FIRST);

export async function loadPreferences(): Promise<void> {
  preferences.set({ ...FIRST, ...(await setting<Partial<Preferences>>("preferences")) });
  show();
}

export async function prefer(some: Partial<Preferences>): Promise<void> {
  preferences.set({ ...preferences.get(), ...some });
  show();
  await keepSetting("preferences", preferences.get());
}

function show(): void {
  const { colours } = preferences.get();
  const root = document.documentElement;
  if (colours === "system") delete root.dataset["colours"];
  else root.dataset["colours"] = colours;
}
