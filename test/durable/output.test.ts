import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openOutput } from "../../src/durable/open-output.js";
import { commitOutputs, type Output } from "../../src/durable/output.js";
import { temporaryFolder } from "../input/source/folder.js";

const bytes = (text: string) => Buffer.from(text);

async function finished(path: string, text: string, force = false): Promise<Output> {
  const output = await openOutput(path, { force });
  await output.write(bytes(text));
  await output.finish();
  return output;
}

describe("a file", () => {
  it("has its name only when it is committed", async () => {
    const folder = temporaryFolder();
    const output = await finished(join(folder, "a.csv"), "x\n");
    expect(readdirSync(folder)).toEqual([".a.csv.partial"]);
    await output.commit();
    expect(readdirSync(folder)).toEqual(["a.csv"]);
    expect(readFileSync(join(folder, "a.csv"), "utf8")).toBe("x\n");
  });

  it("holds small and large writes in order, and what is written may be reused", async () => {
    const folder = temporaryFolder();
    const output = await openOutput(join(folder, "a"));
    const expected: Buffer[] = [];
    const reused = Buffer.alloc(300_000);
    for (const [i, size] of [1, 65_535, 65_536, 3, 300_000, 65_537, 0, 7].entries()) {
      reused.fill(i, 0, size);
      expected.push(Buffer.from(reused.subarray(0, size)));
      await output.write(reused.subarray(0, size));
    }
    await commitOutputs([output]);
    expect(readFileSync(join(folder, "a")).equals(Buffer.concat(expected))).toBe(true);
  });

  it("is removed when aborted, at any time", async () => {
    const folder = temporaryFolder();
    const started = await openOutput(join(folder, "a"));
    await started.write(bytes("x"));
    await started.abort();
    await (await finished(join(folder, "a"), "x")).abort();
    expect(readdirSync(folder)).toEqual([]);
    const committed = await finished(join(folder, "a"), "x");
    await committed.commit();
    await committed.abort();
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it("takes the place of what a killed run left", async () => {
    const folder = temporaryFolder({ ".a.partial": "much longer than the new one" });
    await commitOutputs([await finished(join(folder, "a"), "x")]);
    expect(readdirSync(folder)).toEqual(["a"]);
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("x");
  });
});

describe("a file that is there", () => {
  it("is not replaced", async () => {
    const folder = temporaryFolder({ a: "old" });
    await expect(openOutput(join(folder, "a"))).rejects.toThrow(
      /\/a: it exists already; give --force to replace it/,
    );
    await expect(openOutput(join(folder, "a"))).rejects.toMatchObject({ kind: "output" });
  });

  it("is not replaced either when it appeared meanwhile", async () => {
    const folder = temporaryFolder();
    const output = await finished(join(folder, "a"), "new");
    writeFileSync(join(folder, "a"), "old");
    await expect(commitOutputs([output])).rejects.toThrow(/it exists already/);
    expect(readdirSync(folder)).toEqual(["a"]);
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("old");
  });

  it("is replaced by force, at the commit, and through a link", async () => {
    const folder = temporaryFolder({ "real/a": "old" });
    symlinkSync("real/a", join(folder, "link"));
    const output = await finished(join(folder, "link"), "new", true);
    expect(readFileSync(join(folder, "real/a"), "utf8")).toBe("old");
    await output.commit();
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "real/a"), "utf8")).toBe("new");
  });
});

describe("many outputs", () => {
  it("appear together, or none of them", async () => {
    const folder = temporaryFolder();
    const good = await openOutput(join(folder, "good"));
    await good.write(bytes("x"));
    const full = await openOutput("/dev/full");
    await full.write(bytes("x"));
    await expect(commitOutputs([good, full])).rejects.toThrow("cannot write /dev/full: the disk is full");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of two runs to one name never mix", async () => {
    const folder = temporaryFolder();
    const first = await finished(join(folder, "a"), "first");
    const second = await openOutput(join(folder, "a"));
    await expect(commitOutputs([first])).rejects.toThrow(/another run to the same name/);
    await second.write(bytes("second"));
    await commitOutputs([second]);
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("second");
  });
});

