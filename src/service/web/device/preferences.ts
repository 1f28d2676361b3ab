/** How the device is set: its language, by day or by night. That stays when somebody signs out. */
import type { LengthUnit } from "../../shift/length.js";
import { firstOf, type Language } from "../../words/language.js";
import { cellOf } from "../cell.js";
import { speak } from "../words/language.js";
import { keepSetting, setting } from "./database.js";

export interface Preferences {
  readonly colours: "system" | "day" | "night";
  /** Null where nobody has chosen one: then it is what the browser asks for. */
  readonly language: Language | null;
  /** What lengths are read and typed in; null for what the company has. */
  readonly lengths: LengthUnit | null;
}

const FIRST: Preferences = { colours: "system", language: null, lengths: null };

export const preferences = cellOf<Preferences>(FIRST);

export async function loadPreferences(): Promise<void> {
  preferences.set({ ...FIRST, ...(await setting<Partial<Preferences>>("preferences")) });
  show();
  const { language } = preferences.get();
  // Better in English than not at all, where the words of another cannot be fetched; the next start tries again.
  await speak(language ?? firstOf(navigator.languages) ?? "en").catch(() => undefined);
}

/** Another language is kept once its words are here; an error says that they could not be fetched. */
export async function preferLanguage(language: Language): Promise<void> {
  await speak(language);
  await prefer({ language });
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
