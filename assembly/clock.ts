/**
 * Time from items 05 and 06, or from item 04. Each record has a slot with what the current frame said; when the frame ends the
 * slots are resolved to milliseconds since 1970 on the rig's own clock. A time without a date takes the last
 * date of the source, and a clock that falls back by more than half a day has passed midnight. A frame that tells
 * no time has the one at which it arrived.
 */
import {
  arrivalFrames, arrivalKnown, arrivalMoment, arrivalShift, backFrames, carriedDays, carriedFrames, carriedTime,
  arrivalSecond, CLOCK_SIZE, clockFrames, clockRecords, clocks, dateKnown, earlierKnown, earlierMoment, earlierSecond, firstMoment, firstSecond,
  lastMoment, lastSecond, momentsKnown, SECOND, skippedFrames, timeFrom, timelessFrames, twiceFrames, undatedTimes, unsureFrames,
} from "./layout";
import { isBefore, isSecond, NEVER, ONCE, turnAt, TWICE } from "./turns";
import {
  BAD, DAY, daysOfDigits, daysOfText, momentDays, momentDigits, momentTime, readDigits, readMoment, timeOfDigits,
  timeOfFour, timeOfText,
} from "./dates";

/** What a parsed date or time stands as in its integer column. */
export let clockDigits: i64 = 0;

/** Values of `timeFrom`: items 05 and 06, item 04, arrivals alone. */
const FROM_CLOCK: i32 = 0;
const FROM_ITEM_04: i32 = 1;

/** Slot: frame of the date, days, frame of the time, milliseconds of the day, frame of the resolved moment, moment, last date's digits and days, last frame that mentioned the record. */
const DATE_FRAME: usize = 0;
const DAYS: usize = 4;
const TIME_FRAME: usize = 8;
const TIME: usize = 12;
const MOMENT_FRAME: usize = 16;
const LAST_DAYS: usize = 20;
const MOMENT: usize = 24;
const LAST_DIGITS: usize = 32;
const LISTED_FRAME: usize = 40;

let recordCount: u32 = 0;

// @ts-ignore: decorator
@inline
function slot(record: u32): usize {
  return clocks + record * CLOCK_SIZE;
}

/** Enters a record in the frame's list, in order of first mention. */
// @ts-ignore: decorator
@inline
function mention(record: u32, frame: u32): usize {
  const s = slot(record);
  if (load<u32>(s, LISTED_FRAME) != frame) {
    store<u32>(s, frame, LISTED_FRAME);
    store<u8>(clockRecords + recordCount++, <u8>record);
  }
  return s;
}

/** When the frame arrived that opened last. */
let arrived: bool = false;
let arrival: i64 = 0;
let shift: i64 = 0;
let arrivedSecond: bool = false;

/** Whether a frame that opens now goes on where one was cut for its length: it arrived with that one. */
let kept: bool = false;
export function keepArrival(keep: bool): void {
  kept = keep;
}

/** Forgets what the last frame said. The frame that opens arrives with the bytes that are at hand. */
export function startClocks(): void {
  recordCount = 0;
  if (kept) {
    kept = false;
    return;
  }
  arrived = arrivalKnown;
  arrival = arrivalMoment;
  shift = arrivalShift;
  arrivedSecond = arrivalSecond;
}

/** Takes a date given as digits; false when there is no such day, and nothing has changed. */
export function setDate(record: u32, frame: u32, digits: i64): bool {
  const s = slot(record);
  let days: i32;
  if (digits != 0 && load<i64>(s, LAST_DIGITS) == digits) days = load<i32>(s, LAST_DAYS);
  else {
    days = daysOfDigits(digits);
    if (days == BAD) return false;
    store<i64>(s, digits, LAST_DIGITS);
    store<i32>(s, days, LAST_DAYS);
  }
  clockDigits = digits;
  keepDate(record, frame, days);
  return true;
}

/** Takes a date with separators or a month's name. */
export function setDateText(record: u32, frame: u32, p: usize, e: usize): bool {
  const days = daysOfText(p, e);
  if (days == BAD) return false;
  clockDigits = readDigits;
  keepDate(record, frame, days);
  return true;
}

/** The days of the date that the record's last `setDate` took. */
export function daysOfLastDate(record: u32): i32 {
  return load<i32>(slot(record), LAST_DAYS);
}

/** Takes a date that is known to be one. */
// @ts-ignore: decorator
@inline
export function keepDate(record: u32, frame: u32, days: i32): void {
  if (timeFrom != FROM_CLOCK) return;
  const s = mention(record, frame);
  store<u32>(s, frame, DATE_FRAME);
  store<i32>(s, days, DAYS);
}

/** Takes a time given as digits, with the fraction of its second. */
export function setTime(record: u32, frame: u32, digits: i64, fraction: f64): bool {
  return takeTime(record, frame, timeOfDigits(digits, fraction));
}

/** Takes a time given as at most four digits, which are hours and minutes. */
export function setShortTime(record: u32, frame: u32, digits: i32): bool {
  return takeTime(record, frame, timeOfFour(digits));
}

/** Takes a time with separators. */
export function setTimeText(record: u32, frame: u32, p: usize, e: usize): bool {
  return takeTime(record, frame, timeOfText(p, e));
}

function takeTime(record: u32, frame: u32, time: i32): bool {
  if (time == BAD) return false;
  clockDigits = readDigits;
  keepTime(record, frame, time);
  return true;
}

