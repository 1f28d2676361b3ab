/** Which share of a run falls to this machine. */
import { Failure } from "../failure/failure.js";
import type { Shard } from "./manifest.js";

/**
 * Reads `I/N`, I from 0. Either may be left out where a scheduler tells it: the index by Kubernetes Indexed Jobs or
 * Slurm arrays, the count by Slurm.
 */
export function parseShard(text: string, environment: NodeJS.ProcessEnv = process.env): Shard {
  const match = /^(\d*)\/(\d*)$/.exec(text);
  if (match === null) throw refused(text, "it is not of the form I/N, such as 0/4");
  const index = match[1] === "" ? indexOf(environment) : Number(match[1]);
  const count = match[2] === "" ? numberIn(environment, "SLURM_ARRAY_TASK_COUNT") : Number(match[2]);
  if (index === undefined) {
    throw refused(text, "no index is given, and neither JOB_COMPLETION_INDEX nor SLURM_ARRAY_TASK_ID is set");
  }
  if (count === undefined) throw refused(text, "no count is given, and SLURM_ARRAY_TASK_COUNT is not set");
  if (index >= count) throw refused(text, `of ${count} shards the last one is ${count - 1}/${count}`);
  return { index, count };
}

/** Slurm arrays may start anywhere. */
function indexOf(environment: NodeJS.ProcessEnv): number | undefined {
  const slurm = numberIn(environment, "SLURM_ARRAY_TASK_ID");
  const first = numberIn(environment, "SLURM_ARRAY_TASK_MIN") ?? 0;
  return numberIn(environment, "JOB_COMPLETION_INDEX") ?? (slurm === undefined ? undefined : slurm - first);
}

function numberIn(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = environment[name];
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}

const refused = (text: string, why: string): Failure =>
  new Failure("bad-option", `--shard ${text}: ${why}; the shards of four are 0/4, 1/4, 2/4 and 3/4`);
