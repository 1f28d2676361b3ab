/** The languages of the app: which one it speaks now, and where the words of another are. */
import { cellOf } from "../cell.js";
import { en, type Words } from "./en.js";

interface Spoken {
  /** In the language itself, for who reads no other. */
  readonly name: string;
  /** How dates are written where the browser names no country that speaks it. */
  readonly tag: string;
  /** Whether dates follow the country that the browser names: English ones are always with the day before the month. */
  readonly byCountry: boolean;
  /** Only English is in the script that the app starts with. The service worker keeps the others for when there is no link. */
  readonly fetch: () => Promise<Words>;
}

const LANGUAGES = {
  en: { name: "English", tag: "en-GB", byCountry: false, fetch: async () => en },
  es: {
    name: "Español",
    tag: "es-419",
    byCountry: true,
    fetch: () => import("./es.js").then(({ es }) => es),
  },
  fr: {
    name: "Français",
    tag: "fr-FR",
    byCountry: true,
    fetch: () => import("./fr.js").then(({ fr }) => fr),
  },
} satisfies Readonly<Record<string, Spoken>>;

export type Language = keyof typeof LANGUAGES;

export const languages = Object.keys(LANGUAGES) as readonly Language[];

export const nameOf = (language: Language): string => LANGUAGES[language].name;

export const wordsOf = (language: Language): Promise<Words> => LANGUAGES[language].fetch();

const isLanguage = (name: string): name is Language => Object.hasOwn(LANGUAGES, name);

/** The first that the app speaks of what somebody reads, as `navigator.languages` has them: `es-CL`, `en`. */
export const firstOf = (tags: readonly string[]): Language =>
  tags.map((tag) => tag.split("-")[0]!.toLowerCase()).find(isLanguage) ?? "en";

/** How dates and numbers of a language are written: `es-CL` for Spanish where the browser is of Chile. */
export function tagOf(language: Language, tags: readonly string[]): string {
  const { tag, byCountry } = LANGUAGES[language];
  return (byCountry ? tags.find((one) => one.toLowerCase().startsWith(`${language}-`)) : undefined) ?? tag;
}

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
