/** Run as a child: writes so many MB of lines to an output, and ends as a command would. */
import { BrokenPipe } from "../../src/durable/broken-pipe.js";
import { openOutput } from "../../src/durable/open-output.js";

const [path, megabytes, end] = process.argv.slice(2);
const lines = Buffer.from(`${"x".repeat(99)}\n`.repeat(1000));

try {
  const output = await openOutput(path!);
  const before = process.memoryUsage().rss;
  let most = before;
  for (let i = 0; i < Number(megabytes) * 10; i++) {
    await output.write(lines);
    most = Math.max(most, process.memoryUsage().rss);
  }
  await output.finish();
  if (end === "kill") process.kill(process.pid, "SIGKILL");
  await output.commit();
  if (Number(megabytes) === 60) process.stderr.write(`grew by ${Math.round((most - before) / 1e6)} MB\n`);
} catch (error) {
  if (!(error instanceof BrokenPipe)) {
    process.stderr.write(`${error}\n`);
    process.exitCode = 4;
  }
}
