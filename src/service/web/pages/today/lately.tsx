/** What one's own work came to: the last shift, and the best of the month. */
import { metresOfRuns } from "../../../shift/run.js";
import { contentOf } from "../../device/draft.js";
import type { KeptReport } from "../../device/kept-report.js";
import { useLengths } from "../../device/lengths.js";
import { shortDateText, useWords } from "../../words/words.js";

export function Lately({ own, now }: { readonly own: readonly KeptReport[]; readonly now: number }) {
  const words = useWords();
  const lengths = useLengths();
  const drilled = own
    .filter(({ draft }) => draft.endsAt <= now)
    .map(({ draft }) => ({ draft, metres: metresOfRuns(contentOf(draft).runs) }))
    .sort((a, b) => b.draft.startsAt - a.draft.startsAt);
  const [last] = drilled;
  if (last === undefined) return null;
  const month = last.draft.date.slice(0, 7);
  const best =
    drilled.filter(({ draft }) => draft.date.startsWith(month)).sort((a, b) => b.metres - a.metres)[0] ??
    last;
  return (
    <section class="card">
      <div class="figures">
        {(
          [
            [words.today.lastMetres, last],
            [words.today.best, best],
          ] as const
        ).map(([name, one]) => (
          <p class="figure" key={name}>
            <small>{name}</small>
            <b>{lengths.made(contentOf(one.draft).runs)}</b>
            <small>
              {shortDateText(one.draft.date)} · {one.draft.slot}
            </small>
          </p>
        ))}
      </div>
    </section>
  );
}
