/**
 * Mails wait in the outbox of their tenant, written with what they tell of, and are sent after it. One that holds a link which lets somebody
 * in is sealed while it waits; of one that was sent its subject alone is kept.
 */
import { type MailServer, sendMail } from "../../../network/mail.js";
import type { Sealing } from "../../identity/sealing.js";
import type { Json } from "../../store/audit/event.js";
import type { Transaction } from "../../store/database.js";
import { newId } from "../../store/identifier.js";
import { enqueueOnce, type Waiting } from "../../store/repositories/outbox.js";
import type { Service } from "../service.js";
import { type Letter, written } from "./letter.js";

export interface Mail {
  readonly to: string;
  readonly letter: Letter;
  /** Of no use after this instant. */
  readonly until?: number;
}

/** In the transaction that it tells of. Under an `id` of its own it is written once. */
export async function putMail(
  transaction: Transaction,
  { to, letter, until }: Mail,
  id = newId(transaction.now),
): Promise<boolean> {
  const payload = { ...written(letter), ...(until !== undefined && { until }) };
  return enqueueOnce(transaction, id, { kind: "mail", target: to, payload });
}

/** Of a mail with a link that works once: what it says can be read by this service alone. */
export async function mailLater(service: Service, tenant: string, mail: Mail): Promise<void> {
  const { subject, text, html } = written(mail.letter);
  await service.store.transaction(tenant, async (transaction) => {
    const id = newId(transaction.now);
    const sealed = service.house.sealing.seal(JSON.stringify({ text, html }), sealedOf(id));
    const payload = { subject, sealed, ...(mail.until !== undefined && { until: mail.until }) };
    await enqueueOnce(transaction, id, { kind: "mail", target: mail.to, payload });
  });
  service.wake(tenant);
}

const sealedOf = (id: string): string => `outbox/${id}/payload`;

/** A mail that waits, as it was written. */
interface Payload {
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly sealed?: string;
  readonly until?: number;
}

/** Throws where it cannot be told any more, with why. */
export class TooLate extends Error {}

/** Throws what the server said. The same mail has the same Message-ID: who gets it twice can see that. */
export async function sendWaiting(
  { id, target, payload }: Waiting,
  {
    server,
    sealing,
    now,
    late,
  }: {
    readonly server: MailServer;
    readonly sealing: Sealing;
    readonly now: number;
    readonly late: AbortSignal;
  },
): Promise<void> {
  const { subject, sealed, until, ...open } = payload as unknown as Payload;
  if (until !== undefined && until <= now)
    throw new TooLate("it was not sent in time, and its link is too old");
  const { text = "", html } =
    sealed === undefined ? open : (JSON.parse(sealing.open(sealed, sealedOf(id))) as typeof open);
  const mail = { to: [target], subject, text, ...(html !== undefined && { html }) };
  await sendMail(server, { ...mail, messageId: `<${id}@witskit>` }, late);
}

/** What is kept of one that is done with. */
export const keptOf = ({ payload }: Waiting): Json => ({
  subject: (payload as unknown as Payload).subject,
});
