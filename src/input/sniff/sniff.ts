/** What logs are, for programs: `witskit sniff` without its pages. */

import { planOf } from "../../wits/catalog/layout.js";
import type { DialectOptions } from "../../wits/dialect/dialect.js";
import type { MapRow } from "../../wits/map/check.js";
import type { ContainerKind, InputKind } from "../container/registry.js";
import { dataOptions, planOptions } from "../feed/options.js";
import { findSources } from "../source/find.js";
import { optionsOf } from "./found-option.js";
import { type LogLook, lookAt } from "./look.js";
import { Decoders, rejectCount } from "./trial.js";

/** How logs are looked at. */
export interface SniffOptions {
  /** What codes mean otherwise than the catalog says: a CSV or TOML file, or its entries. */
  readonly map?: string | readonly MapRow[] | undefined;
  /** Read all of each source, and not a sample of it; the dialect is found on the sample all the same. */
  readonly all?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A log, and what a conversion of it is to be told. */
export interface SniffedLog {
  readonly kind: "log";
  readonly source: string;
  /** What is taken off the frames, the outermost first. */
  readonly containers: readonly ContainerKind[];
  /** Parts of the dialect that are not as usual: `convert` takes them as they are. */
  readonly options: DialectOptions & { readonly input?: InputKind | undefined };
  /** Why, a sentence a part, in the order in which they were found. */
  readonly reasons: readonly { readonly option: string; readonly why: string }[];
  /** A guess by what the channels read, for a person to confirm; nothing is converted by it. */
  readonly units: {
    readonly likely: "metric" | "fps" | undefined;
    readonly sure: "very likely" | "likely" | "more likely than not" | "undecided";
  };
  /** Of what was read, as the dialect reads it. */
  readonly frames: number;
  readonly rejects: number;
  /** Whether all of the source was read. */
  readonly whole: boolean;
  /** Records that come, ascending. */
  readonly records: readonly number[];
}

/** What is no log: what it seems to be, or why it cannot be read. */
export interface SniffedOther {
  readonly kind: "empty" | "no-log" | "unreadable";
  readonly source: string;
  readonly seems: string;
}

/**
 * Finds out what lies at paths: files, folders, globs or `-`, as `convert` takes them. What cannot be found or read is among
 * the answers; only a wrong map is a `Failure`.
 */
export async function sniff(
  inputs: string | readonly string[],
  { map, all = false, signal = new AbortController().signal }: SniffOptions = {},
): Promise<(SniffedLog | SniffedOther)[]> {
  const paths = typeof inputs === "string" ? [inputs] : inputs;
  const decoders = new Decoders(planOf(planOptions(await dataOptions({ map }, "long"))));
  const found: (SniffedLog | SniffedOther)[] = [];
  const sources = await findSources(paths, {
    onLost: (source, { message }) => found.push({ kind: "unreadable", source, seems: message }),
  });
  for (const source of sources) {
    const look = await lookAt(source, { decoders, all, signal });
    found.push(
      look.kind === "log" ? findingOf(look) : { kind: look.kind, source: source.name, seems: look.seems },
    );
  }
  return found;
}

const findingOf = ({
  source,
  containers,
  dialect,
  guesses,
  counters,
  sample,
  records,
}: LogLook): SniffedLog => ({
  kind: "log",
  source: source.name,
  containers,
  options: optionsOf(dialect.options),
  reasons: dialect.options.map(({ option, why }) => ({ option, why })),
  units: { likely: guesses.units.set, sure: guesses.units.sure },
  frames: counters.frames,
  rejects: rejectCount({ counters }),
  whole: sample.whole,
  records: records.map(({ record }) => record),
});
