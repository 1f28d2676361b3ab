/** `witskit samples`: logs of drilling scenarios, made from a seed, and what happened in them. */

import { openFileOutput } from "../../durable/file-output.js";
import { STDOUT } from "../../durable/open-output.js";
import { commitOutputs, type Output } from "../../durable/output.js";
import { openStdout } from "../../durable/stdout-output.js";
import { Failure } from "../../failure/failure.js";
import { generateScenario } from "../../samples/scenarios/generator.js";
import { type Scenario, scenarioNamed, scenarios } from "../../samples/scenarios/scenarios.js";
import type { ScenarioTruth } from "../../samples/scenarios/truth.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { print, printJson, terminalWidth } from "../page/print.js";
import { say } from "../page/say.js";
import { formatTable } from "../page/table.js";
import { bytesText, counted } from "../page/wording.js";

export const samplesCommand: Command = {
  name: "samples",
  summary: "Make logs of drilling scenarios, with the truth of what happened in them.",
  examples: [
    { line: "witskit samples --list", does: "the scenarios" },
    {
      line: "witskit samples --create basic_drilling",
      does: "basic_drilling.wits, and basic_drilling.truth.json",
    },
    { line: "witskit samples --create comprehensive --units fps -o day.wits", does: "the same day in feet" },
    {
      line: "witskit samples --create multi_well --hours 1 -o - | witskit - -o wells.parquet",
      does: "through a pipe",
    },
  ],
  arguments: [],
  flags: ["list", "create", "output", "truth", "seed", "hours", "units", "force", "json", "quiet", "verbose"],
  run: samples,
};

async function samples({ flags, signal }: Invocation): Promise<ExitCode> {
  if (flags.list || flags.create === undefined) {
    const stray = (["output", "truth", "seed", "hours"] as const).find((name) => flags[name] !== undefined);
    if (stray !== undefined && !flags.list)
      throw new Failure("missing-option", `--${stray} needs --create NAME; ${names()}`);
    await (flags.json ? printJson(scenarios.map(listed)) : print(listing()));
    return ExitCode.done;
  }
  const scenario = scenarioNamed(flags.create);
  if (flags.units === "fps-uk") {
    throw new Failure("bad-option", "--units: samples are made in metric or fps, not in fps-uk");
  }
  const { output: path = `${scenario.name}.wits`, truth: truthPath = besides(path), force } = flags;
  if (path === truthPath) {
    throw new Failure(
      "same-input-and-output",
      `the log and its truth cannot both go to ${path}; name another --truth`,
    );
  }
  const log = path === STDOUT ? openStdout() : await openFileOutput(path, { force });
  const outputs = [log];
  try {
    const truth = truthPath === undefined ? undefined : await openTruth(truthPath, force);
    if (truth !== undefined) outputs.push(truth);
    const made = await write(scenario, log, { ...flags, units: flags.units ?? "metric", signal });
    await truth?.write(Buffer.from(`${JSON.stringify(made, undefined, 2)}\n`));
    await commitOutputs(outputs);
    if (!flags.quiet) say(report(made, path, truthPath));
  } catch (error) {
    await Promise.all(outputs.map((output) => output.abort()));
    throw error;
  }
  return ExitCode.done;
}

const openTruth = (path: string, force: boolean | undefined): Promise<Output> =>
  path === STDOUT ? Promise.resolve(openStdout()) : openFileOutput(path, { force });

/** The truth stands beside a log that is a file; of a log in a pipe it is written where asked for. */
const besides = (path: string): string | undefined =>
  path === STDOUT ? undefined : `${path.replace(/\.[^./\\]+$/, "")}.truth.json`;

interface Making {
  readonly seed?: number;
  readonly hours?: number;
  readonly units: "metric" | "fps";
  readonly signal: AbortSignal;
}

async function write(
  scenario: Scenario,
  log: Output,
  { signal, ...options }: Making,
): Promise<ScenarioTruth> {
  const chunks = generateScenario(scenario, options);
  for (;;) {
    const next = chunks.next();
    if (next.done) return next.value;
    await log.write(next.value);
    signal.throwIfAborted();
  }
}

const names = (): string => `there are ${scenarios.map(({ name }) => name).join(", ")}`;

const listed = ({ name, hours, summary, wells }: Scenario) => ({ name, hours, wells: wells.length, summary });

function listing(): string {
  const table = formatTable(
    scenarios.map(({ name, hours, summary }) => [name, String(hours), summary]),
    { head: ["NAME", "HOURS", "WHAT HAPPENS"], align: ["left", "right"], width: terminalWidth() },
  );
  return `${table}\n\n${counted(scenarios.length, "scenario")}; \`witskit samples --create NAME\` makes one`;
}

function report({ log, wells }: ScenarioTruth, path: string, truthPath: string | undefined): string {
  const drilled = wells.map(({ name, hole, connections, events }) => {
    const more = [
      counted(connections.length, "connection"),
      ...(events.length > 0 ? [counted(events.length, "event")] : []),
    ];
    return `drilled  ${hole.drilled.toFixed(1)} m of ${name}, ${more.join(", ")}`;
  });
  const wrote = [path === STDOUT ? "standard output" : path, ...(truthPath === undefined ? [] : [truthPath])];
  return [
    `frames   ${log.frames.toLocaleString("en-US")}, ${bytesText(log.bytes.total)}`,
    ...drilled,
    `wrote    ${wrote.join(" and ")}`,
  ].join("\n");
}
