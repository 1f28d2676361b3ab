/** Links as lines: the state by a sign and a word, rates, and of one that is broken, why. */
import { ageText, bytesText, framesText } from "../age.js";
import type { LinkRow, Snapshot } from "../shown.js";
import { type Line, piece, type Style } from "./line.js";
import { dots, type Look } from "./look.js";
import { padded, shown, widthOf } from "./text.js";

const stateStyle: Readonly<Record<LinkRow["state"], Style>> = {
  connecting: "warning",
  open: "good",
  stale: "warning",
  waiting: "bad",
  closed: "faint",
};
const stateMark: Readonly<Record<LinkRow["state"], readonly [unicode: string, ascii: string]>> = {
  connecting: ["◌", "?"],
  open: ["●", "*"],
  stale: ["◐", "!"],
  waiting: ["○", "x"],
  closed: ["·", "-"],
};

/** Columns of a link's name at least, and of its frames a second. */
const NARROWEST_LINK = 20;
const FRAMES = 9;

/** `whole`: what is wrong with a link is told to its end. */
export function linkLines(
  snapshot: Snapshot,
  columns: number,
  most: number,
  look: Look,
  whole = false,
): Line[] {
  const { boards, links, board } = snapshot;
  const fixed = { state: 13, bytes: 11, age: 8 };
  const free = columns - fixed.state - fixed.bytes - fixed.age - 3;
  const longest = Math.max(...boards.map(({ label }) => widthOf(shown(label))), NARROWEST_LINK - 1) + 1;
  const room = Math.min(longest, free - FRAMES);
  const widths = { ...fixed, frames: free - room };
  const heads: Line = [
    piece(
      `   ${padded(boards.length > most ? `LINK (${most} of ${boards.length})` : "LINK", room)}${padded("STATE", widths.state)}${padded("FRAMES", widths.frames, "right")}` +
        `${padded("BYTES", widths.bytes, "right")}${padded("LAST", widths.age, "right")}`,
      "head",
    ),
  ];
  const at = Math.max(
    0,
    boards.findIndex(({ name }) => name === board?.name),
  );
  const first = Math.max(0, Math.min(at - Math.floor(most / 2), boards.length - most));
  const rows = boards.slice(first, first + most).map(({ label: name, link }, i): Line => {
    const row = links.find((one) => one.name === link);
    const current = first + i === at;
    const label = padded(shown(name), room - 1, "left", dots(look));
    const start = piece(
      ` ${current ? (look.unicode ? "▸" : ">") : " "} ${label} `,
      current ? "strong" : "plain",
    );
    if (row === undefined) return [start];
    const style = stateStyle[row.state];
    const word = piece(
      padded(`${stateMark[row.state][look.unicode ? 0 : 1]} ${row.state}`, widths.state),
      style,
    );
    if (row.trouble !== undefined && row.state !== "open") {
      const trouble = shown(row.trouble);
      const rest = columns - 3 - room - widths.state;
      return [start, word, piece(whole ? trouble : padded(trouble, rest, "left", dots(look)), "faint")];
    }
    return [
      start,
      word,
      piece(padded(framesText(row.framesPerSecond), widths.frames, "right")),
      piece(padded(bytesText(row.bytesPerSecond), widths.bytes, "right")),
      piece(
        padded(row.age === undefined ? "never" : ageText(row.age), widths.age, "right"),
        row.state === "stale" ? "warning" : "plain",
      ),
    ];
  });
  return [heads, ...rows];
}
