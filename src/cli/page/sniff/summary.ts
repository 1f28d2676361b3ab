/** Many files at a glance: a line for each, and a command for those that need the same flags. */

import { folderOf } from "../../../input/sniff/chosen.js";
import type { Look } from "../../../input/sniff/look.js";
import type { UnitSet } from "../../../wits/catalog/units.js";
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
  /** Undefined when the values do not tell. */
  readonly set: UnitSet | undefined;
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
      set: undefined,
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
    set: sure === "more likely than not" ? undefined : set,
    flags: [...given, ...look.dialect.options.map(flagOf)].map(({ flag, text }) => ({ flag, text })),
  };
}

export function summaryText(
  inputs: readonly string[],
  lines: readonly LookLine[],
  width: number,
  unseen = 0,
): string {
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
  const count = `${integer(lines.length)} files, ${integer(logs)} of them logs; FRAMES are those of what was read${unseen === 0 ? "" : `; ${integer(unseen)} more like these were not looked at`}`;
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
  /** Those in its words. */
  readonly flags: readonly GivenFlag[];
  readonly words: readonly string[];
  readonly files: number;
}

/**
 * The units of each folder, where there are two sets among them, and each folder has one: else nothing is said, and people
 * are to look.
 */
export function unitsByFolder(lines: readonly LookLine[]): readonly GivenFlag[] {
  const folders = new Map<string, Set<UnitSet | undefined>>();
  for (const { name, kind, set } of lines) {
    if (kind !== "log") continue;
    const folder = folderOf({ name });
    folders.set(folder, (folders.get(folder) ?? new Set()).add(set));
  }
  const sets = [...folders.values()].map((all) => [...all].filter((set) => set !== undefined));
  if (sets.some((all) => all.length !== 1) || new Set(sets.flat()).size < 2) return [];
  return [...folders.keys()].map((folder, i) => ({ flag: "units", text: `${folder}/**=${sets[i]![0]}` }));
}

/** Whether one command serves all of them, and no folder has two unit sets: then what was not looked at is most likely alike. */
export function isAlike(inputs: readonly string[], lines: readonly LookLine[]): boolean {
  const sets = new Map<string, UnitSet>();
  for (const { name, set } of lines) {
    if (set === undefined) continue;
    const folder = folderOf({ name });
    if ((sets.get(folder) ?? set) !== set) return false;
    sets.set(folder, set);
  }
  return commandsFor(inputs, lines).length === 1;
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
  const apart = unitsByFolder(lines);
  if (apart.length > 0 && all.length === 1) {
    const to = { flag: "to", text: "metric" } as const;
    const flags = [...all[0]![0]!.flags, ...apart, to];
    return [{ flags, words: convertWords(inputs, output, flags), files: all[0]!.length }];
  }
  const [only] = all;
  if (all.length === 1 && lines.every(({ kind }) => kind === "log" || kind === "empty")) {
    const words = convertWords(inputs, output, only![0]!.flags);
    return [{ flags: only![0]!.flags, words, files: only!.length }];
  }
  return all.map((group, i) => ({
    flags: group[0]!.flags,
    words: convertWords(
      group.map(({ name }) => name),
      all.length === 1 ? output : output.replace(/\/$/, `-${i + 1}/`),
      group[0]!.flags,
    ),
    files: group.length,
  }));
}
