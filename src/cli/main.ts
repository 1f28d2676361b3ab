#!/usr/bin/env node
import { withoutSecrets } from "../secrets.js";
/**
 * The program: finds the command, parses its arguments from the table of flags, runs it, and turns what it throws
 * into a message and an exit code. Modules are loaded when they are needed: `--version` needs next to none.
 */
import type { Command } from "./command.js";
import { allCommands, commands, isCommand } from "./commands.js";

async function main(words: readonly string[]): Promise<number> {
  const [first, second] = words;
  if (first === "--version" || first === "-V") {
    const { version } = await import("../package.js");
    process.stdout.write(`${version}\n`);
    return 0;
  }
  if (
    first === undefined ||
    first === "--help" ||
    first === "-h" ||
    (first === "help" && !isCommand(second))
  ) {
    const { overview } = await import("./page/help.js");
    const all = await allCommands();
    const { print } = await import("./page/print.js");
    if (first === "help" && second !== undefined) throw await unknownCommand(second);
    await print(overview(all));
    return first === undefined ? 2 : 0;
  }
  if (first === "help") return run(await commands[second!]!(), ["--help"]);
  if (isCommand(first)) return run(await commands[first]!(), words.slice(1));
  if (/^[a-z]+(-[a-z]+)*$/.test(first) && (await looksMistyped(first))) throw await unknownCommand(first);
  return run(await commands["convert"]!(), words);
}

/** A bare word that is no file and resembles a command was not meant as an input. */
async function looksMistyped(word: string): Promise<boolean> {
  const [{ existsSync }, { nearest }] = await Promise.all([import("node:fs"), import("../nearest.js")]);
  return !existsSync(word) && nearest(word, Object.keys(commands)) !== undefined;
}

async function unknownCommand(word: string): Promise<Error> {
  const [{ Failure }, { nearest }] = await Promise.all([import("../failure.js"), import("../nearest.js")]);
  const near = nearest(word, Object.keys(commands));
  const hint = near === undefined ? `there are ${Object.keys(commands).join(", ")}` : `did you mean ${near}?`;
  return new Failure("usage", `there is no command ${word}; ${hint}`);
}

async function run(command: Command, words: readonly string[]): Promise<number> {
  const [{ parseArguments }, { leave, onInterrupt }] = await Promise.all([
    import("./parse.js"),
    import("./interrupt.js"),
  ]);
  const parsed = await parseArguments(command, words);
  if (parsed === "helped") return 0;
  verbose = parsed.flags.verbose ?? false;
  const { signal, overdue, stop } = onInterrupt(command.endsWithin);
  try {
    return (await Promise.race([command.run({ ...parsed, signal }), overdue])) ?? 0;
  } finally {
    stop();
    if (signal.aborted) leave(signal);
  }
}

let verbose = process.argv.includes("-v") || process.argv.includes("--verbose");

async function report(error: unknown): Promise<number> {
  const [{ Failure }, { BrokenPipe }, { exitCodeOf }] = await Promise.all([
    import("../failure.js"),
    import("../durable/broken-pipe.js"),
    import("./failure.js"),
  ]);
  if (error instanceof BrokenPipe) return 0;
  if (error instanceof Failure) {
    process.stderr.write(`witskit: ${error.message}\n`);
    if (verbose) {
      const cause = error.cause === undefined ? "" : `${withoutSecrets(String(error.cause))}\n`;
      process.stderr.write(`${error.stack}\n${cause}`);
    }
    return exitCodeOf(error);
  }
  const trace = withoutSecrets((error instanceof Error && error.stack) || String(error));
  process.stderr.write(
    `witskit: this is a bug of witskit, not of your data; please report it with what follows.\n${trace}\n`,
  );
  return 70;
}

// Whoever stops reading what we say does not want us to stop working.
process.stderr.on("error", () => {});

// Whoever lists processes sees a command line, and is not to see a password in it.
if (process.argv.some((word) => withoutSecrets(word) !== word)) {
  process.title = ["witskit", ...process.argv.slice(2).map(withoutSecrets)].join(" ");
}

process.exitCode = await main(process.argv.slice(2)).catch(report);
