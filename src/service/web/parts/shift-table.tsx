/** Reports as a table: a row each, which leads to it. */
import type { ShiftState } from "../../shift/document.js";
import { useLengths } from "../device/lengths.js";
import { type Master, named } from "../device/master.js";
import { shortDateText, useWords } from "../words/words.js";
import { Chip } from "./chip.js";
import { Table } from "./table.js";

/** As `GET /shifts` lists it. */
export interface ShiftSummary {
  readonly id: string;
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
  readonly state: ShiftState;
  readonly metres: string;
  readonly holes: readonly string[];
}

/** `ofOneRig`: all are, and the rig is named already. */
export function ShiftTable({
  shifts,
  lists,
  ofOneRig = false,
}: {
  readonly shifts: readonly ShiftSummary[];
  readonly lists: Master;
  readonly ofOneRig?: boolean;
}) {
  const lengths = useLengths();
  const { date, slot, rig, hole, state, metres } = useWords().shifts;
  const heads = [date, slot, ...(ofOneRig ? [] : [rig]), hole, state, lengths.label(metres)];
  return (
    <Table heads={heads} numbers={heads.length - 1} lines>
      {shifts.map((shift) => (
        <tr key={shift.id}>
          <td class="lead">
            <a class="cell" href={`/shifts/${shift.id}`}>
              {shortDateText(shift.date)}
            </a>
          </td>
          <td class="lead">{shift.slot}</td>
          {!ofOneRig && <td>{named(lists.rigs, shift.rig)}</td>}
          <td class="nowrap">{shift.holes.map((id) => named(lists.holes, id)).join(", ")}</td>
          <td class="end">
            <Chip state={shift.state} />
          </td>
          <td class="right amount">{lengths.told(shift.metres)}</td>
        </tr>
      ))}
    </Table>
  );
}
