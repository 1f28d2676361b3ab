/** Key figures by day, small beside each other: a column a day, and what all days have together. */
import { light } from "../../drawing/palette.js";
import { laneInks } from "../../drawing/state-colours.js";
import { line, rectangle, text } from "../../drawing/svg.js";
import type { KpiByDay, WellDays } from "../document/days.js";
import { figureShown } from "../figure.js";
import { type Band, type Picture, pictureOf, valueAxis, WIDTH } from "./frame.js";

const ABREAST = 3;
const GUTTER = 14;
const EACH = (WIDTH - (ABREAST - 1) * GUTTER) / ABREAST;
const COLUMNS: Band = { top: 22, height: 30 };
const HIGH = 66;

/** Of one picture: more of them are another, so that each fits what is left of a sheet. */
const MOST = 4 * ABREAST;

/** None where no key figure has two days that it is known of. */
export function kpiPictures({ kpis }: WellDays): Picture[] {
  const drawn = kpis.filter(({ days }) => days.filter(({ value }) => value !== null).length > 1);
  return Array.from({ length: Math.ceil(drawn.length / MOST) }, (_, which) => {
    const some = drawn.slice(which * MOST, (which + 1) * MOST);
    const parts = some.map((kpi, place) =>
      chartOf(kpi, (place % ABREAST) * (EACH + GUTTER), Math.floor(place / ABREAST) * HIGH),
    );
    const title = which === 0 ? "Key figures by day" : "More key figures by day";
    return pictureOf(title, Math.ceil(some.length / ABREAST) * HIGH, parts);
  });
}

function chartOf({ title, days, together }: KpiByDay, left: number, top: number): string {
  const band: Band = { top: top + COLUMNS.top, height: COLUMNS.height };
  const axis = valueAxis(
    days.map(({ value }) => value),
    band,
    { zero: true, lines: 2 },
  );
  if (axis === undefined) return "";
  const each = EACH / days.length;
  const columns = days.map(({ value }, day) => {
    if (value === null) return "";
    const [from, to] = [axis.y(0), axis.y(value)];
    const [x, width] = [left + day * each + each * 0.15, Math.max(each * 0.7, 0.4)];
    return rectangle(x, Math.min(from, to), width, Math.max(Math.abs(from - to), 0.4), laneInks[0]);
  });
  const all = figureShown(together);
  return [
    text(left, top + 8, title.length > 44 ? `${title.slice(0, 43)}…` : title, 'font-weight="600"'),
    text(left, top + 17, all === "" ? "" : `all days ${all}`, `fill="${light.faint}"`),
    ...columns,
    line(left, axis.y(0), left + EACH, axis.y(0), light.ink, 0.6),
  ].join("");
}
