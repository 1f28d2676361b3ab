/**
 * The groups in which help and the manual page show flags, in this order: what most people need first, what few need
 * last. A command shows those groups of which it takes a flag, and in each its flags in its own order.
 */
import { analysisTable } from "./analysis.js";
import { dialectTable } from "./dialect.js";
import { type FlagName, namesIn } from "./flags.js";
import { linkTable } from "./link.js";
import { lookupTable } from "./lookup.js";
import { madeTable } from "./made.js";
import { reportTable } from "./report.js";
import { serveTable } from "./serve.js";
import { viewTable } from "./view.js";
import { writingTable } from "./writing.js";

interface FlagGroup {
  readonly heading: string;
  readonly names: readonly FlagName[];
}

const limits: readonly FlagName[] = ["maxLine", "maxFrame", "maxText", "maxCodes", "maxExpansion"];
const rows: readonly FlagName[] = [
  "layout",
  "records",
  "from",
  "until",
  "well",
  "every",
  "by",
  "aggregate",
  "fill",
  "prune",
  "noJournal",
];

const making: readonly FlagName[] = [
  "compression",
  "partSize",
  "partition",
  "olderThan",
  "target",
  "sort",
  "rowGroupRows",
  "workers",
  "shard",
  "rejects",
  "stats",
];

/** Where a flag is in two of them, the first has it. */
const groups: readonly FlagGroup[] = [
  {
    heading: "What most people need",
    names: [
      "database",
      "output",
      "format",
      "force",
      "replaceChanged",
      "verify",
      "watch",
      "dryRun",
      "json",
      "limit",
      "check",
      "schemas",
      "threshold",
      "yes",
      ...namesIn(lookupTable),
    ],
  },
  { heading: "The service", names: namesIn(serveTable) },
  { heading: "The rig and its log", names: namesIn(madeTable) },
  { heading: "What the log means", names: ["units", "to", "tz", "map"] },
  { heading: "The day that is reported", names: namesIn(reportTable) },
  { heading: "What the rig did", names: namesIn(analysisTable) },
  { heading: "Which rows and columns", names: rows },
  { heading: "What is shown", names: namesIn(viewTable) },
  {
    heading: "The head of a LAS file, and WITSML",
    names: ["witsml", "objects", "wellbore", "maxDataNodes", "company", "field", "serviceCompany", "logDate"],
  },
  {
    heading: "What is kept, and when",
    names: ["sync", "rotateEvery", "rotateSize", "keepRaw", "quota", "compact", "compactEvery"],
  },
  {
    heading: "Who else gets what arrives",
    names: ["toStdout", "toTcp", "toMqtt", "toWits", "toNats", "toWebhook", "monitor"],
  },
  { heading: "The report of each day", names: ["report", "reportMail", "reportTo", "reportPost"] },
  { heading: "How the output is made", names: making },
  { heading: "Links", names: namesIn(linkTable) },
  { heading: "How WITS is written", names: namesIn(writingTable) },
  {
    heading: "The dialect: how the log is written",
    names: namesIn(dialectTable).filter((name) => !limits.includes(name)),
  },
  { heading: "Limits, for broken input", names: limits },
];

export const MORE = "More";

const headings = [...groups.map(({ heading }) => heading), MORE];

/** Under what heading a flag stands; what is in no group says how the command runs. */
const headingOf = (name: FlagName): string =>
  groups.find(({ names }) => names.includes(name))?.heading ?? MORE;

export const grouped = (names: readonly FlagName[]): readonly FlagGroup[] =>
  headings
    .map((heading) => ({ heading, names: names.filter((name) => headingOf(name) === heading) }))
    .filter(({ names }) => names.length > 0);
