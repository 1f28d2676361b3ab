/** Lines of a bill as a table: each row opens to the shifts that it is of, by hole, size, rig or day. */
import type { WireLine } from "../../../../shift/bill-wire.js";
import { useCell } from "../../../cell.js";
import { type Master, master, named } from "../../../device/master.js";
import { Table } from "../../../parts/table.js";
import { dateText, sumText, useWords } from "../../../words/words.js";
import { type By, groupsOf, sumOf, type WorkRow } from "./groups.js";

interface Shown {
  readonly lines: readonly WireLine[];
  readonly by: By;
  readonly currency: string;
  /** Changes a charge; undefined where nobody may. */
  readonly change?: ((line: WireLine) => void) | undefined;
}

export function Lines({ lines, by, currency, change }: Shown) {
  const words = useWords();
  const lists = useCell(master);
  const groups = groupsOf(lines, by);
  const adjusts = lines.some((line) => line.adjusts !== null);
  const heads = [words.boq.work, words.boq.quantity, words.boq.price, `${words.boq.amount}, ${currency}`];
  return (
    <Table
      heads={heads}
      numbers={1}
      foot={
        <tr>
          <td colSpan={3}>
            {words.boq.net}, {currency}
          </td>
          <td class="right">{sumText(sumOf(lines.map(({ amount }) => amount)))}</td>
        </tr>
      }
    >
      {groups.map((group) => [
        by !== "work" && (
          <tr key={`of ${group.of}`} class="group">
            <th scope="colgroup" colSpan={3}>
              {group.of === null ? words.boq.none : nameOf(by, group.of, lists)}
            </th>
            <td class="right">{sumText(group.amount)}</td>
          </tr>
        ),
        ...group.rows.map((row) => (
          <tr key={`${group.of} ${row.key}`}>
            <td>
              <Opened row={row} lists={lists} change={change} />
              {adjusts && (
                <small>
                  {words.boq.corrects} {row.lines[0]?.adjusts}
                </small>
              )}
            </td>
            <td class="right clear">
              {row.quantity} {row.unit}
            </td>
            <td class="right">{row.price === null ? "" : sumText(row.price)}</td>
            <td class="right">{sumText(row.amount)}</td>
          </tr>
        )),
      ])}
    </Table>
  );
}

function nameOf(by: By, id: string, lists: Master): string {
  if (by === "rig") return named(lists.rigs, id) || id;
  if (by === "hole") return named(lists.holes, id) || id;
  return by === "day" ? dateText(id) : id;
}

function Opened({
  row,
  lists,
  change,
}: {
  readonly row: WorkRow;
  readonly lists: Master;
  readonly change: Shown["change"];
}) {
  const words = useWords();
  return (
    <details class="opened">
      <summary>{row.description}</summary>
      <ul>
        {row.lines.map((line, i) => {
          const rig = line.rig === null ? "" : named(lists.rigs, line.rig) || line.rig;
          const place = words.boq.line(dateText(line.date), rig);
          return (
            <li key={`${line.date} ${line.shift} ${line.hole} ${i}`}>
              {line.shift === null ? <span>{place}</span> : <a href={`/shifts/${line.shift}`}>{place}</a>}
              <span>
                {line.quantity} {line.unit}
              </span>
              <b>{sumText(line.amount)}</b>
              {line.charge !== null && change !== undefined && (
                <button type="button" onClick={() => change(line)}>
                  {words.boq.changeCharge}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
