#!/usr/bin/env node
import { withoutSecrets } from "../text/secrets.js";
/**
 * The program: finds the command, parses its arguments from the table of flags, runs it, and turns what it throws
 * into a message and an exit code. Modules are loaded when they are needed: `--version` needs next to none.
 */
import type { Command, Invocation } from "./command.js";
import { commands } from "./commands.js";

async function main(words: readonly string[]): Promise<number> {
  const [first, second] = words;
  if (first === "--version" || first === "-V") {
    const { version } = await import("../runtime/package.js");
    process.stdout.write(`${version}\n`);
    return 0;
  }
  if (
    first === undefined ||
    first === "--help" ||
    first === "-h" ||
    (first === "help" && !commands.has(second))
  ) {
    if (first === "help" && second !== undefined) throw await unknownCommand(second);
    const [{ overview }, { print }] = await Promise.all([
      import("./page/overview.js"),
      import("./page/print.js"),
    ]);
    await print(await overview(commands));
    return first === undefined ? 2 : 0;
  }
  if (first === "help") return run(await commands.load(second!), ["--help"]);
  if (commands.has(first)) return run(await commands.load(first), words.slice(1));
  if (WORD.test(first)) {
    const [{ existsSync }, { pluginCommand }] = await Promise.all([
      import("node:fs"),
      import("./plugin-command.js"),
    ]);
    const code = existsSync(first) ? undefined : await pluginCommand(first, words.slice(1), commands);
    if (code !== undefined) return code;
    if (await looksMistyped(first)) throw await unknownCommand(first);
  }
  return run(await commands.load("convert"), words);
}

/** What a command could be called, a plugin's too. */
const WORD = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A bare word that is no file and resembles a command was not meant as an input. */
async function looksMistyped(word: string): Promise<boolean> {
  const [{ existsSync }, { nearest }] = await Promise.all([
    import("node:fs"),
    import("../failure/nearest.js"),
  ]);
  return !existsSync(word) && nearest(word, commands.names) !== undefined;
}

async function unknownCommand(word: string): Promise<Error> {
  const [{ Failure }, { nearest }] = await Promise.all([
    import("../failure/failure.js"),
    import("../failure/nearest.js"),
  ]);
  const near = nearest(word, commands.names);
  const hint = near === undefined ? `there are ${commands.names.join(", ")}` : `did you mean ${near}?`;
  return new Failure("unknown-command", `there is no command ${word}; ${hint}`);
}

async function run(command: Command, words: readonly string[]): Promise<number> {
  const [{ parseArguments }, { leave, onInterrupt }] = await Promise.all([
    import("./parse.js"),
    import("./interrupt.js"),
  ]);
  const parsed = await parseArguments(command, words, commands.names);
  if (parsed === "helped") return 0;
  verbose = parsed.flags.verbose ?? false;
  const { signal, overdue, stop } = onInterrupt(command.endsWithin);
  try {
    const { onLocalDatasets } = await import("./object-stores.js");
    const running = async (): Promise<number | undefined> => {
      if (namesPlugins(parsed))
        await (await import("./added-containers.js")).knowAddedContainers({ ...parsed, commands });
      return onLocalDatasets(command, parsed, signal, (local) => command.run({ ...local, commands, signal }));
    };
    return (await Promise.race([running(), overdue])) ?? 0;
  } finally {
    stop();
    if (signal.aborted) leaveInterrupted = () => leave(signal);
  }
}

/** Not before it is told why, and with which code: on a busy machine the words for it take longer to load than an end is waited for. */
let leaveInterrupted = (): void => {};

/** Whether a container of a plugin is named anywhere, so that all others need not look. */
const namesPlugins = ({ flags }: Pick<Invocation, "flags">): boolean =>
  [flags, ...(flags.perSource ?? [])].some(({ input }) => input?.startsWith("plugin:"));

let verbose = process.argv.includes("-v") || process.argv.includes("--verbose");

async function report(error: unknown): Promise<number> {
  const [{ Failure }, { BrokenPipe }, { codedText, exitCodeOf }, { say, warn }] = await Promise.all([
    import("../failure/failure.js"),
    import("../durable/broken-pipe.js"),
    import("./failure.js"),
    import("./page/say.js"),
  ]);
  if (error instanceof BrokenPipe) return 0;
  if (error instanceof Failure) {
    warn(codedText(error));
    if (verbose) {
      say(error.stack ?? "");
      if (error.cause !== undefined) say(withoutSecrets(String(error.cause)));
    }
    return exitCodeOf(error);
  }
  const trace = withoutSecrets((error instanceof Error && error.stack) || String(error));
  warn(`this is a bug of witskit, not of your data; please report it with what follows.\n${trace}`);
  return 70;
}

// Whoever stops reading what we say does not want us to stop working.
process.stderr.on("error", () => {});

// Whoever lists processes sees a command line, and is not to see a password in it.
if (process.argv.some((word) => withoutSecrets(word) !== word)) {
  process.title = ["witskit", ...process.argv.slice(2).map(withoutSecrets)].join(" ");
}

process.exitCode = await main(process.argv.slice(2)).catch(report);
leaveInterrupted();
