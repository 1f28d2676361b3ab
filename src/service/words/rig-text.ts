/** What a rig's data have to say, in the words of each language. */
import type { RigTold, RigToldParams } from "../shift/rig-told.js";
import { enRig } from "./en/rig.js";
import { esRig } from "./es/rig.js";
import { frRig } from "./fr/rig.js";
import type { Language } from "./language.js";
import { type Texts, textIn } from "./texts.js";
import { writingOf } from "./writing.js";

const texts: Readonly<Record<Language, Texts<RigToldParams>>> = { en: enRig, es: esRig, fr: frRig };

/** It begins small, and may have two sentences. */
export const rigText = (told: RigTold, language: Language = "en"): string =>
  textIn(texts[language], told, writingOf(language));
