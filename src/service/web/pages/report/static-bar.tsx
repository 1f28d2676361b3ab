/** The bar of time as it is read: on a report, a day, a list. */
import { durationText } from "../../../shift/clock.js";
import type { ShiftContent } from "../../../shift/document.js";
import { gridOf } from "../../../shift/grid.js";
import type { Master } from "../../device/master.js";
import { useWords } from "../../words/words.js";
import { colourOf } from "./kinds.js";

export function StaticBar({
  content,
  lists,
  within = content,
}: {
  readonly content: ShiftContent;
  readonly lists: Pick<Master, "types">;
  /** The whole of which this is a part: a day. */
  readonly within?: { readonly startsAt: number; readonly endsAt: number };
}) {
  const words = useWords();
  const length = within.endsAt - within.startsAt;
  const share = (ms: number): string => `${(ms / length) * 100}%`;
  const { rows, remainder } = gridOf(content);
  const kinds = new Map(lists.types.map((type) => [type.id, type]));
  const of = new Map(content.activities.map((row) => [row.id, kinds.get(row.type)]));
  const says = rows.map(
    (row) =>
      `${row.section === "runs" ? words.report.drilling : (of.get(row.id)?.name ?? "")} ${durationText(row.endsAt - row.startsAt)}`,
  );
  return (
    <div
      class="time-bar still"
      role="img"
      aria-label={[
        ...says,
        ...(remainder > 0 ? [words.report.unaccounted(durationText(remainder))] : []),
      ].join(", ")}
    >
      {rows.map((row) => (
        <div
          key={row.id}
          class="piece"
          title={of.get(row.id)?.name ?? words.report.drilling}
          style={{
            left: share(row.startsAt - within.startsAt),
            width: share(row.endsAt - row.startsAt),
            "--own": colourOf(row.section === "runs" ? "drilling" : of.get(row.id)?.class),
          }}
        />
      ))}
    </div>
  );
}
