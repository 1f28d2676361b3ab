/**
 * `Idempotency-Key`: the same POST sent twice is done once, and answered as it was the first time. A key belongs to an account; with
 * another request it is refused. An answer is kept for a day.
 */
import type { Principal } from "../identity/principal.js";
import { isRefusal } from "../store/refusal.js";
import { answerKey, freeKey, type Keyed, type Known, takeKey } from "../store/repositories/idempotency.js";
import { said } from "../words/refusal.js";
import { Problem, wrong } from "./problem.js";
import type { Service } from "./service.js";

const MOST_KEY = 200;
/** Larger answers, files, are made again. */
const MOST_KEPT = 256 * 1024;

interface Once {
  readonly service: Service;
  readonly who: Principal;
  readonly key: string;
  /** The hash of the request. */
  readonly request: string;
}

interface Kept {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export async function oncePerKey(
  { service, who, key, request }: Once,
  run: () => Promise<Response>,
): Promise<Response> {
  if (key.length > MOST_KEY) throw new Problem("bad-request", said("key-too-long", { most: MOST_KEY }));
  const keyed: Keyed = { key, account: who.account, requestHash: request };
  const { store } = service;
  const known = await store
    .transaction(who.tenant, (transaction) => takeKey(transaction, keyed))
    .catch(asProblem);
  if (known.kind !== "new") return answerAgain(known);
  const free = (): Promise<void> =>
    store.transaction(who.tenant, (transaction) => freeKey(transaction, keyed));
  let response: Response;
  try {
    response = await run();
  } catch (error) {
    await free();
    throw error;
  }
  const body = await response.clone().text();
  if (body.length > MOST_KEPT) {
    await free();
    return response;
  }
  const headers = Object.fromEntries(
    ["content-type", "etag", "location"].flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
  );
  const answer = JSON.stringify({ body, headers } satisfies Kept);
  await store.transaction(who.tenant, (transaction) =>
    answerKey(transaction, keyed, { status: response.status, answer }),
  );
  return response;
}

function asProblem(error: unknown): never {
  if (!isRefusal(error, "same-key-other-request")) throw error;
  throw wrong("Idempotency-Key", "other-request");
}

function answerAgain(known: Exclude<Known, { kind: "new" }>): Response {
  if (known.kind === "under-way")
    throw new Problem("in-progress", said("under-way"), {
      headers: { "retry-after": "1" },
    });
  const { body, headers } = JSON.parse(known.answer) as Kept;
  return new Response(known.status === 204 ? null : body, {
    status: known.status,
    headers: { ...headers, "cache-control": "private, no-cache", "idempotency-replayed": "true" },
  });
}
