/** Words of papers and workbooks, by language. */
import { enPapers, type PaperWords } from "./en/papers.js";
import { esPapers } from "./es/papers.js";
import { frPapers } from "./fr/papers.js";
import type { Language } from "./language.js";

const papers: Readonly<Record<Language, PaperWords>> = { en: enPapers, es: esPapers, fr: frPapers };

export const paperWords = (language: Language = "en"): PaperWords => papers[language];
