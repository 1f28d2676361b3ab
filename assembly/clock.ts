/**
 * Time from items 05 and 06. Each record has a slot with what the current frame said; when the frame ends the
 * slots are resolved to milliseconds since 1970 on the rig's own clock. A time without a date takes the last
 * date of the source, and a clock that falls back by more than half a day has passed midnight. A frame that tells
 * no time has the one at which it arrived.
 */
import {
  arrivalFrames, arrivalKnown, arrivalMoment, arrivalShift, carriedDays, carriedFrames, carriedTime, CLOCK_SIZE, clockFrames, clockRecords, clocks, dateKnown, dateOrder,
  timelessFrames, undatedTimes,
} from "./layout";

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

const BAD: i32 = i32.MIN_VALUE;
const DAY: i32 = 86_400_000;

/** What a parsed date or time stands as in its integer column. */
export let clockDigits: i32 = 0;

let recordCount: u32 = 0;

// @ts-ignore: decorator
@inline
function slot(record: u32): usize {
  return clocks + record * CLOCK_SIZE;
}

/** Days since 1970-01-01 of a date of the proleptic Gregorian calendar, or BAD when there is no such day. */
function daysOf(year: i32, month: i32, day: i32): i32 {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return BAD;
  const leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  const length = month == 2 ? 28 + <i32>leap : 30 + ((month + (month >> 3)) & 1);
  if (day > length) return BAD;
  // Years run from March, so that the leap day comes last; 719468 days lie between 0000-03-01 and 1970-01-01.
  const y = month <= 2 ? year - 1 : year;
  const era = y / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
}

/** Two digits of year pivot at 70: 1970 to 2069. */
// @ts-ignore: decorator
@inline
function century(year: i32): i32 {
  return year + (year < 70 ? 2000 : 1900);
}

/** Three numbers in the order of the date, `short` when the year has two digits. */
function ordered(a: i32, b: i32, c: i32, short: bool): i32 {
  let year = a;
  let month = b;
  let day = c;
  if (dateOrder == 1) {
    year = c;
    day = a;
  } else if (dateOrder == 2) {
    year = c;
    month = a;
    day = b;
  }
  if (short) year = century(year);
  clockDigits = year * 10_000 + month * 100 + day;
  return daysOf(year, month, day);
}

/** Digits alone: up to six are a date with a short year whose leading zeros may be lost, more have a full year. */
function daysOfDigits(digits: i64): i32 {
  if (digits < 0 || digits > 99_999_999) return BAD;
  const d = <i32>digits;
  let days: i32;
  if (d < 1_000_000) days = ordered(d / 10_000, (d / 100) % 100, d % 100, true);
  else if (dateOrder == 0) days = ordered(d / 10_000, (d / 100) % 100, d % 100, false);
  else days = ordered(d / 1_000_000, (d / 10_000) % 100, d % 10_000, false);
  clockDigits = d;
  return days;
}

/** Reads up to `most` digits at `cursor`; -1 when there are none or more. Moves `cursor` past them. */
let cursor: usize = 0;
function digitsAtCursor(e: usize, most: u32): i32 {
  const first = cursor;
  let value = 0;
  while (cursor < e) {
    const c = <u32>load<u8>(cursor) - 48;
    if (c > 9) break;
    if (cursor - first == most) return -1;
    value = value * 10 + c;
    cursor++;
  }
  return cursor == first ? -1 : value;
}

/** `2023-09-25`, `25.09.2023`, `25/09/23`: four digits tell the year, else the order of the source does. */
function daysOfText(p: usize, e: usize): i32 {
  cursor = p;
  const a = digitsAtCursor(e, 4);
  const firstLength = cursor - p;
  if (a < 0 || cursor == e) return BAD;
  const separator = load<u8>(cursor++);
  if (separator != 45 && separator != 46 && separator != 47) return BAD;
  const b = digitsAtCursor(e, 2);
  if (b < 0 || cursor == e || load<u8>(cursor++) != separator) return BAD;
  const third = cursor;
  const c = digitsAtCursor(e, 4);
  if (c < 0 || cursor != e) return BAD;
  const lastLength = e - third;
  if (firstLength == 4 && lastLength <= 2) {
    clockDigits = a * 10_000 + b * 100 + c;
    return daysOf(a, b, c);
  }
  if (firstLength > 2) return BAD;
  if (lastLength == 4) {
    const month = dateOrder == 2 ? a : b;
    const day = dateOrder == 2 ? b : a;
    clockDigits = c * 10_000 + month * 100 + day;
    return daysOf(c, month, day);
  }
  return lastLength <= 2 ? ordered(a, b, c, true) : BAD;
}

/** Milliseconds of the day, or BAD. */
function timeOf(hour: i32, minute: i32, second: i32, milli: i32): i32 {
  if (hour > 23 || minute > 59 || second > 59) return BAD;
  return ((hour * 60 + minute) * 60 + second) * 1000 + milli;
}

