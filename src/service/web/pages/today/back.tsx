/** A report that somebody has to look at again, with the reason. */
import type { ComponentChildren } from "preact";
import { type KeptReport, stateOf } from "../../device/kept-report.js";
import { type Master, named } from "../../device/master.js";
import { Chip } from "../../parts/chip.js";
import { shortDateText } from "../../words/words.js";

export function Back({
  report,
  lists,
  says,
  children,
}: {
  readonly report: KeptReport;
  readonly lists: Master;
  readonly says: string;
  readonly children: ComponentChildren;
}) {
  return (
    <a class="card came-back" href={`/shifts/${report.id}`}>
      <div class="row spread">
        <b>
          {says} {named(lists.rigs, report.draft.rig)} · {report.draft.slot},{" "}
          {shortDateText(report.draft.date)}
        </b>
        <Chip state={stateOf(report)} />
      </div>
      {children}
    </a>
  );
}
