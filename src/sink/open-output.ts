import { openFileOutput } from "./file-output.js";
import type { Output, OutputOptions } from "./output.js";
import { openStdout } from "./stdout-output.js";

/** The name of the output that is standard output. A file called `-` is `./-`. */
export const STDOUT = "-";

export async function openOutput(path: string, options: OutputOptions = {}): Promise<Output> {
  return path === STDOUT ? openStdout() : openFileOutput(path, options);
}
