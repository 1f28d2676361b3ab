/** A slot of a day: its report with what is wrong first, what changed since it was handed in before, what it adds up to, and the decision. */
import { durationText, localTime } from "../../../shift/clock.js";
import { totalsOf } from "../../../shift/day.js";
import type { ShiftDocument } from "../../../shift/document.js";
import { recoveryText } from "../../../shift/recovery.js";
import { isOpen } from "../../../shift/workflow.js";
import { useCell } from "../../cell.js";
import type { Change, DaySlot } from "../../device/day.js";
import { useLengths } from "../../device/lengths.js";
import { master, named } from "../../device/master.js";
import { AgainstRig } from "../../parts/against-rig.js";
import { ageText } from "../../parts/age.js";
import { Chip } from "../../parts/chip.js";
import { type Deciding, Decisions } from "../../parts/decisions.js";
import { sentence } from "../../parts/fields.js";
import { CameBack } from "../../parts/history.js";
import { hoursText } from "../../parts/numbers.js";
import { placeText, valueText } from "../../parts/shift-place.js";
import { standbyText } from "../../parts/standby.js";
import { toldText } from "../../words/told.js";
import { useWords } from "../../words/words.js";

interface Card {
  readonly slot: DaySlot;
  readonly zone: string;
  readonly deciding: Deciding;
  readonly version: number;
  /** The whole day waits, and is decided on below. */
  readonly isOneOfMany: boolean;
}

export function SlotCard({ slot, zone, deciding, version, isOneOfMany }: Card) {
  const words = useWords();
  const lists = useCell(master);
  const { shift, status, startsAt, endsAt } = slot;
  const clock = `${localTime(startsAt, zone)}–${localTime(endsAt, zone)}`;
  if (shift === null || status === "void") {
    const said = status === "submitted" || status === "open" ? "missing" : status;
    return (
      <div class="slot missing">
        <h3>
          {slot.slot} <small>{clock}</small>
        </h3>
        <p class="faint">{words.day.statuses[said]}</p>
      </div>
    );
  }
  const { document, problems, changed, since } = shift;
  const types = new Map(lists.types.map((type) => [type.id, type]));
  const waits = document.state === "submitted" || document.state === "disputed";
  return (
    <article
      class="slot"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys go from shift to shift
      tabIndex={0}
      data-shift={document.id}
      aria-label={`${document.slot} ${words.states[document.state]}`}
    >
      <div class="row spread">
        <h3>
          <a href={`/shifts/${document.id}`}>{document.slot}</a> <small>{clock}</small>
        </h3>
        <div class="row">
          {waits && <small>{words.day.waits(ageText(Date.now() - since, words))}</small>}
          <Chip state={document.state} />
        </div>
      </div>
      {problems.length > 0 && (
        <ul class="problems">
          {[...problems]
            .sort((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0))
            .map((problem) => (
              <li key={`${problem.at} ${problem.code}`} class={problem.severity}>
                <p>{sentence(toldText(problem))}</p>
              </li>
            ))}
        </ul>
      )}
      {(waits || isOpen(document.state)) && <AgainstRig document={document} types={types} />}
      {document.state === "disputed" && (
        <CameBack shift={document.id} state={document.state} version={version} />
      )}
      {changed !== null && <Changes document={document} changed={changed} />}
      <Facts document={document} />
      {document.notes !== "" && <p class="quote">{document.notes}</p>}
      <Decisions document={document} deciding={deciding} isQuiet={isOneOfMany} />
    </article>
  );
}

function Changes({
  document,
  changed,
}: {
  readonly document: ShiftDocument;
  readonly changed: readonly Change[];
}) {
  const words = useWords();
  const lists = useCell(master);
  if (changed.length === 0) return <p class="faint">{words.day.same}</p>;
  return (
    <details class="changes" open={changed.length <= 6}>
      <summary>{words.day.changed(changed.length)}</summary>
      <ul>
        {changed.map(({ at, before, after }) => (
          <li key={at}>
            {placeText(at, document, lists, words)}:{" "}
            {isRow(at) && before === null ? (
              <ins>
                {words.day.added} {valueText(at, after, lists, words)}
              </ins>
            ) : isRow(at) ? (
              <del>
                {words.day.removed} {valueText(at, before, lists, words)}
              </del>
            ) : (
              <>
                <del>{valueText(at, before, lists, words)}</del> →{" "}
                <ins>{valueText(at, after, lists, words)}</ins>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** `runs/ID`: the whole of it came or went. */
const isRow = (at: string): boolean => at.split("/").length === 2;

function Facts({ document }: { readonly document: ShiftDocument }) {
  const words = useWords();
  const lengths = useLengths();
  const lists = useCell(master);
  const types = new Map(lists.types.map((type) => [type.id, type]));
  const totals = totalsOf([document], types);
  const recovery = recoveryText(totals.recovery);
  const rate = lengths.rate(totals.rate);
  return (
    <dl class="facts">
      <dt>{words.report.depth}</dt>
      <dd>
        {lengths.made(document.runs)}
        {rate === "" ? "" : ` · ${rate}`}
        {recovery === "" ? "" : ` · ${words.report.recovery(recovery)}`}
      </dd>
      <dt>{words.report.holeField}</dt>
      <dd>
        {[...new Set(document.runs.map(({ hole }) => hole))].map((hole, i) => (
          <span key={hole}>
            {i === 0 ? "" : ", "}
            <a href={`/holes/${hole}`}>{named(lists.holes, hole) || hole}</a>
          </span>
        ))}
        {document.runs.length === 0 ? "–" : ""}
      </dd>
      <dt>{words.report.drilling}</dt>
      <dd>{durationText(totals.drillingMs)}</dd>
      <dt>{words.day.standby}</dt>
      <dd>{standbyText(totals.standbyMs, words)}</dd>
      <dt>{words.report.crew}</dt>
      <dd>
        {document.crew.length} · {words.report.manHours(hoursText(totals.crewMinutes))}
      </dd>
    </dl>
  );
}
