/** In which language somebody is answered: the one that the request names, else the one of the account, else English. */
import Type from "typebox";
import type { Principal } from "../identity/principal.js";
import { type Language, languageIn, languages } from "../words/language.js";
import type { Asked } from "./call.js";
import { word } from "./schema/values.js";

/** Of `Accept-Language: es-CL,es;q=0.9,en;q=0.5` the one that is wanted most of those that are spoken here. */
export function acceptedIn(header: string | undefined): Language | undefined {
  const ranges = (header ?? "").slice(0, MOST).split(",");
  const wanted = ranges.flatMap((range) => {
    const [tag, ...parameters] = range.split(";");
    const quality = parameters
      .map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1])
      .find((one) => one !== undefined);
    const weight = quality === undefined ? 1 : Number(quality);
    const language = languageIn(tag!);
    return language === undefined || !(weight > 0) ? [] : [{ language, weight }];
  });
  return wanted.toSorted((a, b) => b.weight - a.weight)[0]?.language;
}

/** Of files: in which language their words are, whoever asks. */
export const inLanguage = { language: Type.Optional(word(...languages)) };

/** Of a header; nobody reads more languages than these. */
const MOST = 1000;

export const languageFor = (
  { language }: Pick<Asked, "language">,
  who: Pick<Principal, "language"> | undefined,
): Language => language ?? who?.language ?? "en";

/** Of a file, which browsers fetch as their own settings say: what the account has chosen comes first. */
export const languageOfFile = (
  { language }: Pick<Asked, "language">,
  who: Pick<Principal, "language">,
): Language => who.language ?? language ?? "en";
