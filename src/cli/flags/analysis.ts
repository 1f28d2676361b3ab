/** Flags of what a rig did. */

import type { TableName } from "../../analysis/table.js";
import { analysisTableNames } from "../../analysis/table-columns.js";
import { flag, oneOf, toggle } from "./flag.js";

export const analysisTable = {
  table: flag<TableName>({
    value: "NAME",
    description: `one table of the analysis: ${analysisTableNames.join(", ")}`,
    usual: "a page for people; into a folder, all of them",
    ...oneOf(analysisTableNames, "table"),
  }),
  analyze: toggle("say what the rig did beside it: states, events, and by depth tops"),
  causal: toggle("decide by what came before alone, as a live link does; rows that follow are not looked at"),
} as const;
