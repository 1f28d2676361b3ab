/**
 * Two devices edited one report: what only one of them changed is taken, row by row; what both changed, each otherwise, is shown twice for a person
 * to choose. Nothing is lost: what is not in the merged report is in a conflict.
 */
import type { Id, ShiftContent } from "./document.js";
import { canonicalJson, contentOf } from "./revision.js";
import { SECTIONS, type Section, wireName } from "./wire-fields.js";

/** One row, or one field of the head, that both sides changed. The merged report has `mine`, or what is left of the two when one removed it. */
export interface Conflict {
  /** `runs/ID`, or `notes`. */
  readonly at: string;
  /** Undefined where it was not there. */
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** What two edits come to together. */
export interface Merged {
  readonly content: ShiftContent;
  readonly conflicts: readonly Conflict[];
}

/** `base` is what both began with. */
export function merge(base: ShiftContent, mine: ShiftContent, theirs: ShiftContent): Merged {
  const conflicts: Conflict[] = [];
  const fields = Object.keys(contentOf(base)).map((name) => {
    const of = (content: ShiftContent): unknown => content[name as keyof ShiftContent];
    if (isSection(name)) return [name, mergedRows(name, base[name], mine[name], theirs[name], conflicts)];
    return [name, chosen(wireName(name), of(base), of(mine), of(theirs), conflicts)];
  });
  return { content: Object.fromEntries(fields) as ShiftContent, conflicts };
}

const isSection = (name: string): name is Section => (SECTIONS as readonly string[]).includes(name);

interface Row {
  readonly id: Id;
}

/** In the order of theirs, which is what everybody else sees; rows of mine behind. */
function mergedRows(
  section: Section,
  base: readonly Row[],
  mine: readonly Row[],
  theirs: readonly Row[],
  conflicts: Conflict[],
): Row[] {
  const [was, my, their] = [base, mine, theirs].map((rows) => new Map(rows.map((row) => [row.id, row])));
  const ids = [...new Set([...their!.keys(), ...my!.keys()])];
  return ids.flatMap((id) => {
    const row = chosen(`${section}/${id}`, was!.get(id), my!.get(id), their!.get(id), conflicts);
    return row === undefined ? [] : [row];
  });
}

function chosen<Value>(at: string, base: Value, mine: Value, theirs: Value, conflicts: Conflict[]): Value {
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  conflicts.push({ at, base, mine, theirs });
  // A row that one side removed and the other went on with stays, until somebody says otherwise.
  return mine === undefined ? theirs : mine;
}

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
