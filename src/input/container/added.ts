/**
 * Containers that are none of ours, `plugin:NAME`. What there is of them is told once to the process, and known in every thread that is
 * begun afterwards: sources are opened in workers too. What reads one is a module that is named by its address, as that of a worker is,
 * and loaded where a source wants it, so that nothing here sees who brings it.
 */
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";
import { Failure } from "../../failure/failure.js";
import type { Cuts } from "./container.js";
import type { Unwrapper } from "./unwrap.js";

/** What a user says to have it. */
export type AddedKind = `plugin:${string}`;

export interface AddedContainer {
  /** Without `plugin:`. */
  readonly name: string;
  /** As `sniff` tells it. */
  readonly words: string;
  readonly cuts: Cuts;
  /** The address of a module that exports `openAdded`, an `OpenAdded`. */
  readonly opener: string;
  /** What it is told: nothing that cannot cross threads. */
  readonly told: unknown;
}

/** Units that are longer than `longest` bytes are passed on as they stand. Throws a `Failure` where it cannot be had. */
export type OpenAdded = (container: AddedContainer, longest: number) => Promise<Unwrapper>;

const KEY = "witskit.containers";

/** For this thread, and for all that are begun from now on. */
export const addContainers = (added: readonly AddedContainer[]): void => setEnvironmentData(KEY, [...added]);

export const isAddedKind = (input: unknown): input is AddedKind =>
  typeof input === "string" && /^plugin:[a-z][a-z0-9-]*$/.test(input);

/** Undefined where nobody has brought it. */
export const addedContainer = (input: string): AddedContainer | undefined =>
  (getEnvironmentData(KEY) as readonly AddedContainer[] | undefined)?.find(
    ({ name }) => input === `plugin:${name}`,
  );

/** Throws Failure("unknown-name") where there is none, and what its opener throws. */
export async function openAddedContainer(input: AddedKind, longest: number): Promise<Unwrapper> {
  const added = addedContainer(input);
  if (added === undefined)
    throw new Failure(
      "unknown-name",
      `no plugin that [plugins] of witskit.toml lists has the container ${input.slice("plugin:".length)}`,
    );
  const { openAdded } = (await import(added.opener)) as { readonly openAdded: OpenAdded };
  return openAdded(added, longest);
}
