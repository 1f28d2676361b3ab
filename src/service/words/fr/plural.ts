/** A count with its noun in French, where all below 2 is singular: `0 rapport`, `1 rapport`, `2 rapports`. A number that is shown counts too, `1.5` or `6:30`. */
export const plural = (count: number | string, one: string, many: string): string =>
  `${count} ${Number.parseFloat(String(count)) < 2 ? one : many}`;
