/** How numbers of things are written for people. */
export const integer = (value: number): string => value.toLocaleString("en-US");

export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${integer(value)} ${value === 1 ? one : many}`;

/** `0.4 %`, and never 0 % of something. */
export function share(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return percent > 0 && percent < 0.1 ? "less than 0.1 %" : `${percent.toFixed(1)} %`;
}
