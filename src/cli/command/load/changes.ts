/** Says what is not in a database as it was in the rows. */
import type { Loaded } from "../../../output/sql/load.js";
import { warn } from "../../page/say.js";
import { counted } from "../../page/wording.js";

export function warnChanges({ changed, changedRows }: Pick<Loaded, "changed" | "changedRows">): void {
  for (const [why, values] of changed) warn(`${counted(values, "value")} ${why}`);
  for (const [why, rows] of changedRows) warn(`${counted(rows, "row")} ${why}`);
}
