/** Flags that tell how a command answers its user, and whether it is content. */
import { flag, toggle } from "./flag.js";
import { integerIn, shareIn } from "./values.js";

export const answerTable = {
  json: toggle("for machines: JSON instead of text"),
  limit: flag({
    value: "N",
    description: "show so many at most; 0 for all",
    parse: (text): number => integerIn(text, 0, Number.MAX_SAFE_INTEGER),
  }),
  strict: toggle("exit with 1 when there were rejects, or warnings; the output is written all the same", {
    environment: true,
  }),
  check: toggle("read every part of a dataset, and hold it against its manifest; exit with 1 for a fault"),
  noJournal: toggle("of a stream's dataset, leave out what is in its journal and not in a part yet"),
  threshold: flag({
    value: "SCORE",
    description: "exit with 1 when the score, from 0 to 1, is below this",
    environment: true,
    parse: (text): number => shareIn(text),
  }),
  quiet: toggle("say nothing on standard error but what went wrong", { short: "q", environment: true }),
  verbose: toggle("say more, and where in the program a failure comes from", {
    short: "v",
    environment: true,
  }),
  yes: toggle("run what was put together without asking whether to"),
} as const;
