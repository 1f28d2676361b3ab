/** What `deploy/` has for many machines, run as processes with the environment that Kubernetes and Slurm set. */
import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parse as yaml } from "yaml";
import { query } from "../bulk/query.js";
import { BINARY, filesIn, MANIFEST, SAMPLES, witskit } from "../cli/binary.js";

const DEPLOY = fileURLToPath(new URL("../../deploy/", import.meta.url));
const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** The image of the container, or what the node has: the program in the path. */
const bin = join(cwd, "bin");
mkdirSync(bin);
writeFileSync(join(bin, "witskit"), `#!/bin/sh\nexec "${process.execPath}" "${BINARY}" "$@"\n`);
chmodSync(join(bin, "witskit"), 0o755);

interface Ended {
  readonly code: number | null;
  readonly err: string;
}

function run(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const path = `${bin}${delimiter}${process.env["PATH"]}`;
  const child = spawn(words[0]!, words.slice(1), {
    cwd,
    // Small parts, so that every shard has some to make.
    env: { PATH: path, HOME: cwd, NO_COLOR: "1", WITS_PART_SIZE: "16KiB", ...env },
  });
  let err = "";
  child.stderr.on("data", (text) => {
    err += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, err })));
}

interface Job {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly completionMode?: string;
    readonly completions?: number;
    readonly parallelism?: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly env: readonly { readonly name: string; readonly value: string }[];
          readonly volumeMounts: readonly { readonly mountPath: string }[];
        }[];
      };
    };
  };
}
const jobs = readFileSync(join(DEPLOY, "kubernetes-shards.yaml"), "utf8")
  .split(/^---$/m)
  .map((text) => yaml(text) as Job);

/** Folders stand in for the volumes: what is mounted at a path lies in a folder of its name. */
async function runJob({ spec }: Job): Promise<Ended[]> {
  const [container] = spec.template.spec.containers;
  const { command, env, volumeMounts } = container!;
  const mounted = (value: string): string =>
    volumeMounts.some(({ mountPath }) => mountPath === value) ? join(cwd, "kubernetes", value) : value;
  const own = Object.fromEntries(env.map(({ name, value }) => [name, mounted(value)]));
  const indexes = Array.from({ length: spec.completions ?? 1 }, (_, i) => i);
  return Promise.all(
    indexes.map((i) =>
      run(command, spec.completionMode === "Indexed" ? { ...own, JOB_COMPLETION_INDEX: `${i}` } : own),
    ),
  );
}

const runArray = async (folder: string, first: number, tasks: number): Promise<Ended[]> =>
  Promise.all(
    Array.from({ length: tasks }, (_, i) =>
      run(["bash", join(DEPLOY, "slurm-shards.sh")], {
        LOGS: join(folder, "logs"),
        DATASET: join(folder, "dataset"),
        SLURM_ARRAY_TASK_ID: `${first + i}`,
        SLURM_ARRAY_TASK_MIN: `${first}`,
        SLURM_ARRAY_TASK_COUNT: `${tasks}`,
        SLURM_CPUS_PER_TASK: "1",
      }),
    ),
  );

const well = (all: readonly Ended[]): void =>
  expect(all).toEqual(all.map(() => ({ code: 0, err: expect.not.stringContaining("[") })));

/** Each log's rows, once, as a run by itself makes them. */
async function expectRows(folder: string): Promise<void> {
  const { code } = witskit(["convert", "logs", "-o", "alone", "--units", "metric", "--force", "-q"], {
    cwd: folder,
  });
  expect(code).toBe(0);
  const rows = (name: string): string =>
    `SELECT regexp_extract(source, '[^/]+$') AS log, "offset", timestamp, HKLA FROM '${join(folder, name)}/record=01/*.parquet'`;
  for (const [one, other] of [
    ["dataset", "alone"],
    ["alone", "dataset"],
  ] as const)
    expect(await query(`SELECT count(*)::INT FROM (${rows(one)} EXCEPT ALL ${rows(other)})`)).toEqual([[0]]);
  expect(filesIn(join(folder, "dataset")).filter((name) => name.startsWith("_witskit/manifest"))).toEqual([
    MANIFEST,
  ]);
  const checked = witskit(["info", "--check", "dataset"], { cwd: folder });
  expect(checked).toMatchObject({ code: 0, out: expect.stringContaining("faults     none") });
}

function withLogs(name: string, count: number): string {
  const folder = join(cwd, name);
  for (let i = 0; i < count; i++) cpSync(join(SAMPLES, "rig.wits"), join(folder, `logs/${i}.wits`));
  return folder;
}

describe("shards side by side make what one run makes", () => {
  it("as an Indexed Job of Kubernetes", async () => {
    const [shards, merge] = jobs as [Job, Job];
    const { completions, parallelism, template } = shards.spec;
    const told = template.spec.containers[0]!.env.find(({ name }) => name === "SHARDS")!.value;
    expect([parallelism, Number(told)]).toEqual([completions, completions]);
    const folder = withLogs("kubernetes", 3);
    well(await runJob(shards));
    well(await runJob(merge));
    await expectRows(folder);
    // The same two Jobs take in what came in a night.
    withLogs("kubernetes", 6);
    well(await runJob(shards));
    well(await runJob(merge));
    await expectRows(folder);
  });

  it("as an array of Slurm, wherever its numbers begin", async () => {
    const folder = withLogs("slurm", 2);
    const merge = () =>
      run(["bash", join(DEPLOY, "slurm-shards.sh"), "merge"], { DATASET: join(folder, "dataset") });
    well(await runArray(folder, 1, 3));
    well([await merge()]);
    await expectRows(folder);
    withLogs("slurm", 4);
    well(await runArray(folder, 0, 2));
    well([await merge()]);
    await expectRows(folder);
  });

  it("a shard that is missing keeps the dataset open, and is named", async () => {
    const folder = withLogs("half", 2);
    const env = { LOGS: join(folder, "logs"), DATASET: join(folder, "dataset"), SLURM_ARRAY_TASK_COUNT: "2" };
    well([await run(["bash", join(DEPLOY, "slurm-shards.sh")], { ...env, SLURM_ARRAY_TASK_ID: "0" })]);
    const merged = await run(["bash", join(DEPLOY, "slurm-shards.sh"), "merge"], env);
    expect(merged).toEqual({ code: 3, err: expect.stringContaining("[shards-incomplete]") });
  });
});
