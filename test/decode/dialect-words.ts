/** From flags, as they stand in a case, to what the decoders are told: through the code of the command line. */

import { decodeCommand } from "../../src/cli/command/decode.js";
import type { FlagValues } from "../../src/cli/flags/flags.js";
import { parseArguments } from "../../src/cli/parse.js";
import type { ContainerOptions } from "../../src/input/container/open.js";
import { dataOptions, openOptions } from "../../src/input/feed/options.js";
import { STDIN } from "../../src/runtime/standard-input.js";
import { type Layout, planOf } from "../../src/wits/catalog/layout.js";
import type { DecodeOptions } from "../../src/wits/decoding/options.js";
import { wordsIn } from "./notation.js";

/** A case's flags, read. */
export interface Told {
  readonly flags: FlagValues;
  /** What a decoder of that layout is told. */
  optionsFor(layout: Layout): DecodeOptions;
  /** What a decoder is told whose rows are wanted for their frame's place, time and vendor alone. */
  readonly heads: DecodeOptions;
  readonly utc: boolean;
  /** What there is to know to take off what wraps the frames. */
  readonly open: ContainerOptions;
}

/** Throws Failure("usage"), as `witskit decode` does, when the words are no flags of it. */
export async function toldBy(line: string): Promise<Told> {
  const parsed = await parseArguments(decodeCommand, [STDIN, ...wordsIn(line)]);
  if (parsed === "helped") throw new Error("a case asks for no help");
  const { flags } = parsed;
  const given = await dataOptions(flags, "long");
  const { timezone, dialect, layout: _, ...data } = given;
  const shared = {
    ...dialect,
    sources: ["case"],
    toUtc: timezone?.toUtc,
    toLocal: timezone?.toLocal,
    turns: timezone?.turns,
  };
  return {
    flags,
    optionsFor: (layout) => ({ ...data, ...shared, plan: planOf({ ...data, layout }) }),
    heads: { ...shared, plan: planOf({ ...data, layout: "frame", records: [] }) },
    utc: timezone !== undefined,
    open: openOptions(given),
  };
}
