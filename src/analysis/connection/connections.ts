/**
 * Times in slips, with the parts that record 03 defines: from bottom to slips, in slips, and from slips to bottom again. What is
 * drilled before and after tells a connection; what moves the bit by a stand between two settings of the slips, a trip.
 */
import { rigStates } from "../../wits/catalog/state.js";
import type { BegunStage } from "../rig/rig.js";
import { OFF, ON, type RigRows, type Stage } from "../rig/rows.js";
import type { Finished } from "../table.js";
import { SentConnections } from "./sent.js";
import { type Setting, Trips } from "./trips.js";

const CONNECTION = rigStates.indexOf("connection");
const BOTTOM_STATES = new Set([rigStates.indexOf("drill_rotate"), rigStates.indexOf("drill_slide")]);

/** Milliseconds: slips that are open for less were never open, and such as hold for less hold nothing. */
const OPEN = 5_000;
const HELD = 10_000;
/** Milliseconds after which bottom that is left, or looked for, is that of no connection. */
const LONGEST = 3 * 3_600_000;

/** A time in slips, while it is watched. */
interface Watched {
  start: number;
  end: number;
  isDrilling: boolean;
  bit: number;
  offBottom: number;
  pumpsOff: number;
  /** The pumps' times are known in all of it. */
  pumpsKnown: boolean;
}

export const connections: BegunStage = (finished) => new Connections(finished);

class Connections implements Stage {
  readonly name = "connections";
  readonly needs = [
    "hole-depth",
    "bit-depth",
    "bottom-to-slips",
    "in-slips",
    "slips-to-bottom",
    "pumps-off",
  ] as const;
  readonly #finished: Finished;
  readonly #trips: Trips;
  readonly #sent = new SentConnections();
  #whose: { source: string; well: string | undefined } = { source: "", well: undefined };
  /** In slips now, or just out of them; and out of slips, on the way to bottom. */
  #inSlips: Watched | undefined;
  #after: Watched | undefined;
  #isHeld = false;
  /** When the bit left bottom; NaN while it is there, or where nobody knows. */
  #offBottom = Number.NaN;
  #wasOnBottom = false;
  #pumpsOff = 0;
  #pumpsKnown = true;
  #time = Number.NaN;
  #wasOff = false;

  constructor(finished: Finished) {
    this.#finished = finished;
    this.#trips = new Trips((trip) => finished("trips", { ...this.#whose, ...trip }));
  }

  other(page: Parameters<NonNullable<Stage["other"]>>[0]): void {
    this.#sent.add(page);
  }

  add(rows: RigRows): void {
    const { times, states, gapBefore, began } = rows;
    const { in_slips, on_bottom, pumping } = rows.flags;
    const bit = rows.signal("bit-depth");
    this.#whose = { source: rows.source, well: rows.well };
    for (let row = 0; row < rows.rows; row++) {
      const time = times[row]!;
      if (gapBefore[row] === 1) this.#gap();
      else if (this.#wasOff) this.#pumpsOff += time - this.#time;
      const change = began[row]!;
      this.#time = time;
      this.#wasOff = pumping[row] === OFF;
      if (pumping[row] !== ON && pumping[row] !== OFF) this.#pumpsKnown = false;
      const slips = in_slips[row] === ON;
      if (slips) this.#held(change, states[row]!, bit?.[row] ?? Number.NaN);
      else if (this.#isHeld) this.#opened(change);
      else if (this.#inSlips !== undefined && time - this.#inSlips.end >= OPEN) this.#left();
      this.#bottom(change, !slips && (on_bottom[row] === ON || BOTTOM_STATES.has(states[row]!)));
    }
  }

  end(): void {
    if (this.#isHeld && this.#inSlips !== undefined) this.#inSlips.end = this.#time;
    this.#gap();
    this.#trips.end();
    for (const row of this.#sent.compared()) this.#finished("kpis", { ...this.#whose, ...row });
  }

  #held(time: number, state: number, bit: number): void {
    if (this.#isHeld) {
      if (state === CONNECTION && this.#inSlips !== undefined) this.#inSlips.isDrilling = true;
      return;
    }
    this.#isHeld = true;
    // Slips that were opened for a moment hold on.
    if (this.#inSlips !== undefined && time - this.#inSlips.end < OPEN) return;
    if (this.#inSlips !== undefined) this.#left();
    this.#inSlips = {
      start: time,
      end: time,
      isDrilling: state === CONNECTION,
      bit,
      offBottom: time - this.#offBottom <= LONGEST ? this.#offBottom : Number.NaN,
      pumpsOff: 0,
      pumpsKnown: true,
    };
  }

  #opened(time: number): void {
    this.#isHeld = false;
    if (this.#inSlips !== undefined) this.#inSlips.end = time;
  }

  /** The slips are open for good. */
  #left(): void {
    const watched = this.#inSlips!;
    this.#inSlips = undefined;
    if (watched.end - watched.start < HELD) return;
    this.#emit();
    this.#after = watched;
  }

  #bottom(time: number, isOn: boolean): void {
    if (isOn) {
      if (this.#inSlips !== undefined && !this.#isHeld) this.#left();
      if (this.#after !== undefined) this.#emit(time);
      this.#offBottom = Number.NaN;
      this.#pumpsOff = 0;
      this.#pumpsKnown = true;
    } else if (this.#wasOnBottom) this.#offBottom = time;
    this.#wasOnBottom = isOn;
  }

  /** The string is on bottom again, or it is set in slips once more before it was. */
  #emit(onBottom = Number.NaN): void {
    const done = this.#after;
    if (done === undefined) return;
    this.#after = undefined;
    const setting: Setting = { start: done.start, end: done.end, bit: done.bit, isDrilling: done.isDrilling };
    const { kind, stand } = this.#trips.set(setting, onBottom);
    const isDrilling = kind === "drilling";
    const bottomToSlips = isDrilling ? (done.start - done.offBottom) / 1000 : Number.NaN;
    const slipsToBottom =
      isDrilling && onBottom - done.end <= LONGEST ? (onBottom - done.end) / 1000 : Number.NaN;
    const slipToSlip = (done.end - done.start) / 1000;
    const all = bottomToSlips + slipToSlip + slipsToBottom;
    const row = {
      start: done.start,
      end: done.end,
      kind,
      stand,
      bit_depth: known(done.bit),
      slip_to_slip_s: slipToSlip,
      bottom_to_slips_s: known(bottomToSlips),
      slips_to_bottom_s: known(slipsToBottom),
      weight_to_weight_s: known(all),
      pumps_off_s: !Number.isNaN(all) && this.#pumpsKnown ? this.#pumpsOff / 1000 : undefined,
    };
    this.#sent.found(row, Number.isNaN(slipsToBottom) ? done.end : onBottom);
    this.#finished("connections", { ...this.#whose, ...row });
  }

  /** Nobody knows what happened: what is open ends with the row before. */
  #gap(): void {
    if (this.#inSlips !== undefined) {
      if (this.#isHeld) this.#inSlips.end = this.#time;
      this.#left();
    }
    this.#emit();
    this.#isHeld = false;
    this.#offBottom = Number.NaN;
    this.#wasOnBottom = false;
    this.#pumpsOff = 0;
    this.#pumpsKnown = true;
    this.#trips.end();
  }
}

const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
