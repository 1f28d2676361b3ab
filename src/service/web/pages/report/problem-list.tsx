/** Each thing that is wrong as a link to its field. */
import type { Problem } from "../../../shift/problem.js";
import { useLengths } from "../../device/lengths.js";
import { sentence } from "../../parts/fields.js";
import { fieldId, goTo } from "../../parts/problems.js";
import { useWords } from "../../words/words.js";

export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const lengths = useLengths();
  return (
    <ul class="problems">
      {problems.map(({ at, code, message, severity }) => (
        <li key={`${at} ${code}`} class={severity}>
          <a
            href={`#${fieldId(at)}`}
            onClick={(event) => {
              event.preventDefault();
              goTo(at);
            }}
          >
            <b>{usePlace(at)}</b> {sentence(lengths.said(message))}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** `Crew · Person`: the fold and the field, as the page calls them. */
function usePlace(at: string): string {
  const words = useWords();
  const [section, , field] = at.split("/");
  const folds: Readonly<Record<string, string>> = {
    crew: words.report.crew,
    activities: words.report.time,
    runs: words.report.depth,
    materials: words.report.materials,
    photos: words.report.photos,
    surveys: words.report.surveys,
    casings: words.report.casings,
    notes: words.report.notes,
    supervisor: words.report.crew,
  };
  const fields: Readonly<Record<string, string>> = {
    person: words.report.person,
    role: words.report.role,
    minutes: words.report.hours,
    starts_at: words.report.starts,
    ends_at: words.report.ends,
    type: words.report.what,
    hole: words.report.holeField,
    reason: words.report.reason,
    size: words.report.size,
    from: words.report.from,
    to: words.report.to,
    recovered: words.report.recovered,
    item: words.report.item,
    quantity: words.report.quantity,
    depth: words.report.surveyDepth,
    dip: words.report.dip,
    azimuth: words.report.azimuth,
  };
  return [folds[section ?? ""] ?? section, fields[field ?? ""]]
    .filter((part) => part !== undefined)
    .join(" · ");
}
