/** What people know of a rig's pumps and hole, and no row tells. Volumes are in the unit that the rows have tanks in. */
export interface CirculationSettings {
  /** Of a stroke of any pump, as it is delivered: makes a flow of strokes where no flow in is sent. */
  readonly strokeVolume?: number | undefined;
  /** Between string and hole, from bottom to surface. */
  readonly annulusVolume?: number | undefined;
}
