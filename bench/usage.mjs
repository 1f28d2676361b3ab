/** Loaded into a command with `--import`: on its end it writes what it has used, as JSON, to descriptor 3. */
import { readFileSync, writeSync } from "node:fs";

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ peak: peak() * 1024, cpu: (user + system) / 1e6 }));
});

/**
 * KiB. Linux hands the peak of the process that started this one, a benchmark with much in memory, down into `maxRSS`; the high
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
