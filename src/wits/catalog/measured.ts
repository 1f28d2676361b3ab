/**
 * A quantity as people write it, a number and its unit: `12.25 in`, `12 1/4in`, `1.03 g/cc`. There is no usual unit for a bare number: a
 * diameter of 12.25 is inches to one and nonsense to the other, and what is guessed is wrong on the next rig.
 */
import { Failure } from "../../failure/failure.js";
import { convert } from "./units.js";

const WRITTEN = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(?:[ -](\d+)\/(\d+))?\s*(.*)$/i;

/** In the unit of that symbol. Throws a `Failure` for what is no quantity, or measures something else. */
export function measuredIn(text: string, symbol: string, example: string): number {
  const [, whole = "", over, under, unit = ""] = WRITTEN.exec(text.trim()) ?? [];
  if (whole === "" || under === "0") {
    throw new Failure(
      "bad-option",
      `"${text}" is no quantity; write a number and its unit, such as ${example}`,
    );
  }
  if (unit === "") {
    throw new Failure("bad-option", `"${text}" has no unit; write it with one, such as ${example}`);
  }
  const fraction = over === undefined ? 0 : Number(over) / Number(under);
  const number = Number(whole);
  return convert(number < 0 ? number - fraction : number + fraction, unit, symbol);
}
