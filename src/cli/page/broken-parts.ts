/** What people hear of parts that could not be read, behind what the others gave. */
import type { BrokenParts } from "../../dataset/broken-parts.js";
import { ExitCode, tellFailure } from "../failure.js";
import { warn } from "./say.js";

/** Undefined when there are none. */
export function tellBroken(
  broken: BrokenParts | undefined,
  { path, parts }: { readonly path: string; readonly parts: number },
): ExitCode | undefined {
  if (broken === undefined || broken.size === 0) return undefined;
  broken.failures.forEach(tellFailure);
  warn(
    `${broken.size} of ${parts} parts could not be read, and their rows are missing; \`witskit repair ${path}\` makes ` +
      "them again where what they were made from is still there",
  );
  return ExitCode.dataProblems;
}
