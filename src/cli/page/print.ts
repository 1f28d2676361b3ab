/** What a command says on standard output. When the reader goes away, as `head` does, this throws `BrokenPipe`. */
import { openStdout } from "../../durable/stdout-output.js";

/** Prints a text and a line end. */
export async function print(text: string): Promise<void> {
  const output = openStdout();
  await output.write(Buffer.from(`${text}\n`));
  await output.finish();
}

/** Characters in a line of the terminal; undefined when standard output is none, so that nothing is cut off in a file. */
export const terminalWidth = (): number | undefined =>
  process.stdout.isTTY ? process.stdout.columns : undefined;
