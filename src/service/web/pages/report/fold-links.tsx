/** The five folds at a glance, each a link to it: what is in it, and whether something is amiss. */

import { durationText } from "../../../shift/clock.js";
import { crewMinutes } from "../../../shift/crew.js";
import { gridOf } from "../../../shift/grid.js";
import type { Problem } from "../../../shift/problem.js";
import { contentOf } from "../../device/draft.js";
import { useLengths } from "../../device/lengths.js";
import { hoursText } from "../../parts/numbers.js";
import { fieldId } from "../../parts/problems.js";
import { useWords } from "../../words/words.js";
import { useWriting } from "./use-report.js";

export function FoldLinks({
  problems,
  all,
}: {
  readonly problems: readonly Problem[];
  readonly all: boolean;
}) {
  const words = useWords();
  const lengths = useLengths();
  const { draft } = useWriting();
  const content = contentOf(draft);
  const { remainder } = gridOf(content);
  const minutes = crewMinutes(draft.crew.map((row) => ({ minutes: row.minutes ?? 0 })));
  const links = [
    ["crew", words.report.crew, `${draft.crew.length} · ${hoursText(minutes)} h`],
    [
      "activities",
      words.report.time,
      remainder === 0 ? "✓" : `${remainder < 0 ? "+" : ""}${durationText(remainder)}`,
    ],
    ["runs", words.report.depth, lengths.made(content.runs)],
    ["materials", words.report.materials, `${draft.materials.length}`],
    ["photos", words.report.photos, `${draft.photos.length}`],
  ] as const;
  const isAmiss = (section: string): boolean =>
    (all && problems.some(({ at, severity }) => severity === "error" && at.startsWith(section))) ||
    (section === "activities" && remainder < 0);
  return (
    <nav class="folds" aria-label={words.pages.report}>
      {links.map(([section, name, says]) => (
        <a key={section} href={`#${fieldId(section)}`} class={isAmiss(section) ? "amiss" : ""}>
          {name}
          <small>{says}</small>
        </a>
      ))}
    </nav>
  );
}
