/** The rig's own proposal beside the report: a row is taken, or all of them; what is not the same as what is written is said. */
import { useState } from "preact/hooks";
import { durationText, localTime } from "../../../shift/clock.js";
import type { ProposedActivity, RigProposal } from "../../../shift/proposed.js";
import { lengthOf } from "../../../shift/span.js";
import { contentOf, type Draft, unfinished } from "../../device/draft.js";
import { type Lengths, useLengths } from "../../device/lengths.js";
import { useProposal } from "../../device/proposal.js";
import { previousReport } from "../../device/start-report.js";
import { Differences } from "../../parts/against-rig.js";
import { ChoiceField, sentence } from "../../parts/fields.js";
import { activityShown, rigToldText } from "../../words/told.js";
import { momentText, useWords } from "../../words/words.js";
import { colourOf } from "./kinds.js";
import {
  allTaken,
  type Beside,
  besideOf,
  type ProposedRow,
  proposedRows,
  standingOf,
  taken,
} from "./take.js";
import { useWriting } from "./use-report.js";

export function RigProposalColumn() {
  const words = useWords();
  const { report, draft, master } = useWriting();
  const proposal = useProposal({ id: report.id, endsAt: draft.endsAt }, report.server !== null);
  const rig = master.rigs.find(({ id }) => id === draft.rig);
  // A rig that sends nothing has no column.
  if (proposal === undefined || (proposal.why !== null && rig?.hasData !== true)) return null;
  return (
    <aside class="card rig-proposal" aria-label={words.rig.proposal}>
      <h2>{words.rig.proposal}</h2>
      {proposal.why === null ? (
        <Proposed proposal={proposal} />
      ) : (
        <p class="faint">{sentence(rigToldText(proposal.why))}</p>
      )}
    </aside>
  );
}

function Proposed({ proposal }: { readonly proposal: RigProposal }) {
  const words = useWords();
  const lengths = useLengths();
  const { draft, master, edit } = useWriting();
  const [said, say] = useState("");
  const [chosen, choose] = useState<string | null>(null);
  const before = previousReport(draft.rig, draft.startsAt)?.draft;
  const known = besideOf(draft, before, master.types);
  const beside = {
    ...known,
    hole: known.hole ?? chosen,
    called: (row: Pick<ProposedActivity, "activity" | "what">) => activityShown(row, words),
  };
  const rows = proposedRows(proposal);
  const left = rows.filter((one) => ["open", "grown"].includes(standingOf(draft, one)));
  const { totals } = proposal;
  const takeAll = (): void => {
    edit((now) => allTaken(now, proposal, beside));
    say(words.rig.tookAll(left.length));
  };
  return (
    <>
      {totals !== null && (
        <p class="rig-totals">
          <b>{lengths.text(totals.metresMm)}</b>
          {totals.startMm !== null && totals.endMm !== null && (
            <span>{lengths.range(totals.startMm, totals.endMm)}</span>
          )}
          {totals.connections > 0 && <span>{words.rig.connections(totals.connections)}</span>}
        </p>
      )}
      {known.hole === null && left.length > 0 && (
        <ChoiceField
          at="rig-hole"
          label={words.report.holeField}
          value={chosen}
          options={master.holes}
          set={choose}
        />
      )}
      <button type="button" class="take-all" disabled={left.length === 0} onClick={takeAll}>
        {words.rig.takeAll}
      </button>
      <ol class="proposed">
        {rows.map((one) => (
          <Row key={one.row.id} one={one} beside={beside} />
        ))}
      </ol>
      {proposal.warnings.map((warning) => (
        <p key={warning.text} class="remainder open">
          {sentence(rigToldText(warning))}
        </p>
      ))}
      {isCompared(draft) && (
        <Differences
          content={contentOf(draft)}
          proposal={proposal}
          types={new Map(master.types.map((type) => [type.id, type]))}
        />
      )}
      <small>
        {words.rig.from(proposal.dataset ?? "", proposal.madeAt === null ? "" : momentText(proposal.madeAt))}
      </small>
      <p class="unseen" role="status">
        {said}
      </p>
    </>
  );
}

/** A report that is not begun, or has rows that lack something, is not written yet. */
const isCompared = (draft: Draft): boolean =>
  draft.runs.length + draft.activities.length > 0 &&
  !unfinished(draft).some(({ section }) => section === "runs" || section === "activities");

function Row({ one, beside }: { readonly one: ProposedRow; readonly beside: Beside }) {
  const words = useWords();
  const lengths = useLengths();
  const { draft, edit } = useWriting();
  const standing = standingOf(draft, one);
  const { timeZone } = draft;
  const time = (at: number): string => localTime(at, timeZone);
  const when =
    one.section === "surveys" ? time(one.row.at) : `${time(one.row.startsAt)}–${time(one.row.endsAt)}`;
  const what = whatOf(one, words, lengths);
  const canTake = standing === "open" || standing === "grown";
  return (
    <li class={standing}>
      <span
        class="swatch"
        style={{
          "--own": colourOf(
            one.section === "runs"
              ? "drilling"
              : one.section === "surveys"
                ? "survey"
                : (one.row.class ?? undefined),
          ),
        }}
      />
      <div>
        <p>
          <b>{when}</b> {what.name}
        </p>
        {what.more.map((line) => (
          <small key={line}>{line}</small>
        ))}
      </div>
      {canTake ? (
        <button
          type="button"
          aria-label={words.rig.takeRow(`${when} ${what.name}`)}
          onClick={() => edit((now) => taken(now, one, beside))}
        >
          {standing === "grown" ? words.rig.takeMore : words.rig.take}
        </button>
      ) : (
        <small class="stand">{words.rig.standings[standing]}</small>
      )}
    </li>
  );
}

function whatOf(
  one: ProposedRow,
  words: ReturnType<typeof useWords>,
  lengths: Lengths,
): { readonly name: string; readonly more: readonly string[] } {
  if (one.section === "activities") {
    const { why } = one.row;
    const name = `${activityShown(one.row, words)}, ${durationText(lengthOf(one.row))}`;
    return { name, more: why === null ? [] : [sentence(rigToldText(why))] };
  }
  if (one.section === "surveys") {
    const { depthMm, dipCd, azimuthCd } = one.row;
    return {
      name: `${words.rig.survey} ${lengths.text(depthMm)}`,
      more: [words.rig.angles((dipCd / 100).toFixed(2), (azimuthCd / 100).toFixed(2))],
    };
  }
  const { fromMm, toMm, connections, slipToSlipSeconds, onBottomSeconds } = one.row;
  const parts = [
    ...(onBottomSeconds === null ? [] : [words.rig.onBottom(durationText(onBottomSeconds * 1000))]),
    ...(connections === 0 ? [] : [words.rig.connections(connections)]),
    ...(slipToSlipSeconds === null ? [] : [words.rig.inSlips(durationText(slipToSlipSeconds * 1000))]),
  ];
  return {
    name: `${words.report.drilling} ${lengths.range(fromMm, toMm)}`,
    more: parts.length === 0 ? [] : [parts.join(" · ")],
  };
}
