/**
 * The numbers of a report, by how they are printed: whoever lays a report out shows these and no others. A test takes every number from
 * what was laid out and asks here whether the document has it.
 */
import { type Figure, numberShown } from "../../src/report/figure.js";
import { isFigure } from "../../src/report/sections/section.js";

/** Everything in the document that has a value and decimals. */
export function figuresOf(document: unknown): readonly Figure[] {
  const found: Figure[] = [];
  const look = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    if (isFigure(value as Figure)) found.push(value as Figure);
    else for (const part of Object.values(value)) look(part);
  };
  look(document);
  return found;
}

/** As they are printed: `18.40`. */
export const numbersShown = (document: unknown): ReadonlySet<string> =>
  new Set(
    figuresOf(document)
      .map(numberShown)
      .filter((number) => number !== ""),
  );
