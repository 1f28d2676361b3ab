/** What a line of a bill is for, in the words of each language. */
import type { Billed, BilledParams } from "../shift/billed.js";
import { enBilled } from "./en/billed.js";
import { esBilled } from "./es/billed.js";
import { frBilled } from "./fr/billed.js";
import type { Language } from "./language.js";
import { type Texts, textIn } from "./texts.js";
import { writingOf } from "./writing.js";

const texts: Readonly<Record<Language, Texts<BilledParams>>> = { en: enBilled, es: esBilled, fr: frBilled };

/** `drilling HQ, 0.00 to 100.00 m`. */
export const billedText = (billed: Billed, language: Language = "en"): string =>
  textIn(texts[language], billed, writingOf(language));
