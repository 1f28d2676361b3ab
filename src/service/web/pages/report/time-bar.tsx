/**
 * The shift as a bar that fills. The end of each piece can be dragged, by a finger or a mouse in steps of a quarter of an hour, or moved by the
 * arrow keys; what begins there goes along.
 */
import { durationText, HOUR, localTime, MINUTE } from "../../../shift/clock.js";
import { gridOf } from "../../../shift/grid.js";
import { contentOf, type Draft } from "../../device/draft.js";
import { useWords } from "../../words/words.js";
import { colourOf } from "./kinds.js";
import { moveEnd, type TimeRow, timeRows } from "./time-edits.js";
import { useWriting } from "./use-report.js";

const STEP = 15 * MINUTE;

export function TimeBar() {
  const words = useWords();
  const { draft, master, edit } = useWriting();
  const { startsAt, endsAt } = draft;
  const length = endsAt - startsAt;
  const place = (at: number): string => `${Math.min(Math.max(((at - startsAt) / length) * 100, 0), 100)}%`;
  const { overlaps } = gridOf(contentOf(draft));
  const over = new Set(overlaps.flatMap(({ rows }) => rows.map(({ id }) => id)));
  const rows = timeRows(draft).filter(
    (row): row is TimeRow & { startsAt: number; endsAt: number } =>
      !row.parallel && row.startsAt !== null && row.endsAt !== null && row.endsAt > row.startsAt,
  );
  const move = (row: TimeRow, to: number): void => {
    const stepped = startsAt + Math.round((to - startsAt) / STEP) * STEP;
    const least = (row.startsAt ?? startsAt) + STEP;
    edit((now) => moveEnd(now, row, Math.min(Math.max(stepped, least), endsAt)));
  };
  return (
    <section class="time-bar" aria-label={words.report.barLabel}>
      {rows.map((row) => {
        const { name, colour } = shownOf(row, draft, master.types);
        return (
          <div
            key={row.id}
            class={over.has(row.id) ? "piece over" : "piece"}
            title={`${name}, ${localTime(row.startsAt, draft.timeZone)} – ${localTime(row.endsAt, draft.timeZone)}`}
            style={{
              left: place(row.startsAt),
              width: `calc(${place(row.endsAt)} - ${place(row.startsAt)})`,
              "--own": colour,
            }}
          >
            {row.endsAt - row.startsAt >= length / 9 ? name : ""}
          </div>
        );
      })}
      {graspable(rows, length).map((row) => {
        const { name } = shownOf(row, draft, master.types);
        return (
          <button
            type="button"
            key={row.id}
            class="edge"
            role="slider"
            aria-label={words.report.edge(name)}
            aria-valuemin={0}
            aria-valuemax={Math.round(length / MINUTE)}
            aria-valuenow={Math.round((row.endsAt - startsAt) / MINUTE)}
            aria-valuetext={`${localTime(row.endsAt, draft.timeZone)}, ${durationText(row.endsAt - row.startsAt)}`}
            style={{ left: place(row.endsAt) }}
            onKeyDown={(event) => {
              const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
              if (steps === undefined) return;
              event.preventDefault();
              move(row, row.endsAt + steps * STEP);
            }}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={(event) => {
              if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
              const bar = event.currentTarget.parentElement!.getBoundingClientRect();
              move(row, startsAt + ((event.clientX - bar.left) / bar.width) * length);
            }}
          />
        );
      })}
      {hoursOf(draft).map(({ at, text }, i, all) => (
        <span
          key={at}
          class={i === 0 ? "hour first" : i === all.length - 1 ? "hour last" : "hour"}
          style={{ left: place(at) }}
        >
          {text}
        </span>
      ))}
    </section>
  );
}

/** Ends that a finger finds: of some that stand close together the last; each has its field below. */
function graspable<Row extends { readonly endsAt: number }>(rows: readonly Row[], length: number): Row[] {
  const shown: Row[] = [];
  for (const row of [...rows].sort((one, other) => one.endsAt - other.endsAt)) {
    const last = shown.at(-1);
    if (last !== undefined && row.endsAt - last.endsAt < length / 12) shown.pop();
    shown.push(row);
  }
  return shown;
}

function hoursOf({ startsAt, endsAt, timeZone }: Draft): { at: number; text: string }[] {
  const step = endsAt - startsAt > 8 * HOUR ? 3 * HOUR : HOUR;
  const marks: number[] = [];
  for (let at = startsAt; at < endsAt - step / 2; at += step) marks.push(at);
  return [...marks, endsAt].map((at) => ({ at, text: localTime(at, timeZone) }));
}

function shownOf(
  row: TimeRow,
  draft: Draft,
  types: readonly {
    readonly id: string;
    readonly name: string;
    readonly class: Parameters<typeof colourOf>[0];
  }[],
): { readonly name: string; readonly colour: string } {
  if (row.section === "runs") {
    const run = draft.runs.find(({ id }) => id === row.id);
    return { name: run?.size ?? "", colour: colourOf("drilling") };
  }
  const activity = draft.activities.find(({ id }) => id === row.id);
  const type = types.find(({ id }) => id === activity?.type);
  return { name: type?.name ?? "", colour: colourOf(type?.class) };
}
