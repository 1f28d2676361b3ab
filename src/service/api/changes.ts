/**
 * What changes, told to whoever looks at pages now. The tables themselves are asked, every second or two while somebody listens and at once when this process has written: so changes of other
 * servers are seen as well, none is lost with a connection, and whoever was away for a while is told by the same question. PostgreSQL could notify; behind a pool of connections that shares them
 * between transactions nobody hears it, and what is said while nobody listens is gone.
 */
import { HOUR } from "../shift/clock.js";
import type { Store } from "../store/database.js";
import { type Change, changesSince } from "../store/repositories/changes.js";
import type { Events } from "./events.js";
import type { Log } from "./log.js";

/** Milliseconds between two looks. */
const LOOK_EVERY = 2000;
/** A transaction is marked with when it began, and is seen when it ends. */
const OVERLAP = 15_000;
/** In one answer; who has missed more asks for everything anew. */
const MOST = 500;
/** Who was away for longer too. */
const LONGEST = 24 * HOUR;

export interface Listener {
  tell(changes: readonly Change[]): void;
  /** The service ends. */
  end(): void;
}

export interface Changes {
  /** Tells from now on, until what is given back is called. */
  listen(tenant: string, listener: Listener): () => void;
  /** What there was since then; undefined where that is too much or too long ago. */
  since(tenant: string, at: number): Promise<readonly Change[] | undefined>;
  stop(): void;
}

interface Watch {
  readonly listeners: Set<Listener>;
  /** Told already, by what it is and its version, with when it was. */
  readonly told: Map<string, number>;
  since: number;
  timer: NodeJS.Timeout | undefined;
  looking: boolean;
  again: boolean;
}

const keyOf = ({ kind, id, version }: Change): string => `${kind} ${id} ${version}`;

export function changesOf({
  store,
  events,
  log,
  now,
}: {
  readonly store: Store;
  readonly events: Events;
  readonly log: Log;
  readonly now: () => number;
}): Changes {
  const watches = new Map<string, Watch>();
  const quiet = events.listen(({ tenant }) => {
    const watch = watches.get(tenant);
    if (watch !== undefined) void look(tenant, watch);
  });
  async function look(tenant: string, watch: Watch): Promise<void> {
    if (watch.looking) {
      watch.again = true;
      return;
    }
    watch.looking = true;
    clearTimeout(watch.timer);
    try {
      const found = await store.read(tenant, (t) => changesSince(t, watch.since - OVERLAP, MOST));
      const fresh = found.filter((one) => !watch.told.has(keyOf(one)));
      for (const one of fresh) watch.told.set(keyOf(one), one.at);
      watch.since = Math.max(watch.since, ...found.map(({ at }) => at));
      for (const [key, at] of watch.told) if (at < watch.since - OVERLAP) watch.told.delete(key);
      if (fresh.length > 0) for (const listener of [...watch.listeners]) listener.tell(fresh);
    } catch (error) {
      log.warn("changes could not be looked for", { tenant, error });
    }
    watch.looking = false;
    if (watch.listeners.size === 0) return;
    watch.timer = setTimeout(() => void look(tenant, watch), watch.again ? 0 : LOOK_EVERY);
    watch.timer.unref();
    watch.again = false;
  }
  return {
    listen(tenant, listener) {
      let watch = watches.get(tenant);
      if (watch === undefined) {
        watch = {
          listeners: new Set(),
          told: new Map(),
          since: now(),
          timer: undefined,
          looking: false,
          again: false,
        };
        watches.set(tenant, watch);
      }
      const own = watch;
      own.listeners.add(listener);
      void look(tenant, own);
      return () => {
        own.listeners.delete(listener);
        if (own.listeners.size > 0) return;
        clearTimeout(own.timer);
        watches.delete(tenant);
      };
    },
    async since(tenant, at) {
      if (now() - at > LONGEST) return undefined;
      const found = await store.read(tenant, (t) => changesSince(t, at - OVERLAP, MOST));
      return found.length >= MOST ? undefined : found;
    },
    stop() {
      quiet();
      for (const { listeners } of [...watches.values()])
        for (const listener of [...listeners]) listener.end();
    },
  };
}
