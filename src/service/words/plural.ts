/** A count with its noun: `1 report`, `2 reports`. */
export const plural = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
