/**
 * Dates and times in all the forms that feeds send them in, as days since 1970 and milliseconds of the day. The calendar is
 * the proleptic Gregorian one.
 */
import { dateOrder } from "./layout";

/** No such day, no such time. */
export const BAD: i32 = i32.MIN_VALUE;
export const DAY: i32 = 86_400_000;

/** The digits of what was read: a date's as YYYYMMDD or as sent, a time's as HHMMSS or as sent. */
export let readDigits: i32 = 0;

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
  readDigits = year * 10_000 + month * 100 + day;
  return daysOf(year, month, day);
}

/** Up to six digits are a date with a short year whose leading zeros may be lost, more have a full year. */
function daysOfNumber(d: i32): i32 {
  if (d < 1_000_000) return ordered(d / 10_000, (d / 100) % 100, d % 100, true);
  if (dateOrder == 0) return ordered(d / 10_000, (d / 100) % 100, d % 100, false);
  return ordered(d / 1_000_000, (d / 10_000) % 100, d % 10_000, false);
}

/** A date of digits alone, which stand in its column as they were sent. */
export function daysOfDigits(digits: i64): i32 {
  if (digits < 0 || digits > 99_999_999) return BAD;
  const days = daysOfNumber(<i32>digits);
  readDigits = <i32>digits;
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

/** `january` to `december` and a blank behind each, one after the other. */
const MONTHS: usize = memory.data<u8>([
  106, 97, 110, 117, 97, 114, 121, 32, 102, 101, 98, 114, 117, 97, 114, 121, 32, 109, 97, 114, 99, 104, 32, 97, 112, 114,
  105, 108, 32, 109, 97, 121, 32, 106, 117, 110, 101, 32, 106, 117, 108, 121, 32, 97, 117, 103, 117, 115, 116, 32, 115, 101,
  112, 116, 101, 109, 98, 101, 114, 32, 111, 99, 116, 111, 98, 101, 114, 32, 110, 111, 118, 101, 109, 98, 101, 114, 32, 100,
  101, 99, 101, 109, 98, 101, 114, 32,
]);

// @ts-ignore: decorator
@inline
function isLetter(c: u32): bool {
  return (c | 32) - 97 < 26;
}

/** Reads the name of a month at `cursor`, three letters or all of them; 0 when there is none. Moves `cursor` past it. */
function monthAtCursor(e: usize): i32 {
  const first = cursor;
  while (cursor < e && isLetter(load<u8>(cursor))) cursor++;
  const length = cursor - first;
  let name = MONTHS;
  for (let month = 1; month <= 12; month++) {
    let whole: usize = 0;
    let same: usize = 0;
    for (; load<u8>(name + whole) != 32; whole++) {
      if (same == whole && whole < length && (load<u8>(first + whole) | 32) == load<u8>(name + whole)) same++;
    }
    if (same == length && (length == 3 || length == whole)) return month;
    name += whole + 1;
  }
  return 0;
}

/** The rest of a date whose first number, of `length` digits, stands before `cursor`: the month's name, and day or year. */
function daysOfNamed(first: i32, length: usize, e: usize): i32 {
  const separator = <u32>load<u8>(cursor);
  const apart = !isLetter(separator);
  if (apart) cursor++;
  const month = monthAtCursor(e);
  if (month == 0 || cursor == e || (apart && <u32>load<u8>(cursor++) != separator)) return BAD;
  const start = cursor;
  const last = digitsAtCursor(e, 4);
  if (last < 0 || cursor != e) return BAD;
  const lastLength = e - start;
  let year = last;
  let day = first;
  if (length == 4) {
    if (lastLength > 2) return BAD;
    year = first;
    day = last;
  } else if (length > 2 || lastLength == 3) return BAD;
  else if (lastLength <= 2) year = century(last);
  readDigits = year * 10_000 + month * 100 + day;
  return daysOf(year, month, day);
}

/**
 * `2023-09-25`, `25.09.2023`, `25/09/23`: four digits tell the year, else the order of the source does. `25 Sep 2023`,
 * `25SEP23`, `2023-September-25`: a month with a name is never the first.
 */
export function daysOfText(p: usize, e: usize): i32 {
  cursor = p;
  const a = digitsAtCursor(e, 4);
  const firstLength = cursor - p;
  if (a < 0 || cursor == e) return BAD;
  const c = <u32>load<u8>(cursor);
  if (isLetter(c) || (isDateSeparator(c) && cursor + 1 < e && isLetter(load<u8>(cursor + 1)))) {
    return daysOfNamed(a, firstLength, e);
  }
  return daysOfNumbered(a, firstLength, e);
}

// @ts-ignore: decorator
@inline
function isDateSeparator(c: u32): bool {
  return c == 45 || c == 46 || c == 47 || c == 32;
}

/** The rest of a date whose first number, of `firstLength` digits, stands before `cursor`: two more numbers. */
function daysOfNumbered(a: i32, firstLength: usize, e: usize): i32 {
  const separator = load<u8>(cursor++);
  if (separator != 45 && separator != 46 && separator != 47) return BAD;
  const b = digitsAtCursor(e, 2);
  if (b < 0 || cursor == e || load<u8>(cursor++) != separator) return BAD;
  const third = cursor;
  const c = digitsAtCursor(e, 4);
  if (c < 0 || cursor != e) return BAD;
  const lastLength = e - third;
  if (firstLength == 4 && lastLength <= 2) {
    readDigits = a * 10_000 + b * 100 + c;
    return daysOf(a, b, c);
  }
  if (firstLength > 2) return BAD;
  if (lastLength == 4) {
    const month = dateOrder == 2 ? a : b;
    const day = dateOrder == 2 ? b : a;
    readDigits = c * 10_000 + month * 100 + day;
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
export function timeOfDigits(digits: i64, fraction: f64): i32 {
  if (digits < 0 || digits > 235_959_999) return BAD;
  let d = <i32>digits;
  readDigits = d;
  let milli = min(<i32>(fraction * 1000 + 0.5), 999);
  if (d > 999_999) {
    milli = d % 1000;
    d /= 1000;
  }
  return timeOf(d / 10_000, (d / 100) % 100, d % 100, milli);
}

/** The milliseconds of HHMMSS with its leading zeros lost, BAD when it is no time of day; longer ones are not looked into. */
// @ts-ignore: decorator
@inline
export function shortTimeOfDay(digits: i32): i32 {
  const minutes = digits / 100;
  const hour = digits / 10_000;
  const minute = minutes - hour * 100;
  const second = digits - minutes * 100;
  return hour < 24 && minute < 60 && second < 60 ? ((hour * 60 + minute) * 60 + second) * 1000 : BAD;
}

/** HHMM with its leading zeros lost. */
export function timeOfFour(digits: i32): i32 {
  readDigits = digits * 100;
  return timeOf(digits / 100, digits % 100, 0, 0);
}

/** Reads the fraction of a second at `cursor`, a point and up to nine digits to `e`, as whole milliseconds; -1 when there is none. */
function milliAtCursor(e: usize): i32 {
  if (load<u8>(cursor++) != 46) return -1;
  const first = cursor;
  let milli = digitsAtCursor(e, 9);
  if (milli < 0 || cursor != e) return -1;
  let length = <i32>(e - first);
  for (; length < 3; length++) milli *= 10;
  for (; length > 3; length--) milli /= 10;
  return milli;
}

/** `11:27`, `11:27:51`, `11:27:51.250`, and the same with hyphens. */
export function timeOfText(p: usize, e: usize): i32 {
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
      milli = milliAtCursor(e);
      if (milli < 0) return BAD;
    }
  }
  readDigits = hour * 10_000 + minute * 100 + second;
  return timeOf(hour, minute, second, milli);
}

/** What `readMoment` found: days, milliseconds of the day, and both as YYYYMMDDHHMMSS. */
export let momentDays: i32 = 0;
export let momentTime: i32 = 0;
export let momentDigits: i64 = 0;

/**
 * Reads a date and a time in one text, [p, e): fourteen digits or twelve, leading zeros lost, or a date, blanks or `T`, and
 * a time. `Z` behind it says nothing that is believed.
 */
export function readMoment(p: usize, e: usize): bool {
  if (e - p > 1 && (<u32>load<u8>(e - 1) | 32) == 122) e--;
  let q = p;
  while (q < e && <u32>load<u8>(q) - 48 < 10) q++;
  if (q - p > 8) return readCompact(p, q, e);
  let split = e;
  while (split > p && !splitsMoment(load<u8>(split - 1))) split--;
  if (split == p) return false;
  const time = split;
  split--;
  while (split > p && isSpace(load<u8>(split - 1))) split--;
  return readDay(p, split) && readClock(time, e);
}

// @ts-ignore: decorator
@inline
function isSpace(c: u32): bool {
  return c == 32 || c == 9 || c == 0;
}

function splitsMoment(c: u32): bool {
  return isSpace(c) || (c | 32) == 116;
}

/** Nine to fourteen digits in [p, q): the last six are the time; what follows up to `e` is the fraction of its second. */
function readCompact(p: usize, q: usize, e: usize): bool {
  const time = q - 6;
  cursor = p;
  if (time - p > 8) return false;
  const date = digitsAtCursor(time, 8);
  momentDays = daysOfNumber(date);
  momentDigits = <i64>readDigits * 1_000_000;
  return momentDays != BAD && readClock(time, e);
}

/** A date on its own: six or eight digits, or any form that item 05 may have. */
function readDay(p: usize, e: usize): bool {
  cursor = p;
  const date = digitsAtCursor(e, 8);
  const length = e - p;
  if (date >= 0 && cursor == e) momentDays = length == 6 || length == 8 ? daysOfNumber(date) : BAD;
  else momentDays = daysOfText(p, e);
  momentDigits = <i64>readDigits * 1_000_000;
  return momentDays != BAD;
}

/** A time on its own: six digits and maybe a fraction, or any form with separators that item 06 may have. */
function readClock(p: usize, e: usize): bool {
  cursor = p;
  const digits = digitsAtCursor(e, 6);
  if (digits >= 0 && cursor - p == 6) {
    const milli = cursor == e ? 0 : milliAtCursor(e);
    readDigits = digits;
    momentTime = milli < 0 ? BAD : timeOf(digits / 10_000, (digits / 100) % 100, digits % 100, milli);
  } else momentTime = timeOfText(p, e);
  momentDigits += readDigits;
  return momentTime != BAD;
}
