/** A value that pages watch: where what the device knows meets what is drawn of it. */
import { useEffect, useReducer } from "preact/hooks";
import { drawAtRest, drawNever } from "./hands.js";

export interface Cell<Value> {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
  /** Calls back after each change, until what it gives back is called. */
  readonly watch: (changed: () => void) => () => void;
}

export function cellOf<Value>(first: Value): Cell<Value> {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const changed of [...watchers]) changed();
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

/** The value now; what uses it is drawn again when it changes. */
export function useCell<Value>(cell: Cell<Value>): Value {
  return useWatched(cell, (draw) => draw());
}

/** The same for what takes long to draw: while somebody types, it is drawn when the hand rests. */
export function useCellAtRest<Value>(cell: Cell<Value>): Value {
  return useWatched(cell, drawAtRest);
}

function useWatched<Value>(cell: Cell<Value>, when: (draw: () => void) => void): Value {
  const [, again] = useReducer((count: number) => count + 1, 0);
  const value = cell.get();
  useEffect(() => {
    const draw = (): void => again(undefined);
    // It may have changed since it was drawn, before anybody watched.
    if (!Object.is(cell.get(), value)) draw();
    const stop = cell.watch(() => when(draw));
    return () => {
      stop();
      drawNever(draw);
    };
  }, [cell]);
  return value;
}
