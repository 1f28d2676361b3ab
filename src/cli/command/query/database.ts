/** A question to a database that `load` has filled. */
import { STDOUT } from "../../../durable/open-output.js";
import { Failure } from "../../../failure/failure.js";
import type { Invocation } from "../../command.js";
import { ExitCode } from "../../failure.js";
import { type FlagName, longName } from "../../flags/flags.js";
import { formatOf, ROWS_SHOWN, refuseOthers, standardInput, writeSink, writeText } from "./answer.js";

/** Flags that are of account for an answer alone. */
const OF_ANSWERS: readonly FlagName[] = [
  "database",
  "format",
  "output",
  "limit",
  "index",
  "force",
  "verbose",
];

/** Of another database, as its own SQL has it. */
export async function queryDatabase({ arguments: words, flags, typed }: Invocation): Promise<ExitCode> {
  const [sql, ...others] = words;
  if (sql === undefined || others.length > 0)
    throw new Failure(
      "missing-option",
      `${others.length > 0 ? "a database is asked, and no dataset beside it" : "nothing says what to ask"}; ` +
        'give one question: witskit query --database URL "SELECT * FROM r01"',
    );
  const unkept = typed.find(({ flag }) => !OF_ANSWERS.includes(flag));
  if (unkept !== undefined)
    throw new Failure(
      "option-not-kept",
      `--${longName(unkept.flag)} is not kept: a database has its rows as they were loaded; put it into the SQL, or give it to load`,
    );
  const { output = STDOUT, force, limit = ROWS_SHOWN, index } = flags;
  const format = formatOf(flags.format, output);
  refuseOthers(typed, format);
  const text = sql === "-" ? await standardInput() : sql;
  if (text.trim() === "") throw new Failure("missing-option", "the query is empty");
  const [{ openAsking }, { resultOf }] = await Promise.all([
    import("../../../output/sql/open-asking.js"),
    import("../../../query/result.js"),
  ]);
  const asking = await openAsking(flags.database!);
  try {
    const asked = { query: async (sql: string) => resultOf(await asking.ask(sql)) };
    if (format === "table" || format === "json")
      await writeText(asked, text, { format, output, force, limit });
    else await writeSink(asked, text, { format, output, force, index });
    return ExitCode.done;
  } finally {
    await asking.close();
  }
}
