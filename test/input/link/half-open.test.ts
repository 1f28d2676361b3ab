import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { program } from "../../program.js";

const TYPESCRIPT = new URL("../../../scripts/typescript.mjs", import.meta.url).href;
const script = fileURLToPath(new URL("half-open.mjs", import.meta.url));
const inOwnNetwork = (command: string, ...words: string[]) =>
  spawnSync("unshare", ["--net", command, ...words], { encoding: "utf8", timeout: 55_000 });
const possible = program("ip") !== undefined && inOwnNetwork("ip", "link", "set", "lo", "up").status === 0;

it.skipIf(!possible)(
  `a sender that is gone without a word is found out, and dialled again${possible ? "" : " (skipped: no network can be taken down here)"}`,
  () => {
    const { stdout, stderr } = inOwnNetwork(process.execPath, "--import", TYPESCRIPT, script);
    expect(stderr).toBe("");
    const said = stdout.trim().split("\n");
    expect(said.filter((line) => line === "bytes")).toHaveLength(2);
    expect(said.find((line) => line.startsWith("waiting"))).toMatch(/did not answer/);
  },
);
