/**
 * Makes parts of a converted dataset again that are damaged or gone: their units are struck from the manifest, and the same
 * conversion is run once more, which does what is missing. The inputs must be what they were.
 */
import { stat } from "node:fs/promises";
import { checkDataset, type Fault } from "../dataset/check.js";
import { manifestPath } from "../dataset/manifest.js";
import type { ManifestContent } from "../dataset/manifest-file.js";
import { writeManifest } from "../dataset/manifest-text.js";
import { optionsIn } from "../dataset/options-in.js";
import { Failure } from "../failure/failure.js";
import { convert } from "./convert.js";
import { pathOf } from "./known-inputs.js";

export interface Remade {
  readonly units: readonly number[];
  readonly left: readonly Fault[];
  /** Why nothing could be made again; undefined where all was, or nothing had to be. */
  readonly why: string | undefined;
}

export async function repairConverted(folder: string, signal?: AbortSignal): Promise<Remade> {
  const { faults, manifest } = await checkDataset(folder, signal);
  const runs = manifest === undefined ? [] : [{ ...manifest.head, first: 0 }, ...manifest.runs];
  // What others were gathered into can be made of no input.
  const isOfRun = (unit: number): boolean =>
    runs.some(({ first, units }) => unit >= first && unit < first + units);
  const faulty = [...new Set(faults.flatMap(({ unit }) => unit ?? []))].sort((a, b) => a - b);
  const units = manifest === undefined ? faulty : faulty.filter(isOfRun);
  if (units.length === 0) return { units, left: faults, why: undefined };
  if (manifest === undefined) {
    const why =
      "nothing tells of which inputs it was made, since its manifest is gone: convert them again with --force";
    return { units: [], left: faults, why };
  }
  const inputs = await inputsOf(manifest);
  if (typeof inputs === "string") return { units: [], left: faults, why: inputs };
  const path = manifestPath(folder, undefined);
  const { head, complete } = manifest;
  const kept = manifest.units.filter(({ unit }) => !units.includes(unit));
  await writeManifest(path, head, { runs: manifest.runs, units: kept, complete });
  try {
    await convert({ ...optionsIn(head.options), inputs, output: `${folder}/`, signal });
  } catch (error) {
    await writeManifest(path, head, { runs: manifest.runs, units: manifest.units, complete });
    if (!(error instanceof Failure) || error.kind === "interrupted") throw error;
    return { units: [], left: faults, why: error.message };
  }
  const after = await checkDataset(folder, signal);
  // In the order in which one run would have written them.
  const inOrder = [...(after.manifest?.units ?? [])].sort((a, b) => a.unit - b.unit);
  await writeManifest(path, head, { runs: after.manifest?.runs ?? [], units: inOrder, complete: true });
  return { units, left: after.faults, why: undefined };
}

/** The inputs as a command line would name them, members of an archive by the archive; or why there are none. */
async function inputsOf({ head, runs }: ManifestContent): Promise<string[] | string> {
  const inputs: string[] = [];
  const paths = new Set([head, ...runs].flatMap((run) => [...run.inputs].map(pathOf)));
  for (const path of paths) {
    const input = await fileOf(path);
    if (input === undefined) return `${path}, of which it was made, is not there any more`;
    if (inputs.at(-1) !== input) inputs.push(input);
  }
  return inputs;
}

/** `logs.zip` of `logs.zip/a.wits`. */
async function fileOf(name: string): Promise<string | undefined> {
  for (let path = name; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf("/")))) {
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile()) return path;
    if (info !== undefined) return undefined;
  }
  return undefined;
}
