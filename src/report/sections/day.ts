/** The sections of a day, in the order of a daily report. */
import type { DayReport } from "../document.js";
import { dataSections } from "./data.js";
import { headSections, warningSections } from "./head.js";
import { depthSections, holeSections } from "./hole.js";
import { timeSections } from "./hours.js";
import { mudSections } from "./mud.js";
import type { Section } from "./section.js";
import { workSections } from "./work.js";

export function daySections(day: DayReport): readonly Section[] {
  return [
    ...headSections(day),
    ...warningSections(day),
    { kind: "text", id: "summary", title: "The day", note: null, paragraphs: [day.summary] },
    ...depthSections(day),
    ...timeSections(day),
    ...workSections(day),
    ...mudSections(day),
    ...holeSections(day),
    ...dataSections(day),
    { kind: "pictures", id: "pictures", title: "Pictures of the day", note: null, pictures: day.pictures },
  ];
}
