/** Mails wait in the outbox of their tenant, written with what they tell of; a job sends them. */
import { randomUUID } from "node:crypto";
import type { Transaction } from "../store/database.js";
import type { Service } from "./service.js";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** In the transaction that it tells of. */
export async function putMail({ sql, tenant, now }: Transaction, mail: Mail): Promise<void> {
  await sql
    .insertInto("outbox")
    .values({
      tenant_id: tenant,
      id: randomUUID(),
      kind: "mail",
      target: mail.to,
      payload: JSON.stringify({ subject: mail.subject, text: mail.text }),
      attempts: 0,
      created_at: now,
      next_at: now,
      sent_at: null,
      given_up_at: null,
      error: null,
    })
    .execute();
}

export const mailLater = (service: Service, tenant: string, mail: Mail): Promise<void> =>
  service.store.transaction(tenant, (transaction) => putMail(transaction, mail));
