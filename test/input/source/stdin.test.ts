import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { temporaryFolder } from "./folder.js";
import { logOf } from "./log.js";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const CAT = ["--import", here("../../../scripts/typescript.mjs"), here("./cat.ts"), "-"];
const LOG = logOf(4000);

it("reads a log from a pipe", () => {
  const { stdout, status } = spawnSync(process.execPath, CAT, { input: LOG, maxBuffer: 1 << 26 });
  expect(status).toBe(0);
  expect(stdout.equals(LOG)).toBe(true);
});

it("reads a gzipped log from a file, and tells where a truncated one breaks off", () => {
  const packed = gzipSync(LOG);
  const folder = temporaryFolder({ whole: packed, cut: packed.subarray(0, 20_000) });
  const [whole, cut] = ["whole", "cut"].map((name) => {
    const file = openSync(join(folder, name), "r");
    const outcome = spawnSync(process.execPath, CAT, { stdio: [file, "pipe", "pipe"], maxBuffer: 1 << 26 });
    closeSync(file);
    return outcome;
  });
  expect(whole!.stdout.equals(LOG)).toBe(true);
  expect(cut!.status).toBe(3);
  expect(cut!.stderr.toString()).toContain(
    "standard input ends early: its gzip data breaks off at compressed byte 20000",
  );
  expect(LOG.subarray(0, cut!.stdout.length).equals(cut!.stdout)).toBe(true);
});

it("gives a line as soon as it is there, and lets the process end while the pipe stays open", async () => {
  const child = spawn(process.execPath, [...CAT, "first"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.write("01083650.40\r\n");
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const status = await new Promise((resolve) => child.once("close", resolve));
  expect(status).toBe(0);
  expect(Buffer.concat(chunks).toString()).toBe("01083650.40\r\n");
  child.stdin.destroy();
});
