/**
 * What is wrong with a report: the whole list that stands under its fields in a browser, and that a server refuses a submit for. A draft is kept with all
 * of it, but for what no database can hold.
 */
import type { ActivityType } from "./activity.js";
import { DAY, HOUR, isZone, localDate, MINUTE } from "./clock.js";
import { continuityProblems, type EarlierRun, holeDepthAt } from "./continuity.js";
import type { Id, ShiftContent } from "./document.js";
import { gridProblems } from "./grid.js";
import { metresText } from "./length.js";
import { errorAt, type Problem, warningAt } from "./problem.js";
import { recoveryProblems } from "./recovery.js";
import { SECTIONS, wireName } from "./wire-fields.js";

/** What must be known beside the report itself. */
export interface Surroundings {
  readonly activityTypes: ReadonlyMap<Id, Pick<ActivityType, "class" | "name">>;
  /** Runs of the report's holes on all other shifts that are not void, of any rig. */
  readonly otherRuns: readonly EarlierRun[];
  /** Minutes without a row that a tenant lets pass, at most 15. */
  readonly toleranceMinutes: number;
}

/** A shift of 13 hours is the longest that people plan; the rest is for a clock that goes back and for a late relief. */
const LONGEST_SHIFT = 26 * HOUR;
export const MOST_TOLERANCE_MINUTES = 15;

/** Everything: what stands in the way of a submit, and what only wants a second look. */
export function problemsOf(content: ShiftContent, surroundings: Surroundings): Problem[] {
  const { runs } = content;
  const tolerance = Math.min(surroundings.toleranceMinutes, MOST_TOLERANCE_MINUTES);
  const storage = savingProblems(content);
  // A report whose spans are upside down, or on no clock, says nothing about its grid.
  const closes = storage.length === 0 && isZone(content.timeZone) ? gridProblems(content, tolerance) : [];
  return [
    ...storage,
    ...headProblems(content),
    ...crewProblems(content),
    ...runs.flatMap((run) =>
      run.size.trim() === "" ? [errorAt(`runs/${run.id}/size`, "missing", { what: "size" })] : [],
    ),
    ...continuityProblems(runs, surroundings.otherRuns),
    ...recoveryProblems(runs, surroundings.otherRuns),
    ...activityProblems(content, surroundings),
    ...closes,
    ...materialProblems(content),
    ...holeProblems(content, surroundings),
  ];
}

/** What no database of ours takes, in any state: the checks of its tables. */
export function savingProblems(content: ShiftContent): Problem[] {
  const { startsAt, endsAt } = content;
  const problems: Problem[] = [];
  if (!(endsAt > startsAt)) problems.push(errorAt("ends_at", "ends-before-start", { what: "shift" }));
  else if (endsAt - startsAt > LONGEST_SHIFT)
    problems.push(errorAt("ends_at", "too-long", { most_s: LONGEST_SHIFT / 1000 }));
  for (const section of SECTIONS) problems.push(...repeatedIds(section, content[section]));
  for (const section of ["runs", "activities"] as const)
    for (const row of content[section])
      if (!(row.endsAt > row.startsAt))
        problems.push(errorAt(`${section}/${row.id}/ends_at`, "ends-before-start", { what: "row" }));
  for (const section of ["runs", "casings", "photos"] as const)
    for (const { id, fromMm, toMm } of content[section])
      if (fromMm !== null && toMm !== null && !(toMm > fromMm))
        problems.push(
          errorAt(`${section}/${id}/to`, "upside-down", { what: "depths", from: metresText(fromMm) }),
        );
  for (const { id, quantityMilli } of content.materials)
    if (!(quantityMilli > 0))
      problems.push(errorAt(`materials/${id}/quantity`, "nothing", { what: "quantity" }));
  for (const row of content.surveys) problems.push(...angleProblems(row));
  return problems;
}

function repeatedIds(section: string, list: readonly { readonly id: Id }[]): Problem[] {
  const seen = new Set<Id>();
  return list.flatMap(({ id }) => {
    if (seen.has(id)) return [errorAt(`${section}/${id}/id`, "repeated-id")];
    seen.add(id);
    return [];
  });
}

