/** The shift of a rig that it is, and those before it. */
import { HOUR, localTime } from "../../../shift/clock.js";
import type { ExpectedShift } from "../../../shift/slots.js";
import { contentOf } from "../../device/draft.js";
import { isWritable, type KeptReport } from "../../device/kept-report.js";
import { useLengths } from "../../device/lengths.js";
import { type Master, named, type Rig } from "../../device/master.js";
import { occasionsUntil } from "../../device/slots.js";
import { dateText, useWords } from "../../words/words.js";
import { knownDepth } from "../report/use-report.js";
import { Before } from "./before.js";
import { Go } from "./go.js";
import { Lately } from "./lately.js";
import { Strip } from "./strip.js";

interface Shown {
  readonly rig: Rig;
  readonly lists: Master;
  readonly all: readonly KeptReport[];
  readonly now: number;
}

/** Within this time after its end, a shift that nobody has reported is still the one to write. */
const LATE = 3 * HOUR;

export function RigToday({ rig, lists, all, now }: Shown) {
  const words = useWords();
  const lengths = useLengths();
  const own = all.filter(({ draft, server }) => draft.rig === rig.id && server?.state !== "void");
  const reportOf = ({ date, slot }: ExpectedShift): KeptReport | undefined =>
    own.find(({ draft }) => draft.date === date && draft.slot === slot);
  const occasions = occasionsUntil(rig, now);
  const begun = occasions.filter(({ startsAt }) => startsAt <= now);
  const late = begun.find((one) => one.endsAt <= now && now - one.endsAt < LATE && !isDone(reportOf(one)));
  const occasion = late ?? begun[0] ?? occasions[0];
  const last = own
    .filter(({ draft }) => draft.runs.length > 0)
    .sort((a, b) => b.draft.startsAt - a.draft.startsAt)[0];
  const hole = last?.draft.runs.at(-1)?.hole ?? null;
  const depth =
    hole === null
      ? null
      : knownDepth(
          hole,
          now,
          own.flatMap(({ draft }) => contentOf(draft).runs),
        );
  return (
    <>
      {occasion !== undefined && (
        <section class="card" aria-label={rig.name}>
          <div class="today-head">
            <h2 style={{ fontSize: "1.6rem" }}>
              {rig.name} · {occasion.slot} {localTime(occasion.startsAt, rig.timeZone)}–
              {localTime(occasion.endsAt, rig.timeZone)}
            </h2>
            <p class="faint">
              {dateText(occasion.date)}
              {hole !== null && depth !== null && (
                <> · {words.today.hole_at(named(lists.holes, hole), lengths.text(depth))}</>
              )}
            </p>
          </div>
          <Go rig={rig} lists={lists} occasion={occasion} report={reportOf(occasion)} />
          <Strip own={own} />
        </section>
      )}
      <Lately own={own} now={now} />
      <section class="card">
        <h2>{words.today.others}</h2>
        <ul class="list">
          {occasions
            .filter((one) => one !== occasion)
            .slice(0, 6)
            .map((one) => (
              <Before
                key={`${one.date} ${one.slot}`}
                rig={rig}
                lists={lists}
                occasion={one}
                report={reportOf(one)}
                now={now}
              />
            ))}
        </ul>
      </section>
    </>
  );
}

const isDone = (report: KeptReport | undefined): boolean =>
  report !== undefined && (report.wanted !== null || !isWritable(report));
