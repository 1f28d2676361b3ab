/** Run as a child: copies the source that it is given to standard output, and a failure to standard error. */
import { openSource } from "../../../src/input/source/open.js";

try {
  const reader = await openSource({ name: process.argv[2]! });
  const target = new Uint8Array(10_000);
  for (let length = await reader.read(target); length > 0; length = await reader.read(target)) {
    await new Promise((resolve) => process.stdout.write(target.subarray(0, length), resolve));
    if (process.argv[3] === "first") break;
  }
  await reader.close();
} catch (error) {
  process.stderr.write(`${error}\n`);
  process.exitCode = 3;
}
