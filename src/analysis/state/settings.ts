/** What is told of a rig, and not found from its rows. */
export interface RigSettings {
  /** Hookload below which the string is in slips, in the unit that is sent. */
  readonly slipsHookload?: number | undefined;
  /** Length of collars and tools below the drill pipe, in the unit of depth. */
  readonly assemblyLength?: number | undefined;
}
