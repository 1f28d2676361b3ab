/** How times of day are written, from the texts of item 06. */
import type { Forms } from "./text-scan.js";

/**
 * An example when every time is four digits, hours and minutes: HHMMSS without its leading zeros would be so only from
 * 00:10 to 00:24.
 */
export function hasMinutesAlone({ shapes, sequence }: Forms): string | undefined {
  if (shapes.size !== 1 || !shapes.has("9999")) return undefined;
  const fits = sequence.every((text) => Number(text.slice(0, 2)) < 24 && Number(text.slice(2)) < 60);
  return fits ? sequence[0] : undefined;
}
