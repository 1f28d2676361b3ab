/** What a person wrote against what the rig recorded, where both are too far apart: a list of what is not the same, for who writes and for who decides. */
import type { ActivityType } from "../../shift/activity.js";
import { againstRig, type RigDifference } from "../../shift/against-rig.js";
import { durationText, localTime } from "../../shift/clock.js";
import type { ShiftContent, ShiftDocument } from "../../shift/document.js";
import type { RigProposal } from "../../shift/proposed.js";
import { useLengths } from "../device/lengths.js";
import { useProposal } from "../device/proposal.js";
import { useWords } from "../words/words.js";

type Written = Pick<ShiftContent, "runs" | "activities" | "endsAt" | "timeZone">;

export function Differences({
  content,
  proposal,
  types,
}: {
  readonly content: Written;
  readonly proposal: RigProposal;
  readonly types: ReadonlyMap<string, Pick<ActivityType, "class">>;
}) {
  const words = useWords();
  const lengths = useLengths();
  const found = againstRig(content, proposal, (type) => types.get(type)?.class);
  if (found.length === 0) return null;
  const nameOf = (difference: RigDifference): string => {
    const run = content.runs.findIndex(({ id }) => id === difference.row);
    const of = run >= 0 ? `${words.report.run(run + 1)}: ` : "";
    if (difference.what === "class") return words.rig.classes[difference.class ?? "other"];
    return `${of}${words.rig.differences[difference.what]}`;
  };
  const textOf = (difference: RigDifference): readonly [written: string, rig: string, apart: string] => {
    if ("writtenMm" in difference) {
      const { writtenMm, rigMm } = difference;
      return [lengths.text(writtenMm), lengths.text(rigMm), lengths.text(Math.abs(writtenMm - rigMm))];
    }
    if ("writtenMs" in difference) {
      const { writtenMs, rigMs } = difference;
      return [writtenMs, rigMs, Math.abs(writtenMs - rigMs)].map(durationText) as [string, string, string];
    }
    const { writtenAt, rigAt } = difference;
    const [one, other] = [writtenAt, rigAt].map((at) => localTime(at, content.timeZone));
    return [one!, other!, durationText(Math.abs(writtenAt - rigAt))];
  };
  return (
    <div class="against">
      <h3>{words.rig.against}</h3>
      <ul>
        {found.map((difference) => {
          const [written, rig, apart] = textOf(difference);
          return (
            <li key={`${difference.what} ${difference.row} ${"class" in difference ? difference.class : ""}`}>
              <b>{nameOf(difference)}</b>
              <span>{words.rig.written(written)}</span>
              <span>{words.rig.told(rig)}</span>
              <small>{words.rig.apart(apart)}</small>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The same for a report as it is on the server. */
export function AgainstRig({
  document,
  types,
}: {
  readonly document: ShiftDocument;
  readonly types: ReadonlyMap<string, Pick<ActivityType, "class">>;
}) {
  const proposal = useProposal(document, true);
  return proposal === undefined ? null : <Differences content={document} proposal={proposal} types={types} />;
}
