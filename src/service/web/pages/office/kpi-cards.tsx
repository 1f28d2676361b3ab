/** Key figures of a span, of what they are, and the shifts that have no report. */
import { useCell } from "../../cell.js";
import { useLengths } from "../../device/lengths.js";
import { master, named } from "../../device/master.js";
import { dateText, useWords } from "../../words/words.js";

export interface Kpis {
  readonly shifts: number;
  readonly metres: string;
  readonly metres_a_shift: string | null;
  readonly rate: string | null;
  readonly recovery: string | null;
  readonly drilling_hours: string;
  readonly man_hours_a_metre: string | null;
  readonly approval_hours: string | null;
  readonly not_counted: {
    readonly draft: number;
    readonly submitted: number;
    readonly returned: number;
  } | null;
  readonly missing: {
    readonly expected: number;
    readonly missing: number;
    readonly named: readonly { readonly rig: string; readonly date: string; readonly slot: string }[];
  } | null;
}

export function KpiCards({ kpis }: { readonly kpis: Kpis }) {
  const words = useWords();
  const lengths = useLengths();
  const figures = [
    [words.analytics.metres, lengths.told(kpis.metres)],
    [words.analytics.perShift, kpis.metres_a_shift === null ? null : lengths.told(kpis.metres_a_shift)],
    [words.analytics.rate, kpis.rate === null ? null : lengths.rateTold(kpis.rate)],
    [words.analytics.recovery, kpis.recovery],
    [
      words.analytics.manHours[lengths.unit],
      kpis.man_hours_a_metre === null ? null : lengths.aLength(kpis.man_hours_a_metre),
    ],
    [words.analytics.approval, kpis.approval_hours],
  ] as const;
  const { draft = 0, submitted = 0, returned = 0 } = kpis.not_counted ?? {};
  const waiting = draft + submitted + returned;
  return (
    <section class="card">
      <div class="figures">
        {figures.map(([name, value]) => (
          <p class="figure" key={name}>
            <b>{value ?? "–"}</b>
            <small>{name}</small>
          </p>
        ))}
      </div>
      <small>
        {words.analytics.approved(kpis.shifts)} {waiting > 0 && words.analytics.waiting(waiting)}
      </small>
    </section>
  );
}

/** How many stand in a sentence; the others are counted. */
const MOST_NAMED = 8;

export function MissingShifts({ kpis: { missing } }: { readonly kpis: Kpis }) {
  const words = useWords();
  const lists = useCell(master);
  if (missing === null || missing.missing === 0) return null;
  const latest = missing.named.toReversed();
  return (
    <section class="card">
      <p>{words.analytics.missing(missing.missing, missing.expected)}</p>
      <ul class="inline-list">
        {latest.slice(0, MOST_NAMED).map(({ rig, date, slot }) => (
          <li key={`${rig} ${date} ${slot}`}>
            <a href={`/day/${date}?rig=${rig}`}>
              {named(lists.rigs, rig)} {slot}, {dateText(date)}
            </a>
          </li>
        ))}
        {missing.missing > MOST_NAMED && <li>{words.analytics.more(missing.missing - MOST_NAMED)}</li>}
      </ul>
    </section>
  );
}
