/** Stands between a test that waits, and cannot hear meanwhile, and the program that does what the test asks for. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { workerData } from "node:worker_threads";

const { port, answered, binary, folder } = workerData;
const script = fileURLToPath(new URL("kept-program.mjs", import.meta.url));

// What it writes goes into files, of which each command line has its part.
const [out, err] = [openSync(join(folder, "out"), "a+"), openSync(join(folder, "err"), "a+")];
const child = spawn(process.execPath, [script, binary], {
  env: { ...process.env, NO_COLOR: "1" },
  stdio: ["ignore", out, err, "ipc"],
});
const ended = once(child, "exit");
let [readOut, readErr] = [0, 0];

port.on("message", async (/** @type {{ cwd: string, words: string[] }} */ line) => {
  const said = once(child, "message");
  child.send(line);
  const [code] = await Promise.race([said, ended]);
  const [allOut, allErr] = [readFileSync(join(folder, "out")), readFileSync(join(folder, "err"))];
  port.postMessage({
    code,
    out: allOut.subarray(readOut).toString(),
    err: allErr.subarray(readErr).toString(),
  });
  [readOut, readErr] = [allOut.length, allErr.length];
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});
