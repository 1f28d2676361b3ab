/** What happens, told within this process to those who listen: pages by server-sent events, jobs that have work. */

export interface ServiceEvent {
  readonly tenant: string;
  /** `shift`, `photo`, `alert`, … */
  readonly kind: string;
  readonly id: string;
  /** For those who see but a part of a tenant. */
  readonly rig: string | null;
  readonly client: string | null;
  readonly details: Readonly<Record<string, string | number | null>>;
}

export interface Events {
  tell(event: ServiceEvent): void;
  /** Ends when what is given back is called. */
  listen(listener: (event: ServiceEvent) => void): () => void;
}

export function events(): Events {
  const listeners = new Set<(event: ServiceEvent) => void>();
  return {
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
