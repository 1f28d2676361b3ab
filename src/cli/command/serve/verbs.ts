/** Tasks that are a thing and a word of what is done to it: `serve user add`. */
import { Failure } from "../../../failure/failure.js";
import type { Store } from "../../../service/store/database.js";
import type { ExitCode } from "../../failure.js";
import type { FlagValues } from "../../flags/flags.js";
import { asFailure, type Kept, tenantNamed, withStore } from "./store-tasks.js";

export interface Asked {
  readonly kept: Kept;
  readonly flags: FlagValues;
  /** Where people reach the service, for links. */
  readonly url: string;
}

export interface Verb {
  /** What must be said behind it. */
  readonly words: readonly string[];
  run(asked: Asked, words: readonly string[]): Promise<ExitCode>;
}

export type Verbs = Readonly<Record<string, Verb>>;

export async function doVerb(
  thing: string,
  verbs: Verbs,
  asked: Asked,
  [word, ...words]: readonly string[],
): Promise<ExitCode> {
  const known = Object.keys(verbs).join(", ");
  const verb = word !== undefined && Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (verb === undefined)
    throw new Failure(
      word === undefined ? "missing-option" : "unknown-command",
      `serve ${thing} wants one of ${known}${word === undefined ? "" : `, and ${word} is given`}`,
    );
  const usage = `witskit serve ${[thing, word, ...verb.words].join(" ")}`;
  if (words.length < verb.words.length)
    throw new Failure(
      "missing-option",
      `serve ${thing} ${word} wants ${verb.words.slice(words.length).join(" and ")}: ${usage}`,
    );
  if (words.length > verb.words.length)
    throw new Failure(
      "unknown-command",
      `serve ${thing} ${word} takes nothing more, and ${words[verb.words.length]} is given: ${usage}`,
    );
  return verb.run(asked, words).catch(asFailure);
}

/** Over the store, and the tenant that is meant. */
export const inTenant = <Value>(
  { kept: { data, database }, flags }: Asked,
  work: (store: Store, tenant: string) => Promise<Value>,
): Promise<Value> =>
  withStore(database ?? data, async (store) => work(store, await tenantMeant(store, flags.tenant)));

async function tenantMeant(store: Store, name: string | undefined): Promise<string> {
  if (name !== undefined) return tenantNamed(store, name);
  const { listTenants } = await import("../../../service/store/repositories/tenants.js");
  const tenants = await listTenants(store);
  if (tenants.length === 1) return tenants[0]!.id;
  throw new Failure(
    "missing-option",
    tenants.length === 0
      ? "there is no tenant yet; the first start of the service makes one, and `witskit serve tenant add` others"
      : `there are several tenants; --tenant names one of ${tenants.map(({ slug }) => slug).join(", ")}`,
  );
}

/** Whoever has the terminal of the service. */
export const TERMINAL = { account: null, kind: "system", role: "terminal", ip: null } as const;
