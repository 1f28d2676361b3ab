/** Loaded into a command with `--import`: on its end it writes the peak of its memory, in KiB, to descriptor 3. */
import { writeSync } from "node:fs";

process.on("exit", () => {
  writeSync(3, String(process.resourceUsage().maxRSS));
});
