/**
 * What people call what a rig does, in hours and codes: the states of the analysis come together to fewer things, as they stand in a
 * report. IADC numbers are those of the time codes of the daily drilling report; the Norwegian ones and WITSML's are lists of words.
 */
import type { RigState } from "../../wits/catalog/state.js";
import type { ActivityCodes } from "../document/codes.js";

export interface Activity {
  readonly name: string;
  readonly codes: ActivityCodes;
}

const activity = (
  name: string,
  iadc: string | null,
  npd: string | null,
  witsml: string | null,
): Activity => ({
  name,
  codes: { iadc, npd, witsml },
});

export const activities = {
  drilling: activity("Drilling", "2", "drilling -- drill", "drilling -- new hole"),
  reaming: activity("Reaming", "3", "drilling -- ream", "reaming"),
  "back reaming": activity("Back reaming", "3", "drilling -- ream", "reaming -- back reaming"),
  circulating: activity("Circulating", "5", "drilling -- circulating conditioning", "circulate"),
  "tripping in": activity("Tripping in", "6", "drilling -- trip", "tripping -- trip in (from surface)"),
  "tripping out": activity("Tripping out", "6", "drilling -- trip", "tripping -- trip out (to surface)"),
  "handling assembly": activity("Handling assembly", "6", "drilling -- trip", "surface string handling"),
  "out of hole": activity("Out of hole", null, "drilling -- other", "miscellaneous"),
  "working string": activity("Working string", null, "drilling -- other", "miscellaneous"),
  waiting: activity("Standing still", null, "drilling -- wait", "wait -- other"),
  "no data": activity("No data", null, null, null),
} as const satisfies Readonly<Record<string, Activity>>;

export type ActivityKey = keyof typeof activities;

/** More hole was made with the motor alone than turning. */
export const SLIDING = activity("Sliding", "2", "drilling -- drill", "dir work -- motor drilling");

/** What a state is, where nothing beside it says more. A connection belongs to what was done before and after it. */
export const activityOf: Readonly<Record<RigState, ActivityKey>> = {
  out_of_hole: "out of hole",
  bha_handling: "handling assembly",
  connection: "drilling",
  trip_connection: "tripping in",
  drill_rotate: "drilling",
  drill_slide: "drilling",
  ream_down: "reaming",
  back_ream: "back reaming",
  wash_down: "reaming",
  pump_out: "tripping out",
  trip_in: "tripping in",
  trip_out: "tripping out",
  circulate: "circulating",
  rotate_off_bottom: "working string",
  static: "waiting",
  data_gap: "no data",
};

/** What time is called that was lost to a cause of the analysis. */
const lost: Readonly<Record<string, Activity>> = {
  wait: activity("Waiting", null, "interruption -- wait", "wait -- other"),
  "repair or wait": activity("Repair or wait", null, "interruption -- wait", "wait -- other"),
  kick: activity("Well control", null, "interruption -- well control", "well control"),
  loss: activity(
    "Lost circulation",
    null,
    "interruption -- lost circulation",
    "circulate -- lost circulation",
  ),
  stuck: activity("Stuck pipe", "19", "interruption -- other", "stuck pipe"),
  pack_off: activity("Pack-off", null, "interruption -- other", "stuck pipe"),
  washout: activity("Washout", null, "interruption -- other", "miscellaneous"),
  pump_trouble: activity("Pump repair", "8", "interruption -- repair", "rig repairs -- mud system"),
  plugged_bit: activity("Plugged bit", null, "interruption -- other", "miscellaneous"),
};

export const lostActivity = (cause: string): Activity =>
  lost[cause] ?? activity(`Lost: ${cause}`, null, "interruption -- other", "miscellaneous");

/** Codes that go with one of the Norwegian ones, where a person told no others. */
const beside: Readonly<Record<string, Omit<ActivityCodes, "npd">>> = {
  "drilling -- drill": { iadc: "2", witsml: "drilling" },
  "drilling -- ream": { iadc: "3", witsml: "reaming" },
  "drilling -- trip": { iadc: "6", witsml: "tripping" },
  "drilling -- circulating conditioning": { iadc: "5", witsml: "circulate" },
  "drilling -- casing": { iadc: "12", witsml: "run casing" },
  "drilling -- survey": { iadc: "10", witsml: "deviation survey" },
  "drilling -- bop/wellhead equipment": { iadc: "14", witsml: "nipple up BOP" },
  "drilling -- bop activities": { iadc: "14", witsml: "nipple up BOP" },
  "drilling -- wait": { iadc: null, witsml: "wait" },
  "interruption -- repair": { iadc: "8", witsml: "rig repairs" },
  "interruption -- maintain": { iadc: "7", witsml: "rig service" },
  "interruption -- wait": { iadc: null, witsml: "wait" },
  "interruption -- waiting on weather": { iadc: null, witsml: "wait -- weather" },
  "interruption -- fish": { iadc: "19", witsml: "fishing" },
  "formation evaluation -- log": { iadc: "11", witsml: "wireline logs" },
  "formation evaluation -- rft/fit": { iadc: "11", witsml: "wireline logs -- form tester" },
  "moving -- skid": { iadc: "1", witsml: "rig move -- skid rig" },
  "plug abandon -- cement plug": { iadc: "17", witsml: "plug back" },
};

/** By one code that a person told. */
export const codesBeside = (npd: string): ActivityCodes => ({
  npd,
  ...(beside[npd.toLowerCase()] ?? { iadc: null, witsml: null }),
});

/** Time under this code counts as lost, as those who wrote it count. */
export const isInterruption = (npd: string): boolean => npd.toLowerCase().startsWith("interruption");
