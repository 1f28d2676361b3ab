/** Columns of parts on one another, by day or by whatever stands below them. */
import { Table } from "../parts/table.js";
import { shownOf } from "./axis.js";
import { type Column, columnsIn } from "./columns.js";
import { Across, Chart, type Legend } from "./frame.js";

const LEFT = 44;
const BELOW = 24;
const TOP = 8;
/** Of columns that are not wider, an outline would be all that is seen. */
const NARROW = 4;

export function ColumnsChart({
  title,
  says,
  columns,
  kinds,
  unit,
  heads,
  height = 230,
}: {
  readonly title: string;
  readonly says: string;
  readonly columns: readonly Column[];
  /** Parts by their kind, in their order. */
  readonly kinds: ReadonlyMap<string, Legend>;
  readonly unit: string;
  /** Of the table: what stands below the columns. */
  readonly heads: string;
  readonly height?: number;
}) {
  return (
    <Chart
      title={title}
      says={says}
      height={height}
      legend={kinds.size > 1 ? [...kinds.values()] : []}
      table={
        <Table heads={[heads, ...[...kinds.values()].map(({ name }) => `${name}, ${unit}`)]} numbers={1}>
          {columns.map(({ label, parts }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {[...kinds.keys()].map((kind) => (
                <td key={kind} class="right">
                  {parts.find((part) => part.kind === kind)?.value.toFixed(2) ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      }
    >
      {(width) => {
        const room = { width: width - LEFT - 4, height: height - TOP - BELOW };
        const { axis, pieces, middles } = columnsIn(columns, room.width, room.height);
        const every = shownOf(columns.length, room.width, 58);
        return (
          <>
            <Across
              ticks={axis.ticks.map(({ value, label }) => ({
                y: TOP + room.height - (value / axis.end) * room.height,
                label,
              }))}
              unit={unit}
              left={LEFT}
              right={width - 4}
            />
            {pieces.map((piece) => (
              <rect
                key={`${piece.label} ${piece.kind}`}
                class={piece.width > NARROW ? "part outlined" : "part"}
                x={LEFT + piece.x}
                y={TOP + piece.y}
                width={piece.width}
                height={Math.max(piece.height, 0)}
                style={{ "--own": kinds.get(piece.kind)?.colour ?? "var(--lane4)" }}
              >
                <title>{`${piece.label}, ${kinds.get(piece.kind)?.name ?? piece.kind}: ${piece.value.toFixed(2)} ${unit}`}</title>
              </rect>
            ))}
            {columns.map(({ label }, i) =>
              i % every === 0 ? (
                <text
                  key={label}
                  class="tick"
                  x={LEFT + middles[i]!}
                  y={height - 7}
                  text-anchor={i === 0 && columns.length > 3 ? "start" : "middle"}
                >
                  {label}
                </text>
              ) : null,
            )}
          </>
        );
      }}
    </Chart>
  );
}
