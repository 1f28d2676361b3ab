import { sentence } from "../../parts/fields.js";
import { fieldId, goTo, type Wrong } from "../../parts/problems.js";
import { fieldText, placeText } from "../../parts/shift-place.js";
import type { Words } from "../../words/en.js";
import { toldText } from "../../words/told.js";
import { useWords } from "../../words/words.js";
import { useWriting, type Writing } from "./use-report.js";

export function ProblemList({ problems }: { readonly problems: readonly Wrong[] }) {
  const words = useWords();
  const writing = useWriting();
  return (
    <ul class="problems">
      {problems.map((problem) => {
        const { at, code, severity } = problem;
        return (
          <li key={`${at} ${code}`} class={severity}>
            <a
              href={`#${fieldId(at)}`}
              onClick={(event) => {
                event.preventDefault();
                goTo(at);
              }}
            >
              <b>{placeIn(writing, at, words)}</b> {sentence(toldText(problem))}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** `Depth · Run 2 · To`, `Crew · Bo Lindqvist · Hours`: the fold, the row and the field, as the page calls them. */
function placeIn({ draft, master }: Writing, at: string, words: Words): string {
  const [section, id, field] = at.split("/");
  const run = section === "runs" ? draft.runs.findIndex((one) => one.id === id) : -1;
  if (run < 0) return placeText(at, draft, master, words);
  return [words.report.depth, words.report.run(run + 1), fieldText(field ?? "", words)]
    .filter((part) => part !== undefined)
    .join(" · ");
}
