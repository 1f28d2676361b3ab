/** Counts held against each other. */

/** Equal in every count; one that is missing is 0. */
export function isSame(a: object, b: object): boolean {
  return isWithin(a, b) && isWithin(b, a);
}

function isWithin(a: object, b: object): boolean {
  for (const key in a) {
    const one = a[key as never] as unknown;
    const other = b[key as never] as unknown;
    if (typeof one === "object") {
      if (!isWithin(one!, (other ?? {}) as object)) return false;
    } else if (one !== (other ?? 0)) return false;
  }
  return true;
}

/** Every count by its name, as `bytes.items`. */
export const flat = (counts: object, above = ""): [name: string, count: number][] =>
  Object.entries(counts).flatMap(([name, count]) =>
    typeof count === "object"
      ? flat(count as object, `${above}${name}.`)
      : ([[`${above}${name}`, count as number]] as [string, number][]),
  );
