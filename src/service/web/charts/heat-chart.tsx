/** The field of days by rigs, each square a day: darker is more metres, hatched is not known. A square leads to its day. */
import { useLocation } from "preact-iso";
import { Table } from "../parts/table.js";
import { useWords } from "../words/words.js";
import { shownOf } from "./axis.js";
import { Chart } from "./frame.js";
import { heatOf, levelOf } from "./heat.js";

export interface HeatRow {
  readonly id: string;
  readonly name: string;
}

/** Of what was drilled, as `levelOf` has them. */
const LEVELS = [1, 2, 3, 4, 5];
const LEFT = 92;
const BELOW = 24;

export function HeatChart({
  title,
  says,
  rows,
  days,
  figureOf,
  dayText,
  linkOf,
  unit,
  heads,
}: {
  readonly title: string;
  readonly says: string;
  readonly rows: readonly HeatRow[];
  readonly days: readonly string[];
  readonly figureOf: (row: string, day: string) => number | null;
  readonly dayText: (day: string) => string;
  readonly linkOf: (row: string, day: string) => string;
  readonly unit: string;
  readonly heads: string;
}) {
  const size = 26;
  const words = useWords();
  const { route } = useLocation();
  const { cells, greatest } = heatOf(
    rows.map(({ id }) => id),
    days,
    figureOf,
  );
  const shown = (value: number | null): string => (value === null ? "–" : value.toFixed(2));
  return (
    <Chart
      title={title}
      says={says}
      height={rows.length * size + BELOW}
      legend={[
        { name: words.charts.unknown, kind: "heat unknown" },
        { name: `0 ${unit}`, kind: "heat level0" },
        ...(greatest > 0 ? LEVELS : []).map((level) => ({
          name: `≤ ${((greatest * level) / LEVELS.length).toFixed(greatest < 10 ? 1 : 0)} ${unit}`,
          kind: `heat level${level}`,
        })),
      ]}
      table={
        <Table heads={[heads, ...rows.map(({ name }) => `${name}, ${unit}`)]} numbers={1}>
          {days.map((day, column) => (
            <tr key={day}>
              <th scope="row">{dayText(day)}</th>
              {rows.map(({ id }, row) => (
                <td key={id} class="right">
                  <a class="cell" href={linkOf(id, day)}>
                    {shown(cells[row * days.length + column]?.value ?? null)}
                  </a>
                </td>
              ))}
            </tr>
          ))}
        </Table>
      }
    >
      {(width) => {
        const step = (width - LEFT) / Math.max(days.length, 1);
        const every = shownOf(days.length, width - LEFT, 58);
        return (
          <>
            {rows.map(({ id, name }, row) => (
              <text key={id} class="name" x={LEFT - 8} y={row * size + size / 2 + 4} text-anchor="end">
                {name.length > 12 ? `${name.slice(0, 11)}…` : name}
              </text>
            ))}
            {cells.map(({ row, column, share, value }) => (
              // biome-ignore lint/a11y/noStaticElementInteractions: the table below leads there for those without a pointer
              <rect
                key={`${row} ${column}`}
                onClick={() => share !== null && route(linkOf(rows[row]!.id, days[column]!))}
                class={share === null ? "heat unknown" : `heat level${levelOf(share)}`}
                x={LEFT + column * step}
                y={row * size + 1}
                width={Math.max(step - 1, 1)}
                height={size - 2}
              >
                <title>{`${rows[row]!.name}, ${dayText(days[column]!)}: ${shown(value)} ${unit}`}</title>
              </rect>
            ))}
            {days.map((day, i) =>
              i % every === 0 ? (
                <text key={day} class="tick" x={LEFT + i * step} y={rows.length * size + 17}>
                  {dayText(day)}
                </text>
              ) : null,
            )}
          </>
        );
      }}
    </Chart>
  );
}
