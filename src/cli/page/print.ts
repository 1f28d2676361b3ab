/** What a command says on standard output. When the reader goes away, as `head` does, this throws `BrokenPipe`. */
import { openStdout } from "../../durable/stdout-output.js";
import { shownPlaces } from "../../text/shown-places.js";
import { shownLines } from "../../text/shown-text.js";

/** Prints a text for people and a line end: nothing in it is obeyed by a terminal, wherever it came from. */
export const print = (text: string): Promise<void> => printData(shownLines(shownPlaces(text)));

/** Prints a text for programs, as it is, and a line end. */
export async function printData(text: string): Promise<void> {
  const output = openStdout();
  await output.write(Buffer.from(`${text}\n`));
  await output.finish();
}

/** As JSON, for programs. */
export const printJson = (document: unknown): Promise<void> =>
  printData(
    JSON.stringify(
      document,
      (_, value: unknown) => (typeof value === "string" ? shownPlaces(value) : value),
      2,
    ),
  );

/** Characters in a line of the terminal; undefined when standard output is none, so that nothing is cut off in a file. */
export const terminalWidth = (): number | undefined =>
  process.stdout.isTTY ? process.stdout.columns : undefined;
