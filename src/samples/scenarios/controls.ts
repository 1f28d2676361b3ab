/** What the crew asks of the rig at this moment. The rig follows as fast as it can. */
export interface Controls {
  /** Item 07, from the specification's table of activities. */
  activity: number;
  /** L/min, and the pumps that bring it. */
  flow: number;
  pumps: readonly number[];
  /** Revolutions a minute. */
  rpm: number;
  /** Where the block shall be, and how fast at most, m/s. */
  block: number;
  speed: number;
  slips: boolean;
  /** kdN on the bit; 0 while nobody drills. */
  weight: number;
  /** kN·m that the tool joint in the slips is made up or broken out with. */
  makeUp: number;
  /** The hole is lined up to the trip tank. */
  onTripTank: boolean;
  /** The blow-out preventer is closed. */
  closed: boolean;
  /** Mud density that the pits are brought to, kg/m³. */
  density: number;
}

/** Of the specification's table (appendix E); those that a driller of these scenarios needs. */
export const Activity = {
  undefined: 0,
  rigUp: 1,
  drilling: 2,
  connection: 3,
  reaming: 4,
  circulating: 7,
  tripIn: 8,
  tripOut: 9,
  repair: 11,
  flowCheck: 30,
  lostCirculation: 32,
} as const;
