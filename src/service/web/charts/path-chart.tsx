/** The path of a hole from above or from the side, at one scale both ways. */
import type { ComponentChildren } from "preact";
import { Chart } from "./frame.js";
import { type Located, pathIn } from "./lines.js";

const HEIGHT = 300;
const LEFT = 46;
const BELOW = 22;
const TOP = 8;

export function PathChart({
  title,
  says,
  path,
  downLabel,
  unit,
  table,
}: {
  readonly title: string;
  readonly says: string;
  readonly path: readonly Located[];
  /** What a label down the page says: north goes up, depth down. */
  readonly downLabel: (label: string) => string;
  /** Of the path. */
  readonly unit: string;
  readonly table: ComponentChildren;
}) {
  return (
    <Chart title={title} unit={unit} says={says} height={HEIGHT} table={table}>
      {(width) => {
        const room = { width: width - LEFT - 8, height: HEIGHT - TOP - BELOW };
        const { points, acrossTicks, downTicks } = pathIn(path, room.width, room.height);
        const at = points.map(({ x, y }) => ({ x: LEFT + x, y: TOP + y }));
        return (
          <>
            {downTicks.map(({ y, label }) => (
              <g key={label}>
                <line class="rule" x1={LEFT} x2={width - 8} y1={TOP + y} y2={TOP + y} />
                <text class="tick" x={LEFT - 6} y={TOP + y + 4} text-anchor="end">
                  {downLabel(label)}
                </text>
              </g>
            ))}
            {acrossTicks.map(({ x, label }) => (
              <g key={label}>
                <line class="rule" x1={LEFT + x} x2={LEFT + x} y1={TOP} y2={TOP + room.height} />
                <text class="tick" x={LEFT + x} y={HEIGHT - 5} text-anchor="middle">
                  {label}
                </text>
              </g>
            ))}
            <polyline class="drawn-line" points={at.map(({ x, y }) => `${x},${y}`).join(" ")} />
            {at.map(({ x, y }, i) => (
              <circle
                key={`${i}`}
                class={i === 0 ? "station collar" : "station"}
                cx={x}
                cy={y}
                r={i === 0 ? 5 : 3}
              />
            ))}
          </>
        );
      }}
    </Chart>
  );
}
