/**
 * From flags to a state: the first line of the table that holds. What is not known is taken for none of its answers; where not even
 * the hookload, the block or the bit tells anything, no state is told.
 */
import { type RigState, rigStates } from "../../wits/catalog/state.js";
import type { RowStore } from "../rig/row-store.js";
import { DOWN, ON, UNKNOWN, UP } from "../rig/rows.js";
import { figure } from "./figure.js";
import type { Scales } from "./scales.js";
import type { RigSettings } from "./settings.js";
import type { Signals } from "./signals.js";

const index = (state: RigState): number => rigStates.indexOf(state);
const OUT_OF_HOLE = index("out_of_hole");
const BHA_HANDLING = index("bha_handling");
const CONNECTION = index("connection");
const TRIP_CONNECTION = index("trip_connection");
const DRILL_ROTATE = index("drill_rotate");
const DRILL_SLIDE = index("drill_slide");
const REAM_DOWN = index("ream_down");
const BACK_REAM = index("back_ream");
const WASH_DOWN = index("wash_down");
const PUMP_OUT = index("pump_out");
const TRIP_IN = index("trip_in");
const TRIP_OUT = index("trip_out");
const CIRCULATE = index("circulate");
const ROTATE = index("rotate_off_bottom");
const STATIC = index("static");
const GAP = index("data_gap");

/** Metres: a bit above this is out of the hole, and one above that is collars and tools being handled. */
const SURFACE = 0.3;
const ASSEMBLY = 115;
/** Metres: a bit no deeper than this, and so far off bottom, that neither moves nor turns nor is pumped through hangs in the rotary table. */
const IN_THE_TABLE = 3;
const FAR_OFF_BOTTOM = 30;
/** Metres off bottom at which the string is set in slips after it drilled, and no longer to drill on. */
const CLOSE = 12;

export class Decision {
  readonly #scales: Scales;
  readonly #assembly: number | undefined;
  /** Hole was made since the string was in slips last. */
  #drilled = false;
  /** What the slips that hold are for. */
  #inSlips = 0;
  /** How far the bit was off bottom when they were set. */
  #offBottom = Number.NaN;

  constructor(scales: Scales, { assemblyLength }: RigSettings) {
    this.#scales = scales;
    this.#assembly = assemblyLength;
  }

  decide(store: RowStore, { bit, hole }: Signals, from: number, to: number): void {
    for (let at = from; at < to; at++) store.states[at] = this.#stateOf(store, at, bit[at]!, hole[at]!);
  }

  #stateOf(store: RowStore, at: number, bit: number, hole: number): number {
    const inSlips = store.inSlips[at]!;
    const moving = store.moving[at]!;
    const makes = store.makingHole[at] === ON;
    const isPumping = store.pumping[at] === ON;
    const isRotating = store.rotating[at] === ON;
    const { metre } = this.#scales;
    if (makes) this.#drilled = true;
    if (bit <= SURFACE * metre) return OUT_OF_HOLE;
    if (inSlips === ON) {
      if (this.#inSlips === 0) {
        this.#offBottom = hole - bit;
        this.#inSlips = this.#purpose(this.#offBottom, metre);
      }
      return bit < (this.#assembly ?? ASSEMBLY * metre) ? BHA_HANDLING : this.#inSlips;
    }
    if (this.#inSlips !== 0) {
      this.#inSlips = 0;
      this.#drilled = makes;
    }
    // Where nothing tells whether the string turns, it most likely does: the flag says that nobody knows.
    if (makes) return isRotating || store.rotating[at] === UNKNOWN ? DRILL_ROTATE : DRILL_SLIDE;
    if (moving === DOWN) return isPumping ? (isRotating ? REAM_DOWN : WASH_DOWN) : TRIP_IN;
    if (moving === UP) return isPumping ? (isRotating ? BACK_REAM : PUMP_OUT) : TRIP_OUT;
    if (isPumping) return CIRCULATE;
    if (inSlips === UNKNOWN && moving === UNKNOWN) return GAP;
    if (isRotating) return ROTATE;
    return this.#hangsInTheTable(bit, hole) ? OUT_OF_HOLE : STATIC;
  }

  #hangsInTheTable(bit: number, hole: number): boolean {
    const { metre } = this.#scales;
    return bit <= IN_THE_TABLE * metre && hole - bit > FAR_OFF_BOTTOM * metre;
  }

  /** Where the hole's depth is not known, hole was not made either. */
  #purpose(offBottom: number, metre: number): number {
    return this.#drilled && offBottom <= CLOSE * metre ? CONNECTION : TRIP_CONNECTION;
  }
  /** The lines of the table up to the one that holds, for the row whose state was told last. */
  lines(
    store: RowStore,
    at: number,
    { bit, hole }: { readonly bit: number; readonly hole: number },
    lengthUnit: string | undefined,
  ): string[] {
    const { metre } = this.#scales;
    const length = (value: number): string => figure(value, lengthUnit);
    const state = store.states[at]!;
    const isIn = store.inSlips[at] === ON;
    const isAtSurface = bit <= SURFACE * metre;
    const lines: string[] = [];
    if (Number.isNaN(bit))
      lines.push("the bit's depth is not told, so nothing says that it is out of the hole");
    else
      lines.push(
        `the bit at ${length(bit)} is ${isAtSurface ? "not deeper" : "deeper"} than ${length(SURFACE * metre)}`,
      );
    if (isAtSurface) return lines;
    lines.push(
      isIn ? "in slips" : store.inSlips[at] === UNKNOWN ? "not known to be in slips" : "not in slips",
    );
    if (isIn) {
      const assembly = this.#assembly ?? ASSEMBLY * metre;
      const told =
        this.#assembly === undefined ? "collars and tools, unless told" : "collars and tools, as told";
      if (!Number.isNaN(bit))
        lines.push(
          `the bit is ${bit < assembly ? "less" : "not less"} than ${length(assembly)} deep: the length of ${told}`,
        );
      if (state === BHA_HANDLING) return lines;
      lines.push(
        this.#drilled ? "hole was made since the slips before" : "no hole was made since the slips before",
        Number.isNaN(this.#offBottom)
          ? "how far the bit was off bottom when the slips were set is not known"
          : `the bit was ${length(this.#offBottom)} off bottom when the slips were set; it is to drill on within ${length(CLOSE * metre)}`,
      );
      return lines;
    }
    const turns = answer(store.rotating[at]!, "rotating");
    if (state === DRILL_ROTATE || state === DRILL_SLIDE) return [...lines, "making hole", turns];
    lines.push(answer(store.makingHole[at]!, "making hole"));
    const moving = store.moving[at]!;
    if (moving === DOWN || moving === UP) {
      lines.push(moving === DOWN ? "moving down" : "moving up", answer(store.pumping[at]!, "pumping"));
      return store.pumping[at] === ON ? [...lines, turns] : lines;
    }
    lines.push(
      moving === UNKNOWN ? "not known to move" : "not moving",
      answer(store.pumping[at]!, "pumping"),
    );
    if (state === CIRCULATE || state === GAP) return lines;
    lines.push(turns);
    if (state === OUT_OF_HOLE)
      lines.push(
        `the bit hangs in the rotary table: not deeper than ${length(IN_THE_TABLE * metre)}, and ${length(hole - bit)} off bottom, which is more than ${length(FAR_OFF_BOTTOM * metre)}`,
      );
    return lines;
  }
}

const answer = (flag: number, what: string): string =>
  flag === ON ? what : flag === UNKNOWN ? `not known to be ${what}` : `not ${what}`;
