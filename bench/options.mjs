/** What `npm run bench` can be told: read before anything is built, so that a question is answered at once. */
import { parseArgs } from "node:util";

export const HELP = `npm run bench measures witskit beside its peers on this machine, in one run: decoding, writing Parquet, file
sizes, whole conversions with one worker and two, memory, commands, single frames, live links, WITSML; and says which of the
project's goals that meets. It prints tables, and writes bench/results/latest.json and latest.svg.

  npm run bench                 all logs, 32 MB each; 1 GB through the command, memory at 256 MB and 1 GB
  npm run bench -- --quick      8 MB each, 256 MB through the command, fewer rounds: under two minutes
  npm run bench -- rig noisy    these logs alone
  npm run bench -- large        1 GB through the command alone: one worker, two, two processes, memory
  npm run bench -- commands     the time to a first result alone
  npm run bench -- calls        decode() of single frames alone
  npm run bench -- witsml       WITSML in and out alone: speed and memory, all versions
  npm run bench -- analysis     states and connections of a year at one second alone
  npm run bench -- live         live links alone, and the same bytes through convert: two minutes
`;

/** What is measured beside the logs, by the name that asks for it alone. */
export const PARTS = ["large", "commands", "calls", "live", "witsml", "analysis"];

/**
 * Prints help where it is asked for, or what is wrong, and ends the process then.
 * @param {string[]} args
 */
export function benchOptions(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { quick: { type: "boolean" }, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    if (!values.help) return { quick: values.quick ?? false, positionals };
    process.stdout.write(HELP);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    process.exit(2);
  }
}
