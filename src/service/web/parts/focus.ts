/** Puts the cursor into a field that what has just been set brings: as soon as it is drawn, so that what is typed next is meant for it, and later for none. */
export function focusSoon(id: string): void {
  // What was set is drawn in a microtask that is queued by now.
  queueMicrotask(() => document.getElementById(id)?.focus());
}
