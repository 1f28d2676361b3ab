/** Flags of commands that look things up: in the catalog, among the samples, in a log that nobody knows. */
import { flag, toggle } from "./flag.js";
import { integerIn, some } from "./values.js";

export const lookupTable = {
  search: flag({
    value: "TEXT",
    description: "words that all must match: a code, a mnemonic, words of the name",
    parse: some,
  }),
  record: flag({
    value: "N",
    description: "items of this record alone",
    parse: (text): number => integerIn(text, 1, 99),
  }),
  listRecords: toggle("list the records instead of items"),
  list: toggle("list what there is, and do nothing else"),
  all: toggle("read the whole of large files, not a sample"),
  reach: toggle("open each link too, and close it again"),
  writeConfig: flag({
    value: "FILE",
    description: "write what was found as a witskit.toml, units of each folder included",
    parse: some,
  }),
  writeMap: flag({
    value: "FILE",
    description: "write a template for --map of the codes that are not in the catalog",
    parse: some,
  }),
} as const;
