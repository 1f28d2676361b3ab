/** Many files at a glance: a line for each, and a command for those that need the same flags. */

import type { Look } from "../../../input/sniff/look.js";
import type { GivenFlag } from "../../flags/flags.js";
import { commandText } from "../shell.js";
import { instant, integer } from "../wording.js";
import { yieldingTable } from "../yield.js";
import { convertWords, datasetFor } from "./command-line.js";
import { flagOf, flagText } from "./option-flags.js";
import { spanOf } from "./properties.js";

/** What is kept of a look when its page is printed. */
export interface LookLine {
  readonly name: string;
  readonly kind: Look["kind"];
  readonly what: string;
  readonly frames: number | undefined;
  readonly records: number | undefined;
  readonly first: string;
  readonly units: string;
  readonly flags: readonly GivenFlag[];
}

export function lineOf(look: Look, given: readonly GivenFlag[]): LookLine {
  const { kind, source } = look;
  if (look.kind !== "log") {
    const what = kind === "empty" ? "empty" : kind === "no-log" ? "no log" : "unreadable";
    return {
      name: source.name,
      kind,
      what,
      frames: undefined,
      records: undefined,
      first: "",
      units: "",
      flags: [],
    };
  }
  const span = spanOf(look.records);
  const { set, sure } = look.guesses.units;
  return {
    name: source.name,
    kind,
    what:
      [...look.containers, ...(look.compression === "plain" ? [] : [look.compression])].join(" in ") ||
      "plain",
    frames: look.counters.frames,
    records: look.records.length,
    first: span === undefined ? "no clock" : instant(span.first, false).slice(0, 16),
    units: set === undefined ? "undecided" : sure === "very likely" ? set : `${set}?`,
    flags: [...given, ...look.dialect.options.map(flagOf)].map(({ flag, text }) => ({ flag, text })),
  };
}

export function summaryText(inputs: readonly string[], lines: readonly LookLine[], width: number): string {
  const table = yieldingTable(
    lines.map(({ name, what, frames, records, first, units, flags }) => [
      name,
      what,
      frames === undefined ? "" : integer(frames),
      records === undefined ? "" : integer(records),
      first,
      units,
      flags.map(flagText).join(" "),
    ]),
    {
      head: ["FILE", "STORED", "FRAMES", "RECORDS", "FROM", "UNITS?", "FLAGS"],
      align: ["left", "left", "right", "right"],
      width,
      yields: ["FLAGS", "FILE"],
    },
  );
  const logs = lines.filter(({ kind }) => kind === "log").length;
  const count = `${integer(lines.length)} files, ${integer(logs)} of them logs; FRAMES are those of what was read`;
  const commands = commandsFor(inputs, lines).map(({ words, files }) =>
    files > MOST_NAMES && words.length > MOST_NAMES
      ? `  ${integer(files)} files with ${flagsIn(words) || "no flags"}: --json has the whole command`
      : `  ${commandText(words)}`,
  );
  return [
    `${table}\n${count}`,
    ...(commands.length === 0 ? [] : [`Convert them:\n${commands.join("\n")}`]),
  ].join("\n\n");
}

/** A command with more names is no longer one to read. */
const MOST_NAMES = 20;

const flagsIn = (words: readonly string[]): string => words.slice(words.indexOf("-o") + 2).join(" ");

export interface GroupCommand {
  readonly words: readonly string[];
  readonly files: number;
}

/** One command for all inputs when all need the same flags, one for each set of flags otherwise. */
export function commandsFor(inputs: readonly string[], lines: readonly LookLine[]): readonly GroupCommand[] {
  const groups = new Map<string, LookLine[]>();
  for (const line of lines) {
    if (line.kind !== "log") continue;
    const key = JSON.stringify(line.flags);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const output = datasetFor(inputs.length === 1 ? inputs[0]! : "logs");
  const all = [...groups.values()];
  const [only] = all;
  if (all.length === 1 && lines.every(({ kind }) => kind === "log" || kind === "empty")) {
    const words = convertWords(inputs, output, only![0]!.flags);
    return [{ words, files: only!.length }];
  }
  return all.map((group, i) => ({
    words: convertWords(
      group.map(({ name }) => name),
      all.length === 1 ? output : output.replace(/\/$/, `-${i + 1}/`),
      group[0]!.flags,
    ),
    files: group.length,
  }));
}
