/** Flags of commands that look things up: in the catalog, among the samples, in a log that nobody knows. */
import { flag, toggle } from "./flag.js";
import { integerIn, some } from "./values.js";

export const lookupTable = {
  search: flag({
    value: "TEXT",
    description: "words to search for, all of which must match: a code, a mnemonic, words of the name",
    parse: some,
  }),
  record: flag({
    value: "N",
    description: "only items of this record",
    parse: (text): number => integerIn(text, 1, 99),
  }),
  listRecords: toggle("list the records instead of items"),
  list: toggle("list what there is and end"),
  all: toggle("read large files whole, not a sample of them"),
  reach: toggle("also open each link, and close it again"),
  writeConfig: flag({
    value: "FILE",
    description: "write what was found as a witskit.toml, units of each folder included",
    parse: some,
  }),
  writeMap: flag({
    value: "FILE",
    description: "write the codes that are not in the catalog as a template for --map",
    parse: some,
  }),
} as const;
