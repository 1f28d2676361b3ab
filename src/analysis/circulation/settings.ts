/** What people know of a rig's pumps and hole, and no row tells. */
export interface CirculationSettings {
  /** Of a stroke of any pump, as it is delivered, in m³: makes a volume of strokes where no flow in is sent. */
  readonly strokeVolume?: number | undefined;
  /** Between string and hole, from bottom to surface, in m³. */
  readonly annulusVolume?: number | undefined;
}
