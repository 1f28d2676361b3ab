/** Flags of what goes to other people's programs: what the head of a log file says. */
import { MAX_DATA_NODES } from "../../output/witsml/options.js";
import { logVersions } from "../../witsml/log.js";
import { type ObjectKind, objectKinds } from "../../witsml/objects.js";
import { flag, oneOf } from "./flag.js";
import { integerIn, some } from "./values.js";

export const exchangeTable = {
  company: flag({
    value: "TEXT",
    description: "the company, in the head of a LAS file",
    environment: true,
    parse: some,
  }),
  field: flag({
    value: "TEXT",
    description: "the field, in the head of a LAS file",
    environment: true,
    parse: some,
  }),
  serviceCompany: flag({
    value: "TEXT",
    description: "the service company, in the head of a LAS file and in WITSML",
    environment: true,
    parse: some,
  }),
  logDate: flag({
    value: "TEXT",
    description: "the date, in the head of a LAS file",
    usual: "the day of its first row",
    parse: some,
  }),
  schemas: flag({
    value: "DIR",
    description: "a folder of WITSML schemas, against which documents are held besides",
    environment: true,
    parse: some,
  }),
  witsml: flag({
    value: "VERSION",
    description: `version of WITSML: ${logVersions.join(", ")}`,
    usual: "1.4.1.1",
    environment: true,
    ...oneOf(logVersions, "version of WITSML"),
  }),
  maxDataNodes: flag({
    value: "ROWS",
    description: "rows of a log that one document of WITSML has at most, as servers cut them",
    usual: String(MAX_DATA_NODES),
    environment: true,
    parse: (text): number => integerIn(text, 1, 1_000_000_000),
  }),
  objects: flag<readonly ObjectKind[]>({
    value: "LIST",
    description: `objects of WITSML that are wanted: ${objectKinds.join(", ")}`,
    usual: "all into a folder, logs into a file",
    parse: objectsIn,
  }),
  wellbore: flag({
    value: "NAME",
    description: "the wellbore, in WITSML",
    usual: "as its well",
    environment: true,
    parse: some,
  }),
} as const;

function objectsIn(text: string): readonly ObjectKind[] {
  return text.split(",").map((word) => {
    const kind = objectKinds.find((one) => one.toLowerCase() === word.trim().toLowerCase());
    if (kind === undefined) throw new Error(`"${word.trim()}" is none of ${objectKinds.join(", ")}`);
    return kind;
  });
}
