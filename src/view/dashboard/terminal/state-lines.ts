/** What the rig does by an analysis, as lines: the state and why, then the open events. */
import { ageText } from "../age.js";
import { eventText, openText } from "../page/rig-text.js";
import type { Snapshot } from "../shown.js";
import { type Line, piece, type Style } from "./line.js";
import { dots, type Look, plain } from "./look.js";
import { clipped, shown, widthOf } from "./text.js";

/** Lines that `stateLines` gives, for as many events at most. */
export function stateRows({ board }: Snapshot, most: number): number {
  return board?.rig === undefined ? 0 : 2 + Math.min(most, board.rig.events.length);
}

/** None where nobody asked for an analysis. `whole`: every line is told to its end. */
export function stateLines(
  { board }: Snapshot,
  columns: number,
  most: number,
  look: Look,
  whole = false,
): Line[] {
  const rig = board?.rig;
  if (rig === undefined) return [];
  const lines = (head: string, style: Style, strong: string, rest: string): Line => {
    const room = whole ? Number.POSITIVE_INFINITY : columns - widthOf(head) - widthOf(shown(strong));
    return [
      piece(head, "head"),
      piece(strong, style),
      piece(clipped(plain(shown(rest), look), room, dots(look))),
    ];
  };
  const lasts = rig.lasts === undefined ? "" : ` for ${ageText(rig.lasts)}`;
  const events = rig.events.slice(0, most);
  const hidden = rig.events.length - events.length;
  const more = hidden === 0 ? "" : `, ${hidden} of them not shown`;
  return [
    lines(" State  ", board?.stale ? "faint" : "strong", rig.state.toUpperCase(), `${lasts}: ${rig.why}`),
    lines(" Events ", rig.events.length === 0 ? "plain" : "warning", openText(rig), `${more}. ${rig.note}`),
    ...events.map((event) =>
      lines(
        "      ! ",
        event.severity === "high" ? "bad" : "warning",
        event.name,
        `: ${eventText(event)}: ${event.evidence}. ${event.advice}`,
      ),
    ),
  ];
}
