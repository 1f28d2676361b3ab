/** How deep a hole got from day to day: depth goes down, days go right. */
import { useLengths } from "../device/lengths.js";
import { useWords } from "../words/words.js";
import { useWidth } from "./width.js";

export interface DepthPoint {
  readonly at: number;
  readonly mm: number;
}

const [HEIGHT, LEFT, RIGHT, BOTTOM, TOP] = [220, 52, 12, 26, 8];
const DAY = 86_400_000;

export function DepthDays({
  name,
  points,
}: {
  readonly name: string;
  readonly points: readonly DepthPoint[];
}) {
  const words = useWords();
  const lengths = useLengths();
  // Millimetres of a unit: round depths of the scale are round in it.
  const one = lengths.unit === "ft" ? 304.8 : 1000;
  const { place, width } = useWidth();
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return null;
  const [least, most] = [Math.min(...points.map(({ mm }) => mm)), Math.max(...points.map(({ mm }) => mm))];
  const step = stepOf((most - least) / 4 / one) * one;
  const [top, bottom] = [Math.floor(least / step) * step, Math.ceil(most / step) * step];
  const days = Math.max(1, Math.ceil((last.at - first.at) / DAY));
  const x = (at: number): number => LEFT + ((at - first.at) / (days * DAY)) * (width - LEFT - RIGHT);
  const y = (mm: number): number => TOP + ((mm - top) / (bottom - top)) * (HEIGHT - TOP - BOTTOM);
  const depths = Array.from({ length: (bottom - top) / step + 1 }, (_, i) => top + i * step);
  const every = Math.max(1, Math.ceil(days / Math.max(1, Math.floor(width / 70))));
  const marks = Array.from({ length: Math.floor(days / every) + 1 }, (_, i) => i * every);
  return (
    <figure class="depth-days">
      <figcaption>
        <b>{name}</b> {words.rigs.depthDays(lengths.bare(first.mm), lengths.text(last.mm), days)}
      </figcaption>
      <div ref={place} class="drawn" style={{ height: `${HEIGHT}px` }}>
        {width > 0 && (
          <svg
            width={width}
            height={HEIGHT}
            role="img"
            aria-label={`${name}: ${words.rigs.depthDays(lengths.bare(first.mm), lengths.text(last.mm), days)}`}
          >
            {depths.map((mm) => (
              <g key={mm}>
                <line class="grid" x1={LEFT} x2={width - RIGHT} y1={y(mm)} y2={y(mm)} />
                <text x={LEFT - 8} y={y(mm) + 4} text-anchor="end">
                  {Math.round(mm / one)} {lengths.unit}
                </text>
              </g>
            ))}
            {marks.map((day) => (
              <text key={day} x={x(first.at + day * DAY)} y={HEIGHT - 6} text-anchor="middle">
                {words.rigs.day(day)}
              </text>
            ))}
            <polyline
              points={points.map(({ at, mm }) => `${x(at).toFixed(1)},${y(mm).toFixed(1)}`).join(" ")}
            />
          </svg>
        )}
      </div>
    </figure>
  );
}

/** 1, 2 or 5 of a power of ten, and no less than one. */
function stepOf(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? power * 10;
}
