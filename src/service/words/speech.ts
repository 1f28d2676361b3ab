/** What the server says, by language: the tables that the app has too. */
import { enProblems } from "./en/problems.js";
import { enRefusals } from "./en/refusals.js";
import { esProblems } from "./es/problems.js";
import { esRefusals } from "./es/refusals.js";
import { frProblems } from "./fr/problems.js";
import { frRefusals } from "./fr/refusals.js";
import type { Language } from "./language.js";
import type { Said, SaidParams } from "./refusal.js";
import { type Texts, textIn } from "./texts.js";
import { writingOf } from "./writing.js";

const texts: Readonly<Record<Language, Texts<SaidParams>>> = {
  en: { ...enProblems, ...enRefusals },
  es: { ...esProblems, ...esRefusals },
  fr: { ...frProblems, ...frRefusals },
};

/** What is wrong or refused, in a sentence that begins small: `a shift has at most 26 h; check the dates`. */
export const textOf = (said: Said, language: Language = "en"): string =>
  textIn(texts[language], said, writingOf(language));
