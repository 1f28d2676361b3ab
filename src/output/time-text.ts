/** ISO 8601 with milliseconds where there are some, and `Z` when it is UTC. */
export const timeText = (milliseconds: number, utc: boolean): string =>
  new Date(milliseconds).toISOString().replace(/(?:\.000)?Z$/, utc ? "Z" : "");
