/** Bytes from `offset` on arrived at `time`, up to those of the next one. */
export interface Arrival {
  readonly offset: number;
  /** Milliseconds since 1970, UTC; undefined when nothing tells it. */
  readonly time: number | undefined;
}
