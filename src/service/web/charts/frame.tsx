/**
 * What all charts have: as wide as their place, a sentence for those who do not see them, and the same figures as a table beside. Colours are
 * those of the page, by day and by night.
 */
import type { ComponentChildren } from "preact";
import { useWidth } from "../parts/width.js";
import { useWords } from "../words/words.js";

export interface Legend {
  readonly name: string;
  readonly colour: string;
}

/** Of what a class of the sheets draws. */
export interface DrawnLegend {
  readonly name: string;
  readonly kind: string;
}

export function Chart({
  title,
  unit,
  says,
  height,
  legend = [],
  children,
  table,
}: {
  readonly title: string;
  /** Of both axes, where that is one. */
  readonly unit?: string;
  /** What is seen in it, in words. */
  readonly says: string;
  readonly height: number;
  readonly legend?: readonly (Legend | DrawnLegend)[];
  readonly children: (width: number) => ComponentChildren;
  readonly table: ComponentChildren;
}) {
  const words = useWords();
  const { place, width } = useWidth();
  return (
    <figure class="card chart">
      <figcaption>
        <h2>{unit === undefined ? title : `${title}, ${unit}`}</h2>
      </figcaption>
      {legend.length > 0 && (
        <ul class="legend">
          {legend.map((one) => (
            <li key={one.name}>
              {"kind" in one ? (
                <svg class="swatch drawn-swatch" width="12" height="12" aria-hidden="true">
                  <rect class={one.kind} width="12" height="12" />
                </svg>
              ) : (
                <span class="swatch" style={{ "--own": one.colour }} />
              )}
              {one.name}
            </li>
          ))}
        </ul>
      )}
      <div ref={place} class="drawn" style={{ height: `${height}px` }}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={`${title}. ${says}`}>
            {children(width)}
          </svg>
        )}
      </div>
      <details>
        <summary>{words.charts.asTable}</summary>
        {table}
      </details>
    </figure>
  );
}

/** Lines across with their values to the left; the greatest has the unit of all. */
export function Across({
  ticks,
  unit,
  left,
  right,
}: {
  readonly ticks: readonly { readonly y: number; readonly label: string }[];
  readonly unit: string;
  readonly left: number;
  readonly right: number;
}) {
  return (
    <g>
      {ticks.map(({ y, label }, i) => (
        <g key={label}>
          <line class="rule" x1={left} x2={right} y1={y} y2={y} />
          <text class="tick" x={left - 6} y={y + 4} text-anchor="end">
            {i === ticks.length - 1 ? `${label} ${unit}` : label}
          </text>
        </g>
      ))}
    </g>
  );
}
