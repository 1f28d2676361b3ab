/** The step of `--every`: a length of time by time, a length of hole by depth. */
import type { Field } from "../../columns/field.js";
import type { RowIndex } from "../../columns/rising.js";
import { durationIn } from "../../duration.js";
import { Failure } from "../../failure.js";
import { convert } from "../../wits/catalog/units.js";

const LENGTHS: Readonly<Record<string, string>> = { m: "M", ft: "F", f: "F" };

/** Milliseconds by time; by depth a length in the unit of the index. Throws Failure("usage") for what is neither. */
export function stepIn(text: string, by: RowIndex, index: Pick<Field, "name" | "unit">): number {
  const step = by === "time" ? milliseconds(text) : lengthIn(text, index);
  if (step > 0) return step;
  throw new Failure("bad-option", `--every ${text}: a step is longer than nothing`);
}

function milliseconds(text: string): number {
  try {
    return durationIn(text);
  } catch (error) {
    throw new Failure(
      "bad-option",
      `--every ${text}: by time, ${(error as Error).message}; --index depth takes lengths`,
      {
        cause: error,
      },
    );
  }
}

function lengthIn(text: string, { name, unit }: Pick<Field, "name" | "unit">): number {
  const [, digits = "", letters = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const given = LENGTHS[letters.toLowerCase()];
  if (digits === "" || (letters !== "" && given === undefined)) {
    throw new Failure("bad-option", `--every ${text}: by depth it is a length, as 1m, 0.5m or 1ft`);
  }
  if (given === undefined) return Number(digits);
  if (unit === undefined) {
    throw new Failure(
      "units-undeclared",
      `--every ${text}: nothing tells the unit of ${name}; convert with --units, or give a number alone, in the unit that it has`,
    );
  }
  return convert(Number(digits), given, unit);
}
