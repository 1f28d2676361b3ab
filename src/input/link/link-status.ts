/** What a link says of itself, for people, metrics and dashboards. */

/**
 * `connecting`: for the first time or again. `open`: bytes may come. `stale`: open, and silent for longer than it should
 * be. `waiting`: broken, until the next attempt. `closed`: for good.
 */
export const linkStates = ["connecting", "open", "stale", "waiting", "closed"] as const;
/** What a link is at. */
export type LinkState = (typeof linkStates)[number];

/** What a link says of itself: its state, what came of it, and when. */
export interface LinkStatus {
  /** As configured; of a link given as a URL alone, the URL without user and parameters. */
  readonly name: string;
  readonly url: string;
  readonly state: LinkState;
  /** When it came into this state, milliseconds since 1970. */
  readonly since: number;
  readonly bytes: number;
  /** Bytes that the transport lost before they came here. */
  readonly lost: number;
  /** Bytes of our own frames that a half-duplex line gave back; they are not in `bytes`. */
  readonly echoed: number;
  /** Connections that were made, and attempts that failed. */
  readonly connections: number;
  readonly failures: number;
  /** When the last bytes arrived, milliseconds since 1970; undefined before the first. */
  readonly lastArrival: number | undefined;
  /** Why it is not open, or why it broke last; undefined when it never did. */
  readonly trouble: string | undefined;
  /** Senders connected now. */
  readonly senders: number;
}
