/** A person chooses between what was written here and what was written elsewhere. */
import type { Id } from "../../shift/document.js";
import type { Conflict } from "../../shift/merge.js";
import { SECTIONS, wireName } from "../../shift/wire-fields.js";
import type { Draft } from "./draft.js";
import { change } from "./reports.js";

export function settle(report: Id, conflict: Conflict, whose: "mine" | "theirs"): void {
  change(report, (now) => {
    const conflicts = now.conflicts.filter(({ at }) => at !== conflict.at);
    return {
      ...now,
      conflicts,
      draft: put(now.draft, conflict.at, conflict[whose]),
      edition: now.edition + 1,
      editedAt: Date.now(),
      trouble: conflicts.length === 0 ? null : now.trouble,
    };
  });
}

/** Undefined takes a row away. */
function put(draft: Draft, at: string, value: unknown): Draft {
  const [section, id] = at.split("/");
  const name = SECTIONS.find((one) => one === section);
  if (name === undefined || id === undefined) {
    const field = Object.keys(draft).find((one) => wireName(one) === at);
    return field === undefined ? draft : { ...draft, [field]: value };
  }
  const rows: readonly { readonly id: Id }[] = draft[name];
  const isThere = rows.some((row) => row.id === id);
  const next = isThere ? rows.map((row) => (row.id === id ? value : row)) : [...rows, value];
  return { ...draft, [name]: next.filter((row) => row !== undefined) };
}
