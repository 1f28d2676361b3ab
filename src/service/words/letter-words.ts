/** Words of mails and alerts, by language. */
import { enLetters, type LetterWords } from "./en/letters.js";
import { esLetters } from "./es/letters.js";
import { frLetters } from "./fr/letters.js";
import type { Language } from "./language.js";

const letters: Readonly<Record<Language, LetterWords>> = { en: enLetters, es: esLetters, fr: frLetters };

export const letterWords = (language: Language): LetterWords => letters[language];
