/** What is kept of a change: who did what to which thing, and what it was before and after. */

/** Who does something. */
export interface Actor {
  /** The account; null where nobody has asked for it. */
  readonly account: string | null;
  readonly kind: "person" | "key" | "system";
  readonly role: string;
  readonly ip: string | null;
}

export const SYSTEM: Actor = { account: null, kind: "system", role: "system", ip: null };

/** What is canonical JSON: no undefined, no fraction that two engines could write differently. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface AuditEntry {
  readonly by: Actor;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  /** Of the fields that have changed alone; null where there was nothing. */
  readonly before?: Json;
  readonly after?: Json;
}
