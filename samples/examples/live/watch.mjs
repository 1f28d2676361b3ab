// Frames of a rig as they come, until the hole is half a metre deeper.
import { WitsStream } from "witskit";

const [url = "tcp://127.0.0.1:9872"] = process.argv.slice(2);
let start;
for await (const frame of WitsStream.from(url, { units: "metric" })) {
  const depth = frame.get("DMEA")?.value;
  if (typeof depth !== "number") continue;
  start ??= depth;
  if (depth - start < 0.5) continue;
  console.log(`half a metre, at ${frame.timestamp?.toISOString()}`);
  break;
}
