/** What a stream has written so far, looked at from outside. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Bytes that the journal and the dataset of a stream have together. */
export function recorded(output: string, stream: string): number {
  let most = 0;
  try {
    for (const line of readFileSync(join(output, "_witskit/manifest.ndjson"), "utf8").split("\n")) {
      if (!line.startsWith('{"unit"') || !line.endsWith("}")) continue;
      const { streams = [] } = JSON.parse(line) as { streams?: { name: string; to: number }[] };
      for (const { name, to } of streams) if (name === stream) most = Math.max(most, to);
    }
  } catch {
    // It is not there yet.
  }
  const folder = join(output, "_witskit/journal", encodeURIComponent(stream));
  try {
    for (const file of readdirSync(folder)) {
      if (!file.endsWith(".wits")) continue;
      most = Math.max(most, Number.parseInt(file, 10) + statSync(join(folder, file)).size);
    }
  } catch {
    // It comes and goes.
  }
  return most;
}

/** Whether a process has the lock of a dataset: before, it hears no signal. */
export function holds(output: string, process: number): boolean {
  try {
    const holder = JSON.parse(readFileSync(join(output, "_witskit/stream.lock"), "utf8")) as { pid: number };
    return holder.pid === process;
  } catch {
    return false;
  }
}
