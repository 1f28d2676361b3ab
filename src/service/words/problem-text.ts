/** What is wrong with a report, a contract or a typed number, in a sentence of each language. */
import type { ProblemParams } from "../shift/problem.js";
import type { Told } from "../shift/told.js";
import { enProblems } from "./en/problems.js";
import { esProblems } from "./es/problems.js";
import { frProblems } from "./fr/problems.js";
import type { Language } from "./language.js";
import { type Texts, textIn } from "./texts.js";
import { writingOf } from "./writing.js";

const texts: Readonly<Record<Language, Texts<ProblemParams>>> = {
  en: enProblems,
  es: esProblems,
  fr: frProblems,
};

/** It begins small, since programs put places before it: `a shift has at most 26 h; check the dates`. */
export const problemText = (problem: Told<ProblemParams>, language: Language = "en"): string =>
  textIn(texts[language], problem, writingOf(language));
