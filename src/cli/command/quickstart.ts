/**
 * `witskit quickstart`: asks what a log is and what is to be made of it, shows the command for that, and runs it. What
 * is given by flag is not asked, so with all of them given it asks nothing, and needs no terminal.
 */

import { Failure } from "../../failure/failure.js";
import { maskedUrl } from "../../text/secrets.js";
import { timezoneNamed } from "../../wits/catalog/timezone.js";
import { type UnitSet, unitSets } from "../../wits/catalog/units.js";
import type { Command, Commands, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { dialectFlags, type FlagName, type GivenFlag, longName } from "../flags/flags.js";
import { print } from "../page/print.js";
import { say } from "../page/say.js";
import { commandLines } from "../page/shell.js";
import { flagWords } from "../page/sniff/command-line.js";
import { formatTable } from "../page/table.js";
import { runWords } from "../run-words.js";
import type { Found } from "./quickstart/found.js";
import { commandFor, outcomeNamed, outcomes, outputFor, refuseToReplace } from "./quickstart/outcome.js";
import { pathIn, Questions, yesOrNo } from "./quickstart/questions.js";

export const quickstartCommand: Command = {
  name: "quickstart",
  summary: "Ask a few questions about a log, show the command that they lead to, and run it.",
  examples: [
    { line: "witskit quickstart", does: "asks for all it needs" },
    { line: "witskit quickstart log.wits", does: "asks for the rest" },
    { line: "witskit quickstart log.wits -o log.html --dry-run", does: "the command alone" },
    { line: "witskit quickstart log.wits -o dataset/ --units fps --yes", does: "asks less, and runs it" },
  ],
  arguments: [
    { name: "INPUT", description: "a file, a folder, a glob, or the URL of a live feed", optional: true },
  ],
  flags: [
    "output",
    "units",
    "to",
    "tz",
    "map",
    "index",
    "yes",
    "dryRun",
    "force",
    "verbose",
    ...dialectFlags,
  ],
  run: quickstart,
};

const NONE = "none";
const WIDTH = 80;
const OWN: readonly FlagName[] = ["output", "yes", "dryRun"];

async function quickstart({ arguments: [given], commands, signal, ...told }: Invocation): Promise<ExitCode> {
  const { yes = false, dryRun = false, output } = told.flags;
  const questions = openQuestions(given !== undefined && output !== undefined && (yes || dryRun));
  let words: readonly string[];
  try {
    words = await wordsFor({ ...told, given, commands, signal }, questions);
    if (dryRun) {
      await print(shown(words, WIDTH));
      return ExitCode.done;
    }
    say(`\nThe command:\n\n${indented(shown(words, WIDTH - 2))}`);
    const run =
      yes ||
      (await questions?.ask({ label: "yes or no", explains: "Run it?", proposal: "yes", read: yesOrNo }));
    if (!run) return ExitCode.done;
  } finally {
    questions?.close();
  }
  say("");
  const code = await runWords(words, { commands, signal });
  if (code === ExitCode.done) say(`\n${nextSteps(words[0]!, words[words.indexOf("-o") + 1]!)}`);
  return code;
}

/** Undefined where nobody can be asked, which is a failure unless all that must be known is given. */
function openQuestions(allGiven: boolean): Questions | undefined {
  if (process.stdin.isTTY && process.stderr.isTTY) return new Questions();
  if (allGiven) return undefined;
  throw new Failure(
    "terminal-missing",
    "quickstart asks, and there is no terminal to ask on; say it all: witskit quickstart INPUT -o OUT, " +
      "with --units, --to and --tz where they are known, and --yes to run the command or --dry-run to see it",
  );
}

type Told = Pick<Invocation, "flags" | "typed" | "config" | "commands" | "signal"> & {
  readonly given: string | undefined;
};

/** Asks for what was not told, in the order in which one answer bears on the next. */
async function wordsFor(told: Told, questions: Questions | undefined): Promise<readonly string[]> {
  const { flags, typed, config } = told;
  if (questions !== undefined) say("A few questions, then the command. Enter takes what is in brackets.");
  const { input, found } = await sourceOf(told, questions);
  const added: GivenFlag[] = [...(await dialectOf(found, told, questions))];
  const units = flags.units ?? (await unitsOf(found, questions));
  if (units !== undefined && flags.units === undefined) added.push({ flag: "units", text: units });
  if (units !== undefined && flags.to === undefined) {
    const to = await targetOf(units, questions);
    if (to !== undefined) added.push({ flag: "to", text: to });
  }
  if (flags.tz === undefined && found?.clock !== false) {
    const zone = await zoneOf(questions);
    if (zone !== undefined) added.push({ flag: "tz", text: zone });
  }
  const { command, output } = await targetFor(input, told, questions);
  if (found?.clock === false && flags.index === undefined && goesByTime(command, output)) {
    say("\nIts rows have no time, so they go by depth.");
    added.push({ flag: "index", text: "depth" });
  }
  const passed = [...typed.filter(({ flag }) => !OWN.includes(flag)), ...added];
  await refuseStrays(told.commands, command, passed);
  return [
    command,
    input.startsWith("-") ? `./${input}` : input,
    "-o",
    output,
    ...passed.flatMap(flagWords),
    ...(config === undefined ? [] : ["--config", config]),
  ];
}

const goesByTime = (command: string, output: string): boolean =>
  command === "plot" || (command === "export" && /\.las$/i.test(output));

interface Source {
  readonly input: string;
  /** Nothing is known of a live feed before it is connected to. */
  readonly found: Found | undefined;
}

async function sourceOf({ given, flags, signal }: Told, questions: Questions | undefined): Promise<Source> {
  const { findLogs } = await import("./quickstart/found.js");
  const look = async (input: string): Promise<Source> => ({
    input,
    found: isUrl(input) ? undefined : await findLogs(input, flags.map, signal),
  });
  const source =
    given === undefined
      ? await questions!.ask({
          label: "source",
          explains: "Where is the log? A file, a folder, or a URL such as tcp://10.0.0.5:9872",
          read: (text) => look(isUrl(text) ? text : pathIn(text)),
        })
      : await look(given);
  if (source.found !== undefined) say(`\n${source.found.text}`);
  return source;
}

/** One with a name too, as `witskit stream` takes it: `rig-7=tcp://10.0.0.5:12345`. */
const isUrl = (text: string): boolean => /^([\w-]+=)?[a-z][a-z0-9+.-]+:\/\//i.test(text);

async function dialectOf(
  found: Found | undefined,
  { flags }: Told,
  questions: Questions | undefined,
): Promise<readonly GivenFlag[]> {
  const open = (found?.flags ?? []).filter(({ flag }) => flags[flag] === undefined);
  if (open.length === 0) return [];
  const list = rowsText(open.map((one) => [`  ${flagWords(one).join(" ")}`, one.why]));
  if (questions === undefined) say(`\n${list}`);
  const taken = await questions?.ask({
    label: "yes or no",
    explains: `Fewer lines are rejected with:\n${list}\nUse them?`,
    proposal: "yes",
    read: yesOrNo,
  });
  return taken === false ? [] : open;
}

const setOrNone = (text: string): UnitSet | undefined => {
  if (text === NONE) return undefined;
  const set = unitSets.find((one) => one === text.toLowerCase());
  if (set === undefined) throw new Error(`answer ${unitSets.join(", ")} or ${NONE}`);
  return set;
};

async function unitsOf(
  found: Found | undefined,
  questions: Questions | undefined,
): Promise<UnitSet | undefined> {
  const { set, evidence = "" } = found?.units ?? {};
  const guess =
    set === undefined ? "" : `Its values are usual in ${set}${evidence === "" ? "." : `:\n${evidence}`}\n`;
  return questions?.ask({
    label: "units",
    explains: `${guess}Which units does it send? ${unitSets.join(", ")}; ${NONE} when you do not know.`,
    proposal: set ?? NONE,
    read: setOrNone,
  });
}

async function targetOf(units: UnitSet, questions: Questions | undefined): Promise<UnitSet | undefined> {
  const to = await questions?.ask({
    label: "convert to",
    explains: `Convert to other units? ${unitSets.filter((set) => set !== units).join(", ")}; ${NONE} keeps ${units}.`,
    proposal: NONE,
    read: setOrNone,
  });
  return to === units ? undefined : to;
}

async function zoneOf(questions: Questions | undefined): Promise<string | undefined> {
  return questions?.ask({
    label: "time zone",
    explains: `Which time zone is the rig's clock in? Europe/Oslo, UTC, America/Chicago ...;\n${NONE} keeps the times as they are.`,
    proposal: NONE,
    read: (text) => (text === NONE ? undefined : timezoneNamed(text).name),
  });
}

interface Target {
  readonly command: string;
  readonly output: string;
}

async function targetFor(
  input: string,
  { flags: { output, force } }: Told,
  questions: Questions | undefined,
): Promise<Target> {
  const isLive = isUrl(input);
  if (output !== undefined) return { command: isLive ? "stream" : commandFor(output), output };
  const list = rowsText(outcomes.map(({ name, says }, index) => [`  ${index + 1}`, name, says]));
  const outcome = isLive
    ? outcomes[0]!
    : await questions!.ask({
        label: "make",
        explains: `What is to be made of it?\n${list}`,
        proposal: outcomes[0]!.name,
        read: outcomeNamed,
      });
  const path = await questions!.ask({
    label: "into",
    explains: outcome.ending.endsWith("/") ? "Into which folder?" : "Into which file?",
    proposal: outputFor(outcome, isLive ? "live" : input),
    read: (text) => (force ? pathIn(text) : refuseToReplace(pathIn(text))),
  });
  // A folder is told by its slash, which people leave out.
  const named = outcome.ending.endsWith("/") && !/[\\/]$/.test(path) ? `${path}/` : path;
  return { command: isLive ? "stream" : outcome.command, output: named };
}

/** A flag that the command does not take would be an error of the user's, and was none. */
async function refuseStrays(commands: Commands, name: string, passed: readonly GivenFlag[]): Promise<void> {
  const command = await commands.load(name);
  const stray = passed.find(({ flag }) => !command.flags.includes(flag));
  if (stray !== undefined)
    throw new Failure(
      "option-not-kept",
      `witskit ${name}, which this leads to, takes no --${longName(stray.flag)}; ` +
        `witskit ${name} --help tells what it takes`,
    );
}

function nextSteps(command: string, output: string): string {
  if (command === "plot" || command === "export") return `Open ${output}.`;
  const chart = `${output.replace(/[\\/]+$/, "").replace(/\.[a-z]+$/, "")}.html`;
  const steps = [
    [`witskit info ${output}`, "what is in it"],
    ...(/\.(csv|ndjson|jsonl|arrows?|feather|ipc)$/.test(output)
      ? []
      : [[`witskit plot ${output} -o ${chart}`, "a chart of it"]]),
  ];
  return `Next:\n${rowsText(steps.map(([line = "", does = ""]) => [`  ${line}`, does]))}`;
}

/** A table without a head. */
function rowsText([first = [], ...rest]: readonly (readonly string[])[]): string {
  return formatTable(rest, { head: first, width: WIDTH });
}

/** As it is typed, but for the password in a URL. */
const shown = (words: readonly string[], width: number): string =>
  commandLines(
    words.map((word) => {
      const [, name = "", url = ""] = /^([\w-]+=)?(.*)$/s.exec(word) ?? [];
      return isUrl(word) ? name + maskedUrl(url) : word;
    }),
    width,
  );

const indented = (text: string): string => text.replace(/^/gm, "  ");
