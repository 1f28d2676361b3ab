/** The time of shifts as bars: what was done when, what was done beside it, and what nobody accounted for. */

import { light } from "../../drawing/palette.js";
import { line, rectangle, text } from "../../drawing/svg.js";
import { hatched, LEFT, type Picture, PLOT, pictureOf } from "../../report/picture/frame.js";
import { durationText, HOUR, localTime, zoneNamed } from "../shift/clock.js";
import type { ActivityClass, ShiftContent } from "../shift/document.js";
import { gridOf } from "../shift/grid.js";
import { isNew } from "../shift/run.js";
import { lengthOf, type Span } from "../shift/span.js";
import type { PaperWords } from "../words/en/papers.js";
import { reasonText } from "../words/reason.js";
import type { Names } from "./names.js";

type Kind = "drilling" | ActivityClass;

/** Places in the lanes' colours, those that fill most of a shift first. */
const ORDER: readonly Kind[] = [
  ...([
    "drilling",
    "standby",
    "tripping",
    "maintenance",
    "other",
    "circulating",
    "casing",
    "survey",
  ] as const),
  ...(["reaming", "safety", "meeting", "travel"] as const),
];
const colourOf = (kind: Kind): string => light.lanes[ORDER.indexOf(kind) % light.lanes.length]!;

/** There are more kinds than colours: those that share one have a line in it. */
function filled(kind: Kind, x: number, y: number, width: number, height: number, rest = ""): string {
  const plain = rectangle(x, y, width, height, colourOf(kind), rest);
  if (ORDER.indexOf(kind) < light.lanes.length) return plain;
  return plain + line(x, y + height / 2, x + width, y + height / 2, light.faint, 0.8);
}

interface Piece extends Span {
  readonly kind: Kind;
  readonly label: string;
  readonly parallel: boolean;
}

const BAR = 20;
const BESIDE = 5;
const TOP = 14;
const ROW = TOP + BAR + BESIDE + 8;
const LEGEND = 12;

/** One bar a shift, each on its own clock; `what` names them. */
export function timeBars(shifts: readonly ShiftContent[], names: Names, words: PaperWords): Picture {
  const pieces = shifts.map((shift) => piecesOf(shift, names, words));
  const parts = shifts.flatMap((shift, i) => barOf(shift, pieces[i]!, i * ROW));
  const legend = legendOf(shifts, pieces.flat(), shifts.length * ROW + 4, words);
  return pictureOf(words.headings.Time, shifts.length * ROW + 4 + legend.height, [...parts, ...legend.parts]);
}

function piecesOf({ runs, activities }: ShiftContent, names: Names, words: PaperWords): Piece[] {
  return [
    ...runs.map((run): Piece => {
      const label = isNew(run) ? words.sized(run.size) : words.kinds[run.kind];
      return { ...span(run), kind: isNew(run) ? "drilling" : "reaming", label, parallel: false };
    }),
    ...activities.map((row): Piece => {
      const type = names.activityTypes.get(row.type);
      return {
        ...span(row),
        kind: type?.class ?? "other",
        label: row.reason === null ? (type?.name ?? row.type) : reasonText(words, row.reason),
        parallel: row.parallel,
      };
    }),
  ].sort((a, b) => a.startsAt - b.startsAt);
}

const span = ({ startsAt, endsAt }: Span): Span => ({ startsAt, endsAt });

function barOf(shift: ShiftContent, pieces: readonly Piece[], top: number): string[] {
  const scale = PLOT / lengthOf(shift);
  const x = (at: number): number =>
    LEFT + (Math.min(Math.max(at, shift.startsAt), shift.endsAt) - shift.startsAt) * scale;
  const bar = top + TOP;
  const hours: string[] = [];
  // Full hours of the rig's clock, which are not those of UTC everywhere.
  const past = zoneNamed(shift.timeZone).toLocal(shift.startsAt) % HOUR;
  const first = shift.startsAt + ((HOUR - past) % HOUR);
  for (let at = first; at <= shift.endsAt; at += HOUR) {
    hours.push(line(x(at), bar - 3, x(at), bar, light.gridStrong, 0.6));
    if (((at - first) / HOUR) % 2 === 0)
      hours.push(
        text(x(at), bar - 5, localTime(at, shift.timeZone), `text-anchor="middle" fill="${light.faint}"`),
      );
  }
  return [
    text(
      0,
      bar + BAR / 2 + 2.5,
      `${shortened(shift.slot)} ${localTime(shift.startsAt, shift.timeZone)}–${localTime(shift.endsAt, shift.timeZone)}`,
    ),
    ...hours,
    ...pieces.map((piece) => pieceOf(piece, x, bar)),
    ...gridOf(shift).free.map((free) =>
      hatched(x(free.startsAt), bar, x(free.endsAt) - x(free.startsAt), BAR, light.curves[1]!),
    ),
    rectangle(LEFT, bar, PLOT, BAR, "none", `stroke="${light.gridStrong}" stroke-width="0.7"`),
  ];
}

function pieceOf({ kind, label, parallel, ...piece }: Piece, x: (at: number) => number, bar: number): string {
  const [left, right] = [x(piece.startsAt), x(piece.endsAt)];
  const width = right - left;
  if (width <= 0) return "";
  if (parallel) return filled(kind, left, bar + BAR + 2, width, BESIDE - 1);
  // What does not fit stands in the table below.
  const fits = label.length * 3.6 + 4 < width;
  return (
    filled(kind, left, bar, width, BAR, `stroke="${light.paper}" stroke-width="0.8"`) +
    (fits ? text(left + 3, bar + BAR / 2 + 2.5, label) : "")
  );
}

function legendOf(
  shifts: readonly ShiftContent[],
  pieces: readonly Piece[],
  top: number,
  words: PaperWords,
): { readonly parts: string[]; readonly height: number } {
  const entries = ORDER.flatMap((kind) => {
    const own = pieces.filter((piece) => piece.kind === kind);
    const all = own.filter(({ parallel }) => !parallel).reduce((sum, piece) => sum + lengthOf(piece), 0);
    if (own.length === 0) return [];
    return [
      {
        kind,
        label: all === 0 ? words.beside(nameOf(kind, words)) : `${nameOf(kind, words)} ${durationText(all)}`,
      },
    ];
  });
  const free = shifts.flatMap((shift) => gridOf(shift).free).reduce((sum, piece) => sum + lengthOf(piece), 0);
  const all =
    free === 0 ? entries : [...entries, { kind: undefined, label: words.unaccounted(durationText(free)) }];
  const across = 4;
  const width = PLOT / across;
  return {
    parts: all.flatMap(({ kind, label }, i) => {
      const [x, y] = [LEFT + (i % across) * width, top + Math.floor(i / across) * LEGEND];
      const box = kind === undefined ? hatched(x, y, 8, 7, light.curves[1]!) : filled(kind, x, y, 8, 7);
      return [box, text(x + 12, y + 6, label)];
    }),
    height: Math.ceil(all.length / across) * LEGEND + 2,
  };
}

/** In the middle of a line, where nothing is written large. */
const nameOf = (kind: Kind, words: PaperWords): string =>
  kind === "drilling" ? words.drilling : words.classes[kind].toLowerCase();

/** Beside a bar there is room for so many letters. */
const shortened = (slot: string): string =>
  [...slot].length > 12 ? `${[...slot].slice(0, 11).join("")}…` : slot;