/** Takes a time of day that is known to be one. */
// @ts-ignore: decorator
@inline
export function keepTime(record: u32, frame: u32, time: i32): void {
  if (timeFrom != FROM_CLOCK) return;
  const s = mention(record, frame);
  store<u32>(s, frame, TIME_FRAME);
  store<i32>(s, time, TIME);
}

/** Takes a date and time in one text. */
export function setMoment(record: u32, frame: u32, p: usize, e: usize): bool {
  if (!readMoment(p, e)) return false;
  clockDigits = momentDigits;
  const s = mention(record, frame);
  store<u32>(s, frame, MOMENT_FRAME);
  store<i64>(s, <i64>momentDays * DAY + momentTime, MOMENT);
  return true;
}

/** A later line of the frame says that there is no date, no time, or neither. */
export function clearDate(record: u32): void {
  store<u32>(slot(record), 0, DATE_FRAME);
}
export function clearTime(record: u32): void {
  store<u32>(slot(record), 0, TIME_FRAME);
}
export function clearMoment(record: u32): void {
  store<u32>(slot(record), 0, MOMENT_FRAME);
}

/** The frame's moment once its clocks are resolved: that of its first record that has one. */
export let frameMoment: i64 = 0;
export let frameTimed: bool = false;
/** What to add to the frame's moment for the output: one of arrival is not on the rig's clock there, one may be the second of two. */
export let frameShift: i64 = 0;
let frameSecond: bool = false;

/** Resolves the slots of the frame that ends, in order of mention, and moves the carried date on. */
export function resolveClocks(frame: u32): void {
  frameTimed = false;
  frameShift = 0;
  frameSecond = false;
  let own = false;
  for (let i: u32 = 0; i < recordCount; i++) {
    const s = slot(load<u8>(clockRecords + i));
    if (timeFrom == FROM_ITEM_04) {
      if (load<u32>(s, MOMENT_FRAME) == frame && !frameTimed) {
        frameTimed = true;
        frameMoment = load<i64>(s, MOMENT);
        own = true;
      }
      continue;
    }
    const dated = load<u32>(s, DATE_FRAME) == frame;
    const timed = load<u32>(s, TIME_FRAME) == frame;
    if (dated) {
      carriedDays = load<i32>(s, DAYS);
      dateKnown = true;
      carriedTime = timed ? load<i32>(s, TIME) : 0;
      if (!timed) continue;
    } else {
      if (!timed) continue;
      if (!dateKnown) {
        undatedTimes++;
        continue;
      }
      const time = load<i32>(s, TIME);
      if (time < carriedTime - DAY / 2) carriedDays++;
      carriedTime = time;
    }
    const moment = <i64>carriedDays * DAY + load<i32>(s, TIME);
    store<i64>(s, moment, MOMENT);
    store<u32>(s, frame, MOMENT_FRAME);
    if (!frameTimed) {
      frameTimed = true;
      frameMoment = moment;
      own = dated;
    }
  }
  if (!frameTimed) {
    if (!arrived) {
      timelessFrames++;
      return;
    }
    frameTimed = true;
    frameMoment = arrival;
    frameShift = shift;
    frameSecond = arrivedSecond;
    arrivalFrames++;
  } else {
    if (own) clockFrames++;
    else carriedFrames++;
    const turn = turnAt(frameMoment);
    if (turn != ONCE) settleTurn(turn);
  }
  if (!momentsKnown) {
    momentsKnown = true;
    firstMoment = frameMoment;
    firstSecond = frameSecond;
  } else if (isBefore(frameMoment, frameSecond, lastMoment, lastSecond)) backFrames++;
  lastMoment = frameMoment;
  lastSecond = frameSecond;
}

/** Of a time that occurs twice the one is taken that is nearer to the time of the frame before; the first where nothing tells. */
function settleTurn(turn: i32): void {
  if (turn == NEVER) {
    skippedFrames++;
    return;
  }
  twiceFrames++;
  if (momentsKnown) frameSecond = isSecond(frameMoment, lastMoment, lastSecond);
  else {
    unsureFrames++;
    if (earlierKnown) frameSecond = isSecond(frameMoment, earlierMoment, earlierSecond);
    else if (arrived) frameSecond = isSecond(frameMoment, arrival, arrivedSecond);
  }
  if (frameSecond) frameShift = SECOND;
}

/** Whether all records of the frame have its moment, or none: no two of them told a time. */
export function oneMoment(): bool {
  return recordCount < 2;
}

/** Whether a record of the frame has a moment: its own, else the frame's. `moment` holds it, and `momentShift` what to add for the output. */
export let moment: i64 = 0;
export let momentShift: i64 = 0;

/** The same where all records have the frame's. */
// @ts-ignore: decorator
@inline
export function theMoment(): bool {
  moment = frameMoment;
  momentShift = frameShift;
  return frameTimed;
}

export function momentOf(record: u32, frame: u32): bool {
  const s = slot(record);
  moment = frameMoment;
  momentShift = frameShift;
  if (load<u32>(s, MOMENT_FRAME) == frame) {
    moment = load<i64>(s, MOMENT);
    if (moment != frameMoment) momentShift = turnAt(moment) == TWICE && isSecond(moment, frameMoment, frameSecond) ? SECOND : 0;
  }
  return frameTimed;
}
