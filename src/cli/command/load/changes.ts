/** Says what is not in a database as it was in the rows. */
import type { Loaded } from "../../../output/sql/load.js";
import { warn } from "../../page/say.js";
import { counted } from "../../page/wording.js";

export function warnChanges({ changed, changedRows }: Pick<Loaded, "changed" | "changedRows">): void {
  for (const [why, values] of changed) warn(`${counted(values, "value")} ${agreeing(values, why)}`);
  for (const [why, rows] of changedRows) warn(`${counted(rows, "row")} ${agreeing(rows, why)}`);
}

/** The end of a sentence about many, of one. */
const agreeing = (count: number, why: string): string =>
  count === 1
    ? why
        .replace(/^are /, "is ")
        .replace(/^have /, "has ")
        .replace(", and are ", ", and is ")
    : why;
