/**
 * `witskit demo`: from a log to a chart in a few seconds, without a network or a log of one's own. Each step is a command
 * that is shown as a user would type it, and then run as it is shown.
 */
import { basename, join } from "node:path";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { say } from "../page/say.js";
import { commandLines, quoted } from "../page/shell.js";
import { runWords } from "../run-words.js";
import { DemoFolder } from "./demo/folder.js";

export const demoCommand: Command = {
  name: "demo",
  summary: "Show what witskit does: make a log, convert it, ask it, and draw it.",
  examples: [
    { line: "witskit demo", does: "into the folder witskit-demo" },
    { line: "witskit demo -o /tmp/demo", does: "into another" },
  ],
  arguments: [],
  flags: ["output", "force", "verbose"],
  unconfigured: true,
  run: demo,
};

const FOLDER = "witskit-demo";
/** Of what is said here. Commands are broken at this width, so that they can be copied from a narrow terminal too. */
const WIDTH = 80;
const QUESTION = `SELECT hour(timestamp) AS hour,
  round(max(DMEA) - min(DMEA), 1) AS metres, round(avg(ROPA), 1) AS rate
  FROM r01 GROUP BY hour ORDER BY hour`;

interface Step {
  /** What it is for, in a sentence. */
  readonly says: string;
  readonly words: readonly string[];
}

async function demo({ flags: { output = FOLDER, force }, commands, signal }: Invocation): Promise<ExitCode> {
  // What people have set for their own feeds is not what this log needs.
  for (const name of Object.keys(process.env)) if (name.startsWith("WITS_")) delete process.env[name];
  const log = join(output, "rig.wits");
  const dataset = join(output, "dataset");
  const chart = join(output, "rig.html");
  const steps: readonly Step[] = [
    {
      says: "Four hours at a rig, as its recorder sends them: a log in WITS.",
      words: ["samples", "--create", "connection_sequence", "-o", log],
    },
    {
      says: "The log as columns: a Parquet dataset with a table for each record.",
      words: ["convert", log, "-o", dataset, "--units", "metric"],
    },
    await question(dataset),
    { says: "A strip chart, as a page for any browser.", words: ["plot", dataset, "-o", chart] },
  ];
  const folder = await DemoFolder.open(output, force);
  await folder.mark(steps.map(({ words }) => commandLines(words, WIDTH)));
  for (const [index, { says, words }] of steps.entries()) {
    say(`${index === 0 ? "" : "\n"}${index + 1}. ${says}\n\n$ ${commandLines(words, WIDTH)}`);
    // What an earlier demo left is replaced. That is nothing to learn, so the command is shown without it.
    await runWords(replaces(words) ? [...words, "--force"] : words, { commands, signal, unconfigured: true });
  }
  say(`
Open ${chart} in a browser: zoom by wheel, values under the cursor.
The commands are in ${folder.notes}, to be tried again.

Now with a log of your own:
  witskit quickstart                       asks, and shows the command
  witskit plot YOUR.wits -o yours.html     a chart of it
  witskit convert YOUR.wits -o yours/      a dataset${calledSo()}`);
  return ExitCode.done;
}

/** SQL where DuckDB is there; it is an optional dependency, and our own reader does without it. */
async function question(dataset: string): Promise<Step> {
  const { isThere } = await import("../../query/duckdb.js");
  if (await isThere())
    return { says: "A question, in SQL: metres drilled by the hour.", words: ["query", QUESTION, dataset] };
  return {
    says: "What the dataset holds. (DuckDB, for questions in SQL, is not installed\n   here: npm install @duckdb/node-api)",
    words: ["info", dataset],
  };
}

/** In a clone there is no command `witskit` yet. */
function calledSo(): string {
  const [, script = ""] = process.argv;
  if (basename(script) === "witskit" || script.includes("node_modules")) return "";
  return `\n\nTo call it witskit in this shell:\n  alias witskit=${quoted(`node ${quoted(script)}`)}`;
}

const replaces = ([command]: readonly string[]): boolean => command !== "query" && command !== "info";
