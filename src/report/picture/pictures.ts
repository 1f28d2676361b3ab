/** The pictures of a report, in the order in which they stand on paper and page. */
import type { WellDays } from "../document/days.js";
import type { DayReport, Report } from "../document.js";
import { wellShown } from "../outline.js";
import { cumulativePicture } from "./cumulative.js";
import { daysPicture } from "./days.js";
import type { Picture } from "./frame.js";
import { hoursPicture } from "./hours.js";
import { kpiPictures } from "./kpis.js";
import { stripPicture } from "./strip.js";
import { timeDepthPicture } from "./time-depth.js";

const there = (pictures: readonly (Picture | undefined)[]): Picture[] =>
  pictures.filter((one) => one !== undefined);

/** Of a sheet's height, its titles and the space between pictures taken away: that of the smaller paper. */
const SHEET = 610;

/** One page of them. */
export function dayPictures({ pictures, time }: DayReport): Picture[] {
  const above = there([timeDepthPicture(pictures), hoursPicture(time.byActivity)]);
  const left = SHEET - above.reduce((sum, { height }) => sum + height, 0);
  return there([...above, stripPicture(pictures, left)]);
}

/** Of several days or wells: none where there is one day. */
export function overviewPictures({ wells, days }: Report): Picture[] {
  if (wells.length === 0) return [];
  return there([
    daysPicture(wells),
    ...wells.flatMap((well) =>
      [cumulativePicture(well, daysOf(well, days)), ...kpiPictures(well)].map(
        (picture) =>
          picture && {
            ...picture,
            title: wells.length > 1 ? `${picture.title}, ${wellShown(well.well)}` : picture.title,
          },
      ),
    ),
  ]);
}

/** In the order of the well's days. */
function daysOf({ well, days }: WellDays, all: readonly DayReport[]): DayReport[] {
  const own = new Map(all.filter(({ head }) => head.well === well).map((day) => [day.date, day]));
  return days.flatMap(({ date }) => own.get(date) ?? []);
}
