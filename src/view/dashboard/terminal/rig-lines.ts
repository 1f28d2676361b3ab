/** The rig as the two lines on top: the well and the time, depths and what it does. */
import { momentText } from "../../../drawing/steps.js";
import type { Snapshot } from "../shown.js";
import { type Line, type Piece, piece } from "./line.js";
import { dots, type Look, plain } from "./look.js";
import { clipped, padded, shown, widthOf } from "./text.js";

export function rigLines({ board, links }: Snapshot, columns: number, look: Look): Line[] {
  const name = shown(board?.well ?? board?.name ?? links[0]?.name ?? "");
  const time =
    board?.timestamp === undefined
      ? ""
      : `${momentText(board.timestamp).slice(0, 19)} ${look.utc ? "UTC" : "rig"}`;
  const activity = board?.activity === undefined ? "" : board.activity.toUpperCase();
  const stale = board?.stale ? " STALE " : "";
  const left = columns - widthOf(time) - 3;
  const title: Line = [piece(` ${padded(name, left, "left", dots(look))} `, "bar"), piece(`${time} `, "bar")];
  const values: Piece[] = (board?.headlines ?? []).flatMap(({ label, value, unit, stale: old }, i) => [
    piece(`${i === 0 ? " " : "   "}${label} `, "head"),
    piece(`${old ? "!" : ""}${plain(value, look)}`, old ? "warning" : "strong"),
    piece(unit === "" ? "" : ` ${unit}`, "faint"),
  ]);
  const used = values.reduce((sum, { text }) => sum + widthOf(text), 0);
  const room = columns - used - 2;
  const words = clipped(activity, Math.max(0, room - stale.length), dots(look));
  return [
    title,
    [
      ...values,
      piece(" ".repeat(Math.max(0, room - stale.length - widthOf(words)))),
      piece(words, "strong"),
      piece(stale, "bad"),
    ],
  ];
}
