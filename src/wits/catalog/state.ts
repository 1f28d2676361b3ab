/** Words for what a rig does and for what goes wrong: the names that tables, files, pages and scenarios use. */

/** What the rig does, a state a moment; `data_gap` where no rows tell. */
export const rigStates = [
  "out_of_hole",
  "bha_handling",
  "connection",
  "trip_connection",
  "drill_rotate",
  "drill_slide",
  "ream_down",
  "back_ream",
  "wash_down",
  "pump_out",
  "trip_in",
  "trip_out",
  "circulate",
  "rotate_off_bottom",
  "static",
  "data_gap",
] as const;
export type RigState = (typeof rigStates)[number];

/** What stands out, for a person to look at. */
export const eventKinds = [
  "kick",
  "loss",
  "washout",
  "pack_off",
  "stuck",
  "overpull",
  "stick_slip",
  "drilling_break",
  "pump_trouble",
  "plugged_bit",
  "circulation_break",
  "tank_transfer",
  "sensor_fault",
  "anomaly",
] as const;
export type EventKind = (typeof eventKinds)[number];

/** `drill_rotate` is "drill rotate" where people read it. */
export const inWords = (name: RigState | EventKind): string => name.replaceAll("_", " ");
