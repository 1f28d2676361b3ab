/**
 * What the driller does, as a list of moves. A move says what the block, the slips, the pumps and the rotary do,
 * and ends when the block is where it should be, or the bit is on bottom, and its least time has passed.
 * Heights are metres of block above the floor.
 */
export interface Move {
  /** Item 07, from the specification's table of activities. */
  readonly activity: number;
  /** Where the block goes; undefined while it stands still. */
  readonly block?: number;
  /** Metres a second; a move that drills goes as fast as the rock allows. */
  readonly speed?: number;
  readonly seconds?: number;
  readonly slips?: boolean;
  readonly pumping?: boolean;
  readonly rotating?: boolean;
  readonly drilling?: boolean;
  /** The string stands still with the pumps off: the directional tool takes its survey. */
  readonly survey?: boolean;
}

const DRILLING = 2;
const CONNECTION = 3;
const SHORT_TRIP_IN = 33;
const SHORT_TRIP_OUT = 34;

/** Three joints of drill pipe. */
export const STAND = 27;
/** The block's height when a stand is drilled down, and when a stand hangs in the derrick. */
const LOW = 1.5;
const HIGH = LOW + STAND;
/** How far the bit is lifted off bottom before the string is set in slips. */
const OFF_BOTTOM = 3;

const drillStand: Move = { activity: DRILLING, block: LOW, pumping: true, rotating: true, drilling: true };

const connection: readonly Move[] = [
  { activity: CONNECTION, block: LOW + OFF_BOTTOM, speed: 0.15, pumping: true, rotating: true },
  { activity: CONNECTION, seconds: 35, survey: true },
  { activity: CONNECTION, seconds: 15, slips: true },
  { activity: CONNECTION, block: HIGH + OFF_BOTTOM, speed: 0.4, slips: true },
  { activity: CONNECTION, seconds: 30, slips: true },
  { activity: CONNECTION, block: HIGH + OFF_BOTTOM + 0.3, speed: 0.1 },
  { activity: CONNECTION, seconds: 40, pumping: true },
  { activity: CONNECTION, block: LOW, speed: 0.08, pumping: true, rotating: true },
];

const standOut: readonly Move[] = [
  { activity: SHORT_TRIP_OUT, block: HIGH, speed: 0.4 },
  { activity: SHORT_TRIP_OUT, seconds: 40, slips: true },
  { activity: SHORT_TRIP_OUT, block: LOW, speed: 0.6, slips: true },
  { activity: SHORT_TRIP_OUT, seconds: 15, slips: true },
];

const standIn: readonly Move[] = [
  { activity: SHORT_TRIP_IN, block: HIGH, speed: 0.6, slips: true },
  { activity: SHORT_TRIP_IN, seconds: 40, slips: true },
  { activity: SHORT_TRIP_IN, block: LOW, speed: 0.4 },
  { activity: SHORT_TRIP_IN, seconds: 15, slips: true },
];

const STANDS_BETWEEN_SHORT_TRIPS = 12;
const STANDS_OF_A_SHORT_TRIP = 5;

const times = (count: number, moves: readonly Move[]): Move[] =>
  Array.from({ length: count }, () => moves).flat();

/** Twelve stands drilled, then five stands out and in again to clean the hole; then from the start. */
export const ROUTINE: readonly Move[] = [
  ...times(STANDS_BETWEEN_SHORT_TRIPS, [drillStand, ...connection]),
  drillStand,
  ...times(STANDS_OF_A_SHORT_TRIP, standOut),
  ...times(STANDS_OF_A_SHORT_TRIP, standIn),
  ...connection,
];
