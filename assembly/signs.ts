/**
 * Numbers written with other signs than WITS has: a decimal comma, a sign between groups of three digits. What `number` does
 * not read is brought into the plain form here, once more, and read again: logs without such options never come here.
 */
import { decimalComma, plainText, thousands } from "./layout";
import { NO_NUMBER, parseDecimal } from "./number";

const COMMA: u32 = 44;
const POINT: u32 = 46;

/** Reads [p, e) as `parseDecimal` does, with the signs that the feed has. */
export function parseNumber(p: usize, e: usize): i32 {
  if (!decimalComma && thousands == 0) return parseDecimal(p, e);
  // Where points part groups, 1.234 is no decimal.
  const parsed = thousands == POINT ? NO_NUMBER : parseDecimal(p, e);
  if (parsed != NO_NUMBER) return parsed;
  const plainEnd = writePlain(p, e);
  return plainEnd == 0 ? NO_NUMBER : parseDecimal(plainText, plainEnd);
}

// @ts-ignore: decorator
@inline
function isDigit(c: u32): bool {
  return c - 48 < 10;
}

/** One of the two; a point that parts groups is none. */
function isDecimalSign(c: u32): bool {
  return (c == POINT && thousands != POINT) || (c == COMMA && decimalComma);
}

/**
 * Writes [p, e) into `plainText`, the signs of its whole part left out and a point for its decimal sign, and returns the end;
 * 0 when its groups are not of three digits behind one to three. The rest is copied as it is, for `parseDecimal` to judge.
 */
function writePlain(p: usize, e: usize): usize {
  let q = p;
  let out = plainText;
  const first = <u32>load<u8>(q);
  if (first == 43 || first == 45) {
    store<u8>(out++, first);
    q++;
  }
  let digits: u32 = 0; // since the last sign
  let grouped = false;
  for (; q < e; q++) {
    const c = <u32>load<u8>(q);
    if (isDigit(c)) {
      store<u8>(out++, c);
      digits++;
      continue;
    }
    if (thousands == 0 || c != thousands || digits == 0 || (grouped ? digits != 3 : digits > 3)) break;
    grouped = true;
    digits = 0;
  }
  if (grouped && digits != 3) return 0;
  if (q < e && thousands != 0 && <u32>load<u8>(q) == thousands) return 0;
  if (q < e && isDecimalSign(load<u8>(q))) {
    store<u8>(out++, POINT);
    q++;
  }
  memory.copy(out, q, e - q);
  return out + (e - q);
}
