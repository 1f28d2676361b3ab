/** Under which contract a shift is worked: what is in force that day for its client and project. Its prices are the office's. */
import type { Id } from "../../shift/document.js";
import { type Contract, master } from "./master.js";

interface Worked {
  readonly client: Id;
  readonly project: Id | null;
  readonly date: string;
}

/** Of each contract the version that is in force. One that is for another project is none of this work. */
export function contractsFor({ client, project, date }: Worked): readonly Contract[] {
  const versions = master
    .get()
    .contracts.filter(
      (one) =>
        one.client === client &&
        one.state === "active" &&
        (one.project === null || one.project === project) &&
        one.valid_from <= date &&
        (one.valid_to === null || date <= one.valid_to),
    )
    .sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
  return [...new Map(versions.map((one) => [one.code, one])).values()];
}

/** The one of the last shift, in the version that is in force now, or the only one that can be meant. */
export function contractFor(worked: Worked, before: Id | null): Id | null {
  const all = contractsFor(worked);
  const code = master.get().contracts.find(({ id }) => id === before)?.code;
  const ofProject = all.filter(({ project }) => project !== null);
  const only = all.length === 1 ? all[0] : ofProject.length === 1 ? ofProject[0] : undefined;
  return (all.find((one) => one.code === code) ?? only)?.id ?? null;
}
