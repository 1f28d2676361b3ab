/** What a run has found of its inputs, in sentences. */
import { pathOf } from "./known-inputs.js";
import type { NextRun } from "./next-run.js";

/** How many names are told of each kind. */
const SHOWN = 5;

export function changesText({ changes, retried, remakes, refused, verified }: NextRun): string[] {
  const { same, noted, grown, changed, added, gone } = changes;
  const texts: string[] = [];
  const tell = (what: string, names: readonly string[]): void => {
    if (names.length === 0) return;
    const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
    texts.push(`${what}: ${names.slice(0, SHOWN).join(", ")}${more}`);
  };
  if (retried > 0) {
    const inputs = retried === 1 ? "1 input" : `${retried} inputs`;
    const again = remakes.length === 0 ? "with the same end" : `and ${remakes.length} of the units made anew`;
    texts.push(`${inputs} that could not be read to the end before: tried again, ${again}`);
  }
  if (verified !== undefined && verified.verified > 0) {
    const inputs = verified.verified === 1 ? "1 input was" : `${verified.verified} inputs were`;
    texts.push(`${inputs} read whole, and every byte is as it was converted`);
  }
  const taken = added.length + grown.length + changed.length + gone.length - refused.size;
  if (taken <= 0 && noted.every(({ source, known }) => source.name === pathOf(known.input))) return texts;
  tell(
    "new",
    added.map(({ name, path }) => (path === undefined ? name : `${path}, whose rows are those of ${name}`)),
  );
  tell(
    "grown",
    grown.flatMap(({ source, known }) => (refused.has(known.input.name) ? [] : [source.name])),
  );
  tell(
    "renamed, with the rows under the name of before",
    [...noted, ...grown].flatMap(({ source, known }) =>
      source.name === pathOf(known.input) ? [] : [`${pathOf(known.input)} to ${source.name}`],
    ),
  );
  tell(
    "made anew",
    changed.flatMap(({ source, known }) => (refused.has(known.input.name) ? [] : [source.name])),
  );
  tell(
    "gone, and its rows with it",
    gone.flatMap(({ input }) => (refused.has(input.name) ? [] : [pathOf(input)])),
  );
  const as = same.length + noted.length;
  if (as > 0 && verified === undefined)
    texts.push(`${as === 1 ? "1 input was" : `${as} inputs were`} as before, and not read again`);
  return texts;
}
