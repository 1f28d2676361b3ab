/** `decoder.c`, compiled on the spot and kept running beside the benchmark, so that it has its turn in every round. */
import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { plan } from "./decoders.mjs";

const SOURCE = fileURLToPath(new URL("decoder.c", import.meta.url));
export const FLAGS = ["-O3"];
const CODES = 10_000;

/**
 * The compiler's name and version, and a function that starts a decoder on a log. Undefined where no C compiler is.
 * @param {string} folder For what is compiled.
 */
export function compileC(folder) {
  const program = join(folder, "decoder");
  const version = spawnSync("cc", ["--version"], { encoding: "utf8" });
  if (version.status !== 0) return undefined;
  const { status, stderr } = spawnSync("cc", [...FLAGS, "-o", program, SOURCE], { encoding: "utf8" });
  if (status !== 0) throw new Error(`decoder.c does not compile: ${stderr}`);
  const kinds = join(folder, "kinds");
  writeFileSync(
    kinds,
    Array.from({ length: CODES }, (_, code) => (plan.kindOf(code) === "text" ? "t" : "n")).join(""),
  );
  return {
    compiler: version.stdout.split("\n")[0] ?? "cc",
    start: (/** @type {string} */ log) => start(program, log, kinds),
  };
}

/**
 * @param {string} program
 * @param {string} log
 * @param {string} kinds
 */
async function start(program, log, kinds) {
  const child = spawn(program, [log, kinds], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the C decoder ended");
    return /** @type {string} */ (value);
  };
  /** @type {import("./decoders.mjs").Found} */
  const found = JSON.parse(await next());
  return {
    found,
    /** Decodes once. Returns its milliseconds. */
    async turn() {
      child.stdin.write("\n");
      return Number(await next()) / 1e6;
    },
    stop: () => child.stdin.end(),
  };
}