/** Digits alone, HHMMSS with its leading zeros lost or HHMMSSfff; `fraction` is that of the second. */
function timeOfDigits(digits: i64, fraction: f64): i32 {
  if (digits < 0 || digits > 235_959_999) return BAD;
  let d = <i32>digits;
  clockDigits = d;
  let milli = min(<i32>(fraction * 1000 + 0.5), 999);
  if (d > 999_999) {
    milli = d % 1000;
    d /= 1000;
  }
  return timeOf(d / 10_000, (d / 100) % 100, d % 100, milli);
}

/** `11:27`, `11:27:51`, `11:27:51.250`, and the same with hyphens. */
function timeOfText(p: usize, e: usize): i32 {
  cursor = p;
  const hour = digitsAtCursor(e, 2);
  if (hour < 0 || cursor == e) return BAD;
  const separator = load<u8>(cursor++);
  if (separator != 58 && separator != 45) return BAD;
  const minute = digitsAtCursor(e, 2);
  if (minute < 0) return BAD;
  let second = 0;
  let milli = 0;
  if (cursor < e) {
    if (load<u8>(cursor++) != separator) return BAD;
    second = digitsAtCursor(e, 2);
    if (second < 0) return BAD;
    if (cursor < e) {
      if (load<u8>(cursor++) != 46) return BAD;
      const first = cursor;
      const fraction = digitsAtCursor(e, 9);
      if (fraction < 0 || cursor != e) return BAD;
      milli = fraction;
      let length = <i32>(e - first);
      for (; length < 3; length++) milli *= 10;
      for (; length > 3; length--) milli /= 10;
    }
  }
  clockDigits = hour * 10_000 + minute * 100 + second;
  return timeOf(hour, minute, second, milli);
}

/** Enters a record in the frame's list, in order of first mention. */
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

/** Forgets what the last frame said. The frame that opens arrives with the bytes that are at hand. */
export function startClocks(): void {
  recordCount = 0;
  arrived = arrivalKnown;
  arrival = arrivalMoment;
  shift = arrivalShift;
}

/** Takes a date given as digits; false when there is no such day, and nothing has changed. */
export function setDate(record: u32, frame: u32, digits: i64): bool {
  const s = slot(record);
  let days: i32;
  if (digits != 0 && load<i64>(s, LAST_DIGITS) == digits) {
    days = load<i32>(s, LAST_DAYS);
    clockDigits = <i32>digits;
  } else {
    days = daysOfDigits(digits);
    if (days == BAD) return false;
    store<i64>(s, digits, LAST_DIGITS);
    store<i32>(s, days, LAST_DAYS);
  }
  mention(record, frame);
  store<u32>(s, frame, DATE_FRAME);
  store<i32>(s, days, DAYS);
  return true;
}

/** Takes a date with separators. */
export function setDateText(record: u32, frame: u32, p: usize, e: usize): bool {
  const days = daysOfText(p, e);
  if (days == BAD) return false;
  const s = mention(record, frame);
  store<u32>(s, frame, DATE_FRAME);
  store<i32>(s, days, DAYS);
  return true;
}

/** Takes a time given as digits, with the fraction of its second. */
export function setTime(record: u32, frame: u32, digits: i64, fraction: f64): bool {
  const time = timeOfDigits(digits, fraction);
  if (time == BAD) return false;
  const s = mention(record, frame);
  store<u32>(s, frame, TIME_FRAME);
  store<i32>(s, time, TIME);
  return true;
}

/** Takes a time with separators. */
export function setTimeText(record: u32, frame: u32, p: usize, e: usize): bool {
  const time = timeOfText(p, e);
  if (time == BAD) return false;
  const s = mention(record, frame);
  store<u32>(s, frame, TIME_FRAME);
  store<i32>(s, time, TIME);
  return true;
}

/** A later line of the frame says that there is no date, or no time. */
export function clearDate(record: u32): void {
  store<u32>(slot(record), 0, DATE_FRAME);
}
export function clearTime(record: u32): void {
  store<u32>(slot(record), 0, TIME_FRAME);
}

/** The frame's moment once its clocks are resolved: that of its first record that has one. */
export let frameMoment: i64 = 0;
export let frameTimed: bool = false;
/** What to add to the moments of the frame for the output: those of arrival are not on the rig's clock there. */
export let momentShift: i64 = 0;

/** Resolves the slots of the frame that ends, in order of mention, and moves the carried date on. */
export function resolveClocks(frame: u32): void {
  frameTimed = false;
  momentShift = 0;
  let own = false;
  for (let i: u32 = 0; i < recordCount; i++) {
    const s = slot(load<u8>(clockRecords + i));
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
    momentShift = shift;
    arrivalFrames++;
  } else if (own) clockFrames++;
  else carriedFrames++;
}

/** Whether all records of the frame have its moment, or none: no two of them told a time. */
export function oneMoment(): bool {
  return recordCount < 2;
}

/** Whether a record of the frame has a moment: its own, else the frame's. `moment` holds it. */
export let moment: i64 = 0;
export function momentOf(record: u32, frame: u32): bool {
  const s = slot(record);
  if (load<u32>(s, MOMENT_FRAME) == frame) moment = load<i64>(s, MOMENT);
  else moment = frameMoment;
  return frameTimed;
}
