/** Which language the app speaks now, and where the words of another are. */
import type { Language } from "../../words/language.js";
import { cellOf } from "../cell.js";
import { en, type Words } from "./en.js";

/** Only English is in the script that the app starts with. The service worker keeps the others for when there is no link. */
const fetched: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => en,
  es: () => import("./es.js").then(({ es }) => es),
  fr: () => import("./fr.js").then(({ fr }) => fr),
};

export const wordsOf = (language: Language): Promise<Words> => fetched[language]();

export const spoken = cellOf<{ readonly language: Language; readonly words: Words }>({
  language: "en",
  words: en,
});

let wanted: Language = "en";

/** Speaks it from here on. Whoever reads pages sees them change; where its words cannot be fetched all stays as it is, and the error is thrown. */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  const words = await wordsOf(language);
  // Another one may have been chosen while these words came.
  if (wanted !== language) return;
  document.documentElement.lang = language;
  spoken.set({ language, words });
}
