/** The languages that app, papers, mails and answers are in, and which of them somebody reads. */

interface Spoken {
  /** In the language itself, for who reads no other. */
  readonly name: string;
  /** How dates are written where nobody names a country that speaks it. */
  readonly tag: string;
  /** Whether dates follow the country that a reader names: English ones are always with the day before the month. */
  readonly byCountry: boolean;
}

/** In the order in which they are offered. */
const LANGUAGES = {
  en: { name: "English", tag: "en-GB", byCountry: false },
  es: { name: "Español", tag: "es-419", byCountry: true },
  fr: { name: "Français", tag: "fr-FR", byCountry: true },
} as const satisfies Readonly<Record<Language, Spoken>>;

/** By its code of ISO 639-1. */
export type Language = "en" | "es" | "fr";

export const languages = Object.keys(LANGUAGES) as readonly Language[];

export const nameOf = (language: Language): string => LANGUAGES[language].name;

export const isLanguage = (name: string): name is Language => Object.hasOwn(LANGUAGES, name);

/** Of a tag such as `es-CL`; undefined where nobody here speaks it. */
export const languageIn = (tag: string): Language | undefined =>
  [tag.trim().split("-")[0]!.toLowerCase()].find(isLanguage);

/** The first that is spoken here of what somebody reads, as `navigator.languages` has them: `es-CL`, `en`. */
export const firstOf = (tags: readonly string[]): Language | undefined =>
  tags.map(languageIn).find((one) => one !== undefined);

/** How dates and numbers of a language are written: `es-CL` for Spanish where the reader names Chile. */
export function tagOf(language: Language, tags: readonly string[] = []): string {
  const { tag, byCountry } = LANGUAGES[language];
  return (byCountry ? tags.find((one) => one.toLowerCase().startsWith(`${language}-`)) : undefined) ?? tag;
}
