/** Markers of frames other than `&&` and `!!`, from the lines that stand before and behind runs of items. */
import { counted } from "../../text/quantity.js";
import type { FoundOption } from "./found-option.js";
import type { TextScan } from "./text-scan.js";

/** Times that a line must stand before items, or behind them, to be a marker. */
const OFTEN = 2;

/** Undefined when no line stands regularly on both sides of items. */
export function markersIn({ edges, lineEnds }: TextScan): FoundOption | undefined {
  const start = most(edges.before);
  const end = most(edges.behind);
  if (start === undefined || end === undefined || start.line === end.line) return undefined;
  const lineEnd = lineEnds.crlf > 0 ? "\r\n" : lineEnds.lf > 0 ? "\n" : "\r";
  return {
    option: "markers",
    value: [start.line + lineEnd, end.line + lineEnd],
    why: `${counted(start.count, "run")} of items begin behind ${JSON.stringify(start.line)} and end before ${JSON.stringify(end.line)}`,
  };
}

function most(lines: ReadonlyMap<string, number>): { line: string; count: number } | undefined {
  const [first] = [...lines].sort(([, a], [, b]) => b - a);
  return first === undefined || first[1] < OFTEN ? undefined : { line: first[0], count: first[1] };
}
