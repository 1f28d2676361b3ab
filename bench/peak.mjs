/** Loaded into a command with `--import`: on its end it writes the peak of its memory, in KiB, to descriptor 3. */
import { readFileSync, writeSync } from "node:fs";

process.on("exit", () => {
  writeSync(3, String(peak()));
});

/**
 * Linux hands the peak of the process that started this one, a benchmark with much in memory, down into `maxRSS`; the high
 * water mark of /proc is that of this process alone.
 */
function peak() {
  try {
    const mark = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (mark !== undefined) return Number(mark);
  } catch {
    // No /proc: not Linux.
  }
  return process.resourceUsage().maxRSS;
}