function angleProblems({ id, dipCd, azimuthCd }: ShiftContent["surveys"][number]): Problem[] {
  const problems: Problem[] = [];
  if (Math.abs(dipCd) > 9000) problems.push(errorAt(`surveys/${id}/dip`, "no-dip"));
  if (azimuthCd < 0 || azimuthCd >= 36_000) problems.push(errorAt(`surveys/${id}/azimuth`, "no-azimuth"));
  return problems;
}

function headProblems({ date, startsAt, timeZone, slot, contract, supervisor }: ShiftContent): Problem[] {
  const problems: Problem[] = [];
  if (!isZone(timeZone)) problems.push(errorAt("time_zone", "no-zone", { zone: timeZone }));
  else if (localDate(startsAt, timeZone) !== date)
    problems.push(errorAt("date", "other-date", { starts: localDate(startsAt, timeZone) }));
  if (slot.trim() === "") problems.push(errorAt("slot", "missing", { what: "slot" }));
  if (contract === null) problems.push(warningAt("contract", "no-contract"));
  if (supervisor === null) problems.push(warningAt("supervisor", "no-supervisor"));
  return problems;
}

function crewProblems({ crew, startsAt, endsAt }: ShiftContent): Problem[] {
  const problems: Problem[] = [];
  const people = new Set<Id>();
  if (crew.length === 0) problems.push(warningAt("crew", "no-crew"));
  for (const { id, person, role, minutes } of crew) {
    const at = `crew/${id}`;
    if (people.has(person)) problems.push(errorAt(`${at}/person`, "twice", { what: "person" }));
    people.add(person);
    if (role.trim() === "") problems.push(errorAt(`${at}/role`, "missing", { what: "role" }));
    if (minutes <= 0) problems.push(errorAt(`${at}/minutes`, "nothing", { what: "hours" }));
    else if (minutes * MINUTE > endsAt - startsAt)
      problems.push(
        warningAt(`${at}/minutes`, "longer-than-shift", {
          worked_s: minutes * 60,
          shift_s: (endsAt - startsAt) / 1000,
        }),
      );
  }
  return problems;
}

function activityProblems({ activities }: ShiftContent, { activityTypes }: Surroundings): Problem[] {
  return activities.flatMap(({ id, type, reason }) => {
    const known = activityTypes.get(type);
    if (known === undefined) return [errorAt(`activities/${id}/type`, "unknown")];
    return known.class === "standby" && (reason ?? "").trim() === ""
      ? [errorAt(`activities/${id}/reason`, "missing", { what: "reason" })]
      : [];
  });
}

function materialProblems({ materials }: ShiftContent): Problem[] {
  const items = new Set<Id>();
  return materials.flatMap(({ id, item }) => {
    if (items.has(item)) return [warningAt(`materials/${id}/item`, "twice", { what: "item" })];
    items.add(item);
    return [];
  });
}

/** Surveys, casing and photos lie in hole that is there by the end of the shift. */
function holeProblems(content: ShiftContent, { otherRuns }: Surroundings): Problem[] {
  const all = [...otherRuns, ...content.runs];
  const below = (
    section: string,
    id: Id,
    field: string,
    hole: Id | null,
    depth: number | null,
  ): Problem[] => {
    if (hole === null || depth === null) return [];
    const end = holeDepthAt(hole, content.endsAt, all);
    return depth <= end
      ? []
      : [
          warningAt(`${section}/${id}/${wireName(field)}`, "below-hole", {
            kind: null,
            depth: metresText(depth),
            end: metresText(end),
          }),
        ];
  };
  const stations = new Set<string>();
  return [
    ...content.surveys.flatMap(({ id, hole, depthMm, at }) => {
      const station = JSON.stringify([hole, depthMm]);
      const twice = stations.has(station);
      stations.add(station);
      return [
        ...below("surveys", id, "depthMm", hole, depthMm),
        ...(twice ? [errorAt(`surveys/${id}/depth`, "twice", { what: "survey" })] : []),
        ...(at < content.startsAt - DAY || at > content.endsAt + DAY
          ? [warningAt(`surveys/${id}/at`, "far-from-shift")]
          : []),
      ];
    }),
    ...content.casings.flatMap(({ id, hole, toMm }) => below("casings", id, "toMm", hole, toMm)),
    ...content.photos.flatMap(({ id, hole, toMm }) => below("photos", id, "toMm", hole, toMm)),
  ];
}
