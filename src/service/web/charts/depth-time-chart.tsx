/** How deep a hole was when: a line that goes down the page as the hole does, level where nobody drilled. */
import { localDate } from "../../shift/clock.js";
import { useLengths } from "../device/lengths.js";
import { Table } from "../parts/table.js";
import { dateText, dayText, useWords } from "../words/words.js";
import { Across, Chart } from "./frame.js";
import { type Drilled, depthTimeIn } from "./lines.js";

const HEIGHT = 300;
const LEFT = 52;
const BELOW = 24;
const TOP = 10;

export function DepthTimeChart({
  runs,
  zone,
  plannedMm,
}: {
  /** Of new hole, by time. */
  readonly runs: readonly Drilled[];
  readonly zone: string;
  readonly plannedMm: number | null;
}) {
  const words = useWords();
  const lengths = useLengths();
  const planned = lengths.scaled((plannedMm ?? 0) / 1000);
  const deepest = Math.max(...runs.map(({ toMm }) => toMm));
  const byDay = new Map<string, number>();
  for (const { endsAt, toMm } of runs) {
    const day = localDate(endsAt, zone);
    byDay.set(day, Math.max(byDay.get(day) ?? 0, toMm));
  }
  return (
    <Chart
      title={words.hole.depthTime}
      says={words.hole.depthTimeSays(lengths.text(deepest), byDay.size)}
      height={HEIGHT}
      table={
        <Table heads={[words.analytics.day, lengths.label(words.report.depth)]} numbers={1}>
          {[...byDay].map(([day, mm]) => (
            <tr key={day}>
              <th scope="row">{dateText(day)}</th>
              <td class="right">{lengths.bare(mm)}</td>
            </tr>
          ))}
        </Table>
      }
    >
      {(width) => {
        const room = { width: width - LEFT - 8, height: HEIGHT - TOP - BELOW };
        const { points, depths, times } = depthTimeIn(runs, room.width, room.height, {
          plannedMm: plannedMm ?? 0,
          scaled: lengths.scaled,
        });
        const yOf = (depth: number): number => TOP + (depth / depths.end) * room.height;
        return (
          <>
            <Across
              ticks={depths.ticks.map(({ value, label }) => ({ y: yOf(value), label }))}
              unit={lengths.unit}
              left={LEFT}
              right={width - 8}
            />
            {plannedMm !== null && (
              <>
                <line class="planned" x1={LEFT} x2={width - 8} y1={yOf(planned)} y2={yOf(planned)} />
                <text class="tick" x={LEFT + 6} y={yOf(planned) - 5}>
                  {words.hole.planned(lengths.text(plannedMm))}
                </text>
              </>
            )}
            <polyline
              class="drawn-line"
              points={points.map(({ x, y }) => `${LEFT + x},${TOP + y}`).join(" ")}
            />
            {times.map(({ at, x }) => (
              <text
                key={at}
                class="tick"
                x={LEFT + x}
                y={HEIGHT - 6}
                text-anchor={x < 24 ? "start" : x > room.width - 24 ? "end" : "middle"}
              >
                {dayText(localDate(at, zone))}
              </text>
            ))}
          </>
        );
      }}
    </Chart>
  );
}
