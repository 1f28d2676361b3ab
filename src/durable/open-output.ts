import { openFileOutput } from "./file-output.js";
import { commitOutputs, type Output, type OutputOptions } from "./output.js";
import { openStdout } from "./stdout-output.js";

/** The name of the output that is standard output. A file called `-` is `./-`. */
export const STDOUT = "-";

export async function openOutput(path: string, options: OutputOptions = {}): Promise<Output> {
  return path === STDOUT ? openStdout() : openFileOutput(path, options);
}

/** An output that `fill` writes: it appears whole, or not at all where anything throws. */
export async function writeOutput(
  path: string,
  options: OutputOptions,
  fill: (output: Output) => Promise<void>,
): Promise<void> {
  const output = await openOutput(path, options);
  try {
    await fill(output);
    await commitOutputs([output]);
  } catch (error) {
    await output.abort();
    throw error;
  }
}
