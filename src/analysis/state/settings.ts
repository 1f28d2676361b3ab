/** What is told of a rig, and not found from its rows. */
export interface RigSettings {
  /** Hookload with the string in slips, in the unit that is sent. */
  readonly blockWeight?: number | undefined;
}
