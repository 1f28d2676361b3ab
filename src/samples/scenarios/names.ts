/** What the scenarios are called. Apart from them, so that the table of flags need not load a rig. */
export const scenarioNames = [
  "basic_drilling",
  "connection_sequence",
  "formation_change",
  "circulation_break",
  "multi_well",
  "comprehensive",
] as const;

export type ScenarioName = (typeof scenarioNames)[number];
