/** A shift before this one, with its report or without. */
import { useLocation } from "preact-iso";
import type { ExpectedShift } from "../../../shift/slots.js";
import { contentOf } from "../../device/draft.js";
import { type KeptReport, stateOf } from "../../device/kept-report.js";
import { useLengths } from "../../device/lengths.js";
import type { Master, Rig } from "../../device/master.js";
import { previousReport, startReport } from "../../device/start-report.js";
import { Chip } from "../../parts/chip.js";
import { shortDateText, useWords } from "../../words/words.js";

export function Before({
  rig,
  lists,
  occasion,
  report,
  now,
}: {
  readonly rig: Rig;
  readonly lists: Master;
  readonly occasion: ExpectedShift;
  readonly report: KeptReport | undefined;
  readonly now: number;
}) {
  const words = useWords();
  const lengths = useLengths();
  const { route } = useLocation();
  const name = (
    <>
      {shortDateText(occasion.date)} <span class="nowrap">· {occasion.slot}</span>
    </>
  );
  if (report === undefined) {
    const previous = previousReport(rig.id, occasion.startsAt);
    const only = lists.projects.length === 1 ? lists.projects[0] : undefined;
    const client = previous?.draft.client ?? only?.client ?? null;
    return (
      <li class="line">
        <b>{name}</b>
        {occasion.endsAt <= now && <span class="faint">{words.today.missing}</span>}
        {client === null ? (
          <span />
        ) : (
          <button
            type="button"
            onClick={() => {
              const take = { crew: true, hole: true, activities: false, materials: false };
              const id = startReport({
                rig,
                occasion,
                previous,
                take,
                client,
                project: only?.id ?? null,
                supervisor: null,
              });
              route(`/shifts/${id}`);
            }}
          >
            {words.today.start(occasion.slot)}
          </button>
        )}
      </li>
    );
  }
  return (
    <li>
      <a class="line" href={`/shifts/${report.id}`}>
        <b>{name}</b>
        <span class="amount">{lengths.made(contentOf(report.draft).runs)}</span>
        <Chip state={stateOf(report)} />
      </a>
    </li>
  );
}
