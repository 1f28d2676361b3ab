/**
 * `Idempotency-Key`: the same POST sent twice is done once, and answered as it was the first time. A key belongs to an account; with
 * another request it is refused. An answer is kept for a day.
 */
import type { Principal } from "../identity/principal.js";
import type { Transaction } from "../store/database.js";
import { Problem } from "./problem.js";
import type { Service } from "./service.js";

const KEPT_FOR = 24 * 3_600_000;
/** After this the one that began has died. */
const GIVEN_UP = 60_000;
const MOST_KEY = 200;
/** Larger answers, files, are made again. */
const MOST_KEPT = 256 * 1024;

interface Once {
  readonly service: Service;
  readonly who: Principal;
  readonly key: string;
  /** The hash of the request. */
  readonly request: string;
  readonly now: number;
}

interface Kept {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export async function oncePerKey(
  { service, who, key, request, now }: Once,
  run: () => Promise<Response>,
): Promise<Response> {
  if (key.length > MOST_KEY)
    throw new Problem("bad-request", `Idempotency-Key may have ${MOST_KEY} characters`);
  const known = await service.store.transaction(who.tenant, (transaction) =>
    begin(transaction, { account: who.account, key, request, now }),
  );
  if (known !== undefined) return answerAgain(known, request);
  const done = (status: number, answer: Kept | undefined): Promise<void> =>
    service.store.transaction(who.tenant, async ({ sql }) => {
      const ours = sql.selectFrom("idempotency").where("id", "=", key).where("account", "=", who.account);
      if ((await ours.select("id").executeTakeFirst()) === undefined) return;
      if (answer === undefined)
        await sql
          .deleteFrom("idempotency")
          .where("id", "=", key)
          .where("account", "=", who.account)
          .execute();
      else
        await sql
          .updateTable("idempotency")
          .set({ status, answer: JSON.stringify(answer) })
          .where("id", "=", key)
          .where("account", "=", who.account)
          .execute();
    });
  let response: Response;
  try {
    response = await run();
  } catch (error) {
    // It was not done, and may be tried again.
    await done(0, undefined);
    throw error;
  }
  const body = await response.clone().text();
  const headers = Object.fromEntries(
    ["content-type", "etag", "location"].flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
  );
  await done(response.status, body.length > MOST_KEPT ? undefined : { body, headers });
  return response;
}

async function begin(
  { sql, tenant }: Transaction,
  { account, key, request, now }: { account: string; key: string; request: string; now: number },
) {
  await sql
    .deleteFrom("idempotency")
    .where((eb) =>
      eb.or([eb("at", "<", now - KEPT_FOR), eb.and([eb("status", "=", 0), eb("at", "<", now - GIVEN_UP)])]),
    )
    .execute();
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("idempotency")
    .values({ tenant_id: tenant, id: key, account, request_hash: request, status: 0, answer: "{}", at: now })
    .onConflict((conflict) => conflict.columns(["tenant_id", "id", "account"]).doNothing())
    .executeTakeFirst();
  if (Number(numInsertedOrUpdatedRows ?? 0) > 0) return undefined;
  return sql
    .selectFrom("idempotency")
    .selectAll()
    .where("id", "=", key)
    .where("account", "=", account)
    .executeTakeFirstOrThrow();
}

function answerAgain(
  { request_hash, status, answer }: { request_hash: string; status: number; answer: string },
  request: string,
): Response {
  if (request_hash !== request)
    throw new Problem("invalid", "this Idempotency-Key was sent with another request", {
      errors: [{ at: "Idempotency-Key", code: "other-request", message: "make a new one for each request" }],
    });
  if (status === 0)
    throw new Problem("in-progress", "the same request is being answered; ask again in a moment", {
      headers: { "retry-after": "1" },
    });
  const { body, headers } = JSON.parse(answer) as Kept;
  return new Response(status === 204 ? null : body, {
    status,
    headers: { ...headers, "cache-control": "private, no-cache", "idempotency-replayed": "true" },
  });
}
