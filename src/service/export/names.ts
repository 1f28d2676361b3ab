/** What ids are called on paper: whoever makes a file gives the names, and an id without one stands for itself. */
import type { ActivityType } from "../shift/activity.js";
import type { Id } from "../shift/document.js";
import type { LengthUnit } from "../shift/length.js";

type Named = ReadonlyMap<Id, string>;

export interface Names {
  readonly rigs: Named;
  readonly clients: Named;
  readonly projects: Named;
  readonly contracts: Named;
  readonly people: Named;
  readonly holes: Named;
  readonly items: ReadonlyMap<Id, { readonly name: string; readonly unit: string }>;
  readonly activityTypes: ReadonlyMap<Id, Pick<ActivityType, "code" | "name" | "class">>;
  /** What lengths are written in. Bills are in their contract's, whatever this is. */
  readonly lengthUnit: LengthUnit;
}

/** The name; nothing of nothing. */
export const nameIn = (names: Named, id: Id | null): string => (id === null ? "" : (names.get(id) ?? id));
