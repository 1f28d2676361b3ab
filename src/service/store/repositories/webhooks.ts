/** Webhooks of a tenant: where something is told, what of, and in which shape. Their secrets are sealed by who calls. */
import { said } from "../../words/refusal.js";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";

export type Webhook = Omit<TenantTables["webhook"], "tenant_id">;

export interface WebhookContent {
  readonly name: string;
  readonly url: string;
  readonly shape: Webhook["shape"];
  readonly events: readonly string[];
  readonly active: boolean;
}

/** What happens is posted to each of them. */
const MOST = 50;

export const listWebhooks = ({ sql }: Transaction): Promise<Webhook[]> =>
  sql.selectFrom("webhook").selectAll().orderBy("name").orderBy("id").execute();

export const findWebhook = ({ sql }: Transaction, id: string): Promise<Webhook | undefined> =>
  sql.selectFrom("webhook").selectAll().where("id", "=", id).executeTakeFirst();

export async function getWebhook(transaction: Transaction, id: string): Promise<Webhook> {
  const found = await findWebhook(transaction, id);
  if (found === undefined) throw new Refusal("not-found", said("no-such", { what: "webhook" }), id);
  return found;
}

/** Made where it is not there, with `secret`; else changed from the version that is told, and its secret stays. */
export async function putWebhook(
  transaction: Transaction,
  {
    id,
    content,
    ifVersion,
    secret,
    by,
  }: {
    readonly id: string;
    readonly content: WebhookContent;
    readonly ifVersion: number | null;
    readonly secret: string;
    readonly by: Actor;
  },
): Promise<Webhook> {
  const { sql, tenant, now } = transaction;
  const before = await findWebhook(transaction, id);
  if ((before?.row_version ?? null) !== ifVersion)
    throw before === undefined
      ? new Refusal("not-found", said("no-such", { what: "webhook" }), id)
      : new Refusal(
          "version-mismatch",
          said("changed", { what: "webhook", version: before.row_version }),
          id,
        );
  const row = {
    name: content.name,
    url: content.url,
    shape: content.shape,
    events: JSON.stringify(content.events),
    active: content.active ? 1 : 0,
    updated_at: now,
  };
  if (before === undefined && (await listWebhooks(transaction)).length >= MOST)
    throw new Refusal("not-valid", said("too-many-webhooks", { most: MOST }), id);
  if (before === undefined)
    await sql
      .insertInto("webhook")
      .values({ tenant_id: tenant, id, ...row, secret_ref: secret, row_version: 1 })
      .execute();
  else
    await sql
      .updateTable("webhook")
      .set({ ...row, row_version: before.row_version + 1 })
      .where("id", "=", id)
      .where("row_version", "=", before.row_version)
      .execute();
  transaction.audit({
    by,
    action: before === undefined ? "webhook.created" : "webhook.changed",
    entity: "webhook",
    entityId: id,
    ...(before !== undefined && { before: toldOf(before) }),
    after: toldOf(row),
  });
  return getWebhook(transaction, id);
}

/** For the chain: the path of some URLs is a password. */
const toldOf = ({
  name,
  url,
  shape,
  events,
  active,
}: Pick<Webhook, "name" | "url" | "shape" | "events" | "active">) => ({
  name,
  host: new URL(url).host,
  shape,
  events: JSON.parse(events) as readonly string[],
  active: active === 1,
});

export async function changeSecret(
  transaction: Transaction,
  { id, secret, by }: { readonly id: string; readonly secret: string; readonly by: Actor },
): Promise<void> {
  const { row_version } = await getWebhook(transaction, id);
  await transaction.sql
    .updateTable("webhook")
    .set({ secret_ref: secret, row_version: row_version + 1, updated_at: transaction.now })
    .where("id", "=", id)
    .execute();
  transaction.audit({ by, action: "webhook.secret-changed", entity: "webhook", entityId: id });
}

export async function removeWebhook(transaction: Transaction, id: string, by: Actor): Promise<void> {
  const before = await getWebhook(transaction, id);
  await transaction.sql.deleteFrom("webhook").where("id", "=", id).execute();
  transaction.audit({
    by,
    action: "webhook.removed",
    entity: "webhook",
    entityId: id,
    before: toldOf(before),
  });
}
