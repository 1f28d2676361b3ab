/** Formats that only one command makes: which of them a command line means. */
import { extname } from "node:path";
import { Failure } from "../../failure/failure.js";

export interface Choice<Format extends string> {
  readonly formats: readonly Format[];
  /** Other endings that mean one. */
  readonly aliases: Readonly<Record<string, Format>>;
  /** For messages: the endings that a name can have, and what is made. */
  readonly endings: string;
  readonly what: string;
  /** What to do instead, behind the list of formats. */
  readonly hint?: string;
}

/** By the flag, else by the output's ending. Throws Failure("usage") where that is no format. */
export function chosenFormat<Format extends string>(
  given: string | undefined,
  output: string,
  { formats, aliases, endings, what, hint = "" }: Choice<Format>,
): Format {
  const named = (given ?? extname(output).slice(1)).toLowerCase();
  const format = formats.find((one) => one === (aliases[named] ?? named));
  if (format !== undefined) return format;
  const list = formats.join(", ");
  throw new Failure(
    "unknown-format",
    given === undefined
      ? `cannot tell the format of ${output} by its ending; the endings are ${endings}, or give --format with one of ${list}`
      : `there is no format ${given} for ${what}; there are ${list}${hint}`,
  );
}
