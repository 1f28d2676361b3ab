/** A measure of a plugin, in its thread. */
import type { Measure } from "../../analysis/measure.js";
import type { SourcePage } from "../../columns/page.js";
import { loaded } from "./load.js";

const begun = new Map<number, Measure<unknown>>();
let last = 0;

export const measureMethods = {
  "measure.begin"(name: string) {
    const measure = loaded().measures![name]!();
    if (typeof measure?.add !== "function" || typeof measure.end !== "function")
      throw new TypeError(`measures.${name} answers no measure with add and end`);
    begun.set(++last, measure);
    return { number: last, needs: measure.needs, reached: typeof measure.reached === "function" };
  },

  "measure.add"(number: number, page: SourcePage) {
    begun.get(number)!.add(page);
  },

  "measure.reached"(number: number, source: string, offset: number) {
    begun.get(number)!.reached?.(source, offset);
  },

  "measure.end"(number: number) {
    const measure = begun.get(number)!;
    begun.delete(number);
    return measure.end();
  },
};
