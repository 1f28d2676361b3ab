/** What a link is told, and what holds where it is told nothing. */

import type { Handshake } from "./handshake.js";
import type { Transport } from "./transport/transport.js";

/** All lengths of time are milliseconds. */
export interface LinkOptions {
  /** What people call it; what the transport shows, unless told. */
  readonly name?: string | undefined;
  /** What it was made of. Shown is what the transport shows, which has no secrets. */
  readonly url?: string | undefined;
  /** What is said to each sender, where it sends only to those who speak. */
  readonly handshake?: Handshake | undefined;
  /** Silence after which a connection is given up; 0 for never. What the transport holds for right, unless told. */
  readonly idleTimeout?: number | undefined;
  /** Silence after which the link counts as stale; 0 for never; 30 s unless told. */
  readonly staleAfter?: number | undefined;
  /** Whether it is opened again when it breaks or ends; unless told, it is. */
  readonly reconnect?: boolean | undefined;
  /** The first wait before it is opened again; each further one is twice as long, up to `longestWait`. 0.5 s and 30 s. */
  readonly firstWait?: number | undefined;
  readonly longestWait?: number | undefined;
  /** After so many fruitless attempts in a row it rests for `breakerWait` before each further one. 10 and 60 s. */
  readonly breakerFailures?: number | undefined;
  readonly breakerWait?: number | undefined;
  /** How long its end waits for what was given to be settled, where the transport acknowledges; 5 s unless told. */
  readonly settleTimeout?: number | undefined;
}

const defaults = {
  staleAfter: 30_000,
  firstWait: 500,
  longestWait: 30_000,
  breakerFailures: 10,
  breakerWait: 60_000,
  settleTimeout: 5_000,
  reconnect: true,
};

/** The options with what holds in place of what is not told. */
export type ToldLink = typeof defaults & {
  readonly idleTimeout: number;
  readonly handshake?: Handshake | undefined;
};

export function toldLink(options: LinkOptions, { idleTimeout = 0, finite }: Transport): ToldLink {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const told = { ...defaults, idleTimeout, ...given };
  // Opened again, what is finite would begin again.
  return finite ? { ...told, idleTimeout: 0 } : told;
}