describe("what cannot be written says why and what to do", () => {
  it("a folder that does not exist", async () => {
    const folder = temporaryFolder();
    await expect(openOutput(join(folder, "no/a"))).rejects.toThrow(
      /no\/a: its folder does not exist; make it first/,
    );
  });

  it("a file as a folder", async () => {
    const folder = temporaryFolder({ file: "" });
    await expect(openOutput(join(folder, "file/a"))).rejects.toThrow(/a part of its path is a file/);
  });

  it("a folder as a file", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "a"));
    await expect(openOutput(join(folder, "a"), { force: true })).rejects.toThrow(
      /it is a folder; name a file in it/,
    );
  });

  it("a name that is too long", async () => {
    const folder = temporaryFolder();
    await expect(openOutput(join(folder, "a".repeat(250)))).rejects.toThrow(/the name is too long/);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
    "a folder of somebody else",
    async () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o555);
      await expect(openOutput(join(folder, "a"))).rejects.toThrow(/you may not write there/);
      chmodSync(folder, 0o755);
    },
  );

  it("a full disk, in the middle of writing", async () => {
    const output = await openOutput("/dev/full");
    await expect(output.write(Buffer.alloc(1 << 20))).rejects.toMatchObject({ kind: "output" });
    await output.abort();
  });

  it("a folder that went away before the commit", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "in"));
    const output = await finished(join(folder, "in/a"), "x");
    renameSync(join(folder, "in"), join(folder, "moved"));
    await expect(commitOutputs([output])).rejects.toMatchObject({ kind: "output" });
  });
});

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
/** Arguments: the output, how many MB, and when to stop. */
const WRITE = ["--import", here("../../scripts/typescript.mjs"), here("./write.ts")];
const command = (...args: string[]) =>
  [process.execPath, ...WRITE, ...args].map((arg) => `'${arg}'`).join(" ");
const shell = (script: string) => spawnSync("sh", ["-c", script], { encoding: "utf8", maxBuffer: 1 << 26 });

describe("standard output", () => {
  it("is quiet when its reader has had enough", () => {
    const { stdout, stderr } = shell(`(${command("-", "50")}; echo "exit $?" >&2) | head -n 1`);
    expect(stdout).toMatch(/^x+\n$/);
    expect(stderr).toBe("exit 0\n");
  });

  it("on a full disk fails", () => {
    const { stderr, status } = shell(`${command("-", "1")} > /dev/full`);
    expect(stderr).toContain("cannot write standard output: the disk is full");
    expect(status).toBe(4);
  });

  it("redirected to a file has every byte", () => {
    const folder = temporaryFolder();
    expect(shell(`${command("-", "3")} > ${folder}/a`).status).toBe(0);
    expect(readFileSync(`${folder}/a`).length).toBe(3_000_000);
  });

  it("waits for a slow reader, in little memory", async () => {
    const child = spawn(process.execPath, [...WRITE, "-", "60"], { stdio: ["ignore", "pipe", "pipe"] });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    // Long enough for the child to write all of it, if it did not wait.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    let length = 0;
    for await (const chunk of child.stdout) {
      length += (chunk as Buffer).length;
    }
    const status = await new Promise((resolve) =>
      child.exitCode === null ? child.once("close", resolve) : resolve(child.exitCode),
    );
    expect(status).toBe(0);
    expect(length).toBe(60_000_000);
    expect(Number(/grew by (\d+) MB/.exec(errors)?.[1])).toBeLessThan(30);
  });
});

it("a run that is killed before the commit leaves nothing under the name, and the next one succeeds", () => {
  const folder = temporaryFolder();
  const killed = spawnSync(process.execPath, [...WRITE, join(folder, "a"), "1", "kill"]);
  expect(killed.signal).toBe("SIGKILL");
  expect(existsSync(join(folder, "a"))).toBe(false);
  expect(readdirSync(folder)).toEqual([".a.partial"]);
  expect(spawnSync(process.execPath, [...WRITE, join(folder, "a"), "1"]).status).toBe(0);
  expect(readdirSync(folder)).toEqual(["a"]);
});
