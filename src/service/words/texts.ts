/** Tables of sentences: for each code one, in each language; one that is missing, or names what its code does not have, does not compile. */
import type { Told } from "../shift/told.js";
import type { Writing } from "./writing.js";

/** Sentences begin small and end without a point, since programs put places before them; pages write them as sentences. */
export type Texts<Params> = {
  readonly [Code in keyof Params]: string | ((params: Params[Code], writing: Writing, code: Code) => string);
};

export function textIn<Params>(
  texts: Texts<Params>,
  { code, params }: Told<Params>,
  writing: Writing,
): string {
  const text = texts[code];
  return typeof text === "string" ? text : text(params, writing, code);
}
