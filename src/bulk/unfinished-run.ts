/** The inputs of a run that was stopped, as they are now: it can be gone on with where all that it had of them is there. */
import type { ManifestRun } from "../dataset/manifest.js";
import { digestText, type ManifestInput } from "../dataset/manifest-inputs.js";
import type { Source } from "../input/bytes/source.js";
import { findSources } from "../input/source/find.js";
import { pathOf } from "./known-inputs.js";
import type { RunSource } from "./plan.js";
import { differs } from "./run-differs.js";

/** Of an input that could not be read when the run began: small ones have the same place in the plan. */
const SMALL_INPUT = 4 << 20;

/** The sources that a run reads, in its order. Throws `Failure("output-differs")`, about the dataset, where one is not what it was. */
export async function unchangedSources(
  run: Pick<ManifestRun, "inputs" | "noted">,
  sources: readonly Source[],
  dataset: string,
): Promise<readonly RunSource[]> {
  const found = await sourcesOfRun(run, sources);
  const changes = found.filter((one) => typeof one === "string");
  if (changes.length > 0) throw differs(dataset, changes);
  return found.filter((one) => typeof one !== "string");
}

/** The same, with a sentence for each that is not what it was. */
export async function sourcesOfRun(
  { inputs, noted = 0 }: Pick<ManifestRun, "inputs" | "noted">,
  sources: readonly Source[],
): Promise<readonly (RunSource | string)[]> {
  const byPath = new Map(sources.map((source) => [source.name, source]));
  const found: (RunSource | string)[] = [];
  const all = [...inputs];
  for (const input of all.slice(0, all.length - noted)) {
    const path = pathOf(input);
    const source = byPath.get(path) ?? (await findSources([path], { onLost: () => {} }))[0];
    found.push(source === undefined ? `input ${path} is missing` : ofRun(input, source));
  }
  return found;
}

function ofRun(input: ManifestInput, source: Source): RunSource | string {
  const { name, bytes, digest, modified, from, to, clock } = input;
  const { size = 0 } = source;
  const path = source.name;
  const isSame = size === bytes && modified !== undefined && modified === source.modified;
  if (!isSame && digest !== "" && digestText(source) !== digest) {
    if (size < bytes) return `input ${path} had ${bytes} bytes, now it has ${size}`;
    if (size === bytes || source.digest !== undefined || digestText(source, bytes) !== digest)
      return `input ${path} has other content`;
  }
  if (digest === "" && bytes > SMALL_INPUT && digestText(source) !== "")
    return `input ${path} has other content`;
  return {
    ...source,
    name,
    ...(name !== path && { path }),
    size: bytes,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(clock !== undefined && { clock }),
  };
}
