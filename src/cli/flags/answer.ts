/** Flags that tell how a command answers its user, and whether it is content. */
import { flag, toggle } from "./flag.js";
import { integerIn, shareIn } from "./values.js";

export const answerTable = {
  json: toggle("for machines: JSON instead of text"),
  limit: flag({
    value: "N",
    description: "show at most this many; 0 shows all",
    parse: (text): number => integerIn(text, 0, Number.MAX_SAFE_INTEGER),
  }),
  strict: toggle("exit with 1 when there were rejects or warnings; the output is still written", {
    environment: true,
  }),
  check: toggle(
    "read every part of a dataset and compare it with the manifest; exit with 1 when something is wrong",
  ),
  noJournal: toggle("leave out what a stream has received but not yet made a part of the dataset"),
  threshold: flag({
    value: "SCORE",
    description: "exit with 1 when the score, from 0 to 1, is below this",
    environment: true,
    parse: (text): number => shareIn(text),
  }),
  quiet: toggle("print only what went wrong on standard error", { short: "q", environment: true }),
  verbose: toggle("print more, and where in the program a failure comes from", {
    short: "v",
    environment: true,
  }),
  yes: toggle("run the command at once, without asking"),
} as const;
