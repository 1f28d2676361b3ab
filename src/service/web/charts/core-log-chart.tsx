/** Core that came up by depth: a bar a run, as wide as its share; what is below the limit has another colour. */
import { ratioText } from "../../shift/ratio.js";
import { useLengths } from "../device/lengths.js";
import { Table } from "../parts/table.js";
import { useWords } from "../words/words.js";
import { axisTo } from "./axis.js";
import { Across, Chart } from "./frame.js";

export interface CoredRun {
  readonly id: string;
  readonly fromMm: number;
  readonly toMm: number;
  readonly recoveredMm: number;
}

const HEIGHT = 380;
const LEFT = 52;
const TOP = 22;
/** Percent at the right edge: core that was left behind comes up with the next run. */
const MOST = 110;
const LOW = 90;

export function CoreLogChart({
  runs,
  recovery,
}: {
  readonly runs: readonly CoredRun[];
  readonly recovery: string;
}) {
  const words = useWords();
  const lengths = useLengths();
  const percent = ({ fromMm, toMm, recoveredMm }: CoredRun): string =>
    ratioText({ sum: recoveredMm, by: toMm - fromMm }, 1, [100, 1]);
  return (
    <Chart
      title={words.hole.log}
      says={words.hole.logSays(recovery)}
      height={HEIGHT}
      table={
        <Table
          heads={[
            lengths.label(words.report.from),
            lengths.label(words.report.to),
            lengths.label(words.report.recovered),
            words.analytics.recovery,
          ]}
          numbers={0}
        >
          {runs.map((run) => (
            <tr key={run.id}>
              <td class="right">{lengths.bare(run.fromMm)}</td>
              <td class="right">{lengths.bare(run.toMm)}</td>
              <td class="right">{lengths.bare(run.recoveredMm)}</td>
              <td class="right">{percent(run)}</td>
            </tr>
          ))}
        </Table>
      }
    >
      {(width) => {
        const depths = axisTo(lengths.scaled(Math.max(...runs.map(({ toMm }) => toMm)) / 1000), 8);
        const room = { width: width - LEFT - 8, height: HEIGHT - TOP - 8 };
        const yOf = (mm: number): number => TOP + (lengths.scaled(mm / 1000) / depths.end) * room.height;
        const xOf = (share: number): number => LEFT + (Math.min(share, MOST) / MOST) * room.width;
        return (
          <>
            <Across
              ticks={depths.ticks.map(({ value, label }) => ({
                y: TOP + (value / depths.end) * room.height,
                label,
              }))}
              unit={lengths.unit}
              left={LEFT}
              right={width - 8}
            />
            {runs.map((run) => (
              <rect
                key={run.id}
                class={Number(percent(run)) < LOW ? "core low" : "core"}
                x={LEFT}
                y={yOf(run.fromMm)}
                width={xOf(Number(percent(run))) - LEFT}
                height={Math.max(yOf(run.toMm) - yOf(run.fromMm) - 0.5, 0.7)}
              >
                <title>{`${lengths.range(run.fromMm, run.toMm)}: ${percent(run)} %`}</title>
              </rect>
            ))}
            {[0, 50, 100].map((share) => (
              <g key={share}>
                <line class="rule" x1={xOf(share)} x2={xOf(share)} y1={TOP} y2={TOP + room.height} />
                <text class="tick" x={xOf(share)} y={14} text-anchor={share === 0 ? "start" : "middle"}>
                  {`${share} %`}
                </text>
              </g>
            ))}
          </>
        );
      }}
    </Chart>
  );
}
