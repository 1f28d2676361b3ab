/**
 * Sine, cosine and natural logarithm from `+ - * /` alone. IEEE 754 fixes those to the bit, while engines differ in the last
 * bits of `Math.sin` and `Math.log`: a log made from these is the same file on every machine. Better than 1e-13 in the
 * ranges named, which is far more than a sensor needs.
 */
const HALF_TURN = Math.PI;
const QUARTER_TURN = HALF_TURN / 2;
const LN_2 = Math.LN2;

/** Of an angle in radians, from -100 to 100. */
export function sine(angle: number): number {
  const quarters = Math.round(angle / QUARTER_TURN);
  const rest = angle - quarters * QUARTER_TURN;
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return sineNearZero(rest);
    case 1:
      return cosineNearZero(rest);
    case 2:
      return -sineNearZero(rest);
    default:
      return -cosineNearZero(rest);
  }
}

export const cosine = (angle: number): number => sine(angle + QUARTER_TURN);

export const radians = (degrees: number): number => (degrees * HALF_TURN) / 180;
export const degrees = (angle: number): number => (angle * 180) / HALF_TURN;

/** Taylor's series on an eighth of a turn to either side. */
function sineNearZero(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 3; n <= 17; n += 2) {
    term *= -square / (n * (n - 1));
    sum += term;
  }
  return sum;
}

function cosineNearZero(x: number): number {
  const square = x * x;
  let term = 1;
  let sum = 1;
  for (let n = 2; n <= 16; n += 2) {
    term *= -square / (n * (n - 1));
    sum += term;
  }
  return sum;
}

/** Of a number from 1e-9 to 1e9: powers of two taken off, then the series of the area tangent. */
export function logarithm(value: number): number {
  let rest = value;
  let twos = 0;
  for (; rest > 1.5; twos++) rest /= 2;
  for (; rest < 0.75; twos--) rest *= 2;
  const ratio = (rest - 1) / (rest + 1);
  const square = ratio * ratio;
  let power = ratio;
  let sum = 0;
  for (let n = 1; n <= 21; n += 2) {
    sum += power / n;
    power *= square;
  }
  return 2 * sum + twos * LN_2;
}
