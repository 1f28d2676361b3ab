/** Runs the program to its end while the test goes on: a sender of its own must not stand still. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { BINARY, type Ran } from "../../cli/binary.js";

export async function ran(cwd: string, words: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [BINARY, ...words], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", LC_ALL: "C.UTF-8" },
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}
