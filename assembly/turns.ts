/**
 * Where clocks are changed: times of the rig's clock that occur twice, and those that never occur. Distances between times on
 * both sides of such an hour are taken on a clock that was not changed.
 */
import { TURN_SIZE, turnCount, turns } from "./layout";

/** Answers of `turnAt`. */
export const ONCE: i32 = 0;
export const TWICE: i32 = 1;
export const NEVER: i32 = 2;

/** Times between two turns, as those of the last frames were. */
let calmFrom: i64 = 1;
let calmUntil: i64 = 0;
/** The turn that was found last. */
let turnFrom: i64 = 0;
let turnUntil: i64 = 0;

/** How often a time of the rig's clock occurs. */
// @ts-ignore: decorator
@inline
export function turnAt(moment: i64): i32 {
  return moment >= calmFrom && moment < calmUntil ? ONCE : findTurn(moment);
}

function findTurn(moment: i64): i32 {
  let before = i64.MIN_VALUE;
  for (let turn = turns, last = turns + turnCount * TURN_SIZE; turn < last; turn += TURN_SIZE) {
    const from = load<i64>(turn);
    const until = load<i64>(turn, 8);
    if (moment < from) {
      calmFrom = before;
      calmUntil = from;
      return ONCE;
    }
    if (moment < until) {
      turnFrom = from;
      turnUntil = until;
      return load<i64>(turn, 16) == 0 ? TWICE : NEVER;
    }
    before = until;
  }
  calmFrom = before;
  calmUntil = i64.MAX_VALUE;
  return ONCE;
}

/** A time on the clock that was not changed in the turn that was found last. */
function unchanged(moment: i64, second: bool): i64 {
  return second || moment >= turnUntil ? moment + (turnUntil - turnFrom) : moment;
}

/** Of a time that was found to occur twice: whether the second is nearer to another time, or as near. */
export function isSecond(moment: i64, other: i64, otherSecond: bool): bool {
  const distance = unchanged(other, otherSecond) - moment;
  const length = turnUntil - turnFrom;
  return 2 * distance >= length;
}

/** Whether a time is before another one. */
// @ts-ignore: decorator
@inline
export function isBefore(moment: i64, second: bool, other: i64, otherSecond: bool): bool {
  return second == otherSecond ? moment < other : isBeforeInTurn(moment, second, other, otherSecond);
}

function isBeforeInTurn(moment: i64, second: bool, other: i64, otherSecond: bool): bool {
  turnAt(second ? moment : other);
  return unchanged(moment, second) < unchanged(other, otherSecond);
}
