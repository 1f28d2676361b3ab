/**
 * Sends what waits in the outbox of each tenant: soon after it was written, and again with growing pauses until it was taken. Each is taken for a while and marked
 * when it was sent: whoever dies in between lets another one send it again, under the same identity.
 */
import { isRefusedMail } from "../../../network/mail.js";
import {
  hasDue,
  markFailed,
  markSent,
  postpone,
  putBack,
  takeDue,
  type Waiting,
} from "../../store/repositories/outbox.js";
import { listTenants } from "../../store/repositories/tenants.js";
import { findWebhook } from "../../store/repositories/webhooks.js";
import type { Service } from "../service.js";
import { post, RefusedPost } from "../webhooks/post.js";
import { bodyFor, type Happened } from "../webhooks/shape.js";
import { secretOf } from "../webhooks/signature.js";
import { nextTry } from "./back-off.js";
import { keptOf, sendWaiting, TooLate } from "./mail.js";
import { spreadDue } from "./spread.js";

/** Sent at the same time. */
const MOST = 8;
/** Milliseconds in which a server of mail must be done. */
const MAIL_WITHIN = 60_000;
/** What is taken is nobody else's for longer than it can take to send it. */
const LEASE = 2 * MAIL_WITHIN;
/** Milliseconds between two looks at all tenants: others write to them too. */
const LOOK_EVERY = 5000;
/** Milliseconds after the end was asked for in which what is under way may be done. */
const PATIENCE = 3000;

export interface Courier {
  /** Something was written for a tenant; it need not wait for the next look. */
  wake(tenant: string): void;
  /** Ends when what is under way is done or was put back. */
  stop(): Promise<void>;
}

export function startCourier(service: Service): Courier {
  const stopping = new AbortController();
  /** Of a tenant, the delivery that goes on: who is slow to answer one tenant holds up no other. */
  const working = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const quiet = service.events.listen(({ tenant }) => wake(tenant));
  function wake(tenant: string): void {
    if (stopping.signal.aborted) return;
    if (working.has(tenant)) {
      again.add(tenant);
      return;
    }
    const work = deliverDue(service, tenant, stopping.signal)
      .then(() => {})
      .catch((error: unknown) => service.log.error("messages could not be looked at", { tenant, error }))
      .finally(() => {
        working.delete(tenant);
        if (again.delete(tenant)) wake(tenant);
      });
    working.set(tenant, work);
  }
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = allTenants(service).then((tenants) => {
      for (const tenant of tenants) if (!working.has(tenant)) wake(tenant);
    });
  }, LOOK_EVERY);
  return {
    wake,
    async stop() {
      quiet();
      clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.all(working.values());
    },
  };
}

async function allTenants(service: Service): Promise<string[]> {
  try {
    return (await listTenants(service.store)).filter(({ active }) => active === 1).map(({ id }) => id);
  } catch (error) {
    service.log.error("tenants could not be listed", { error });
    return [];
  }
}

export interface Delivered {
  readonly sent: number;
  readonly failed: number;
}

/** All that is due in a tenant now. */
export async function deliverDue(
  service: Service,
  tenant: string,
  stopping: AbortSignal = new AbortController().signal,
): Promise<Delivered> {
  const kinds = ["webhook", ...(service.settings.mail === undefined ? [] : ["mail"])];
  const isDue = await service.store.read(tenant, (t) => hasDue(t, ["notice", "event", ...kinds]));
  if (!isDue) return { sent: 0, failed: 0 };
  while (!stopping.aborted && (await spreadDue(service, tenant)) > 0);
  // A receiver that is slow holds up no mail.
  const counts = await Promise.all(kinds.map((kind) => deliverKind(service, tenant, kind, stopping)));
  return counts.reduce((all, { sent, failed }) => ({ sent: all.sent + sent, failed: all.failed + failed }));
}

async function deliverKind(
  service: Service,
  tenant: string,
  kind: string,
  stopping: AbortSignal,
): Promise<Delivered> {
  const count = { sent: 0, failed: 0 };
  while (!stopping.aborted) {
    const taken = await service.store.transaction(tenant, (t) =>
      takeDue(t, { kinds: [kind], most: MOST, leaseMs: LEASE }),
    );
    if (taken.length === 0) break;
    const sent = await Promise.all(taken.map((message) => deliver(service, tenant, message, stopping)));
    count.sent += sent.filter((one) => one).length;
    count.failed += sent.filter((one) => !one).length;
  }
  return count;
}

async function deliver(
  service: Service,
  tenant: string,
  message: Waiting,
  stopping: AbortSignal,
): Promise<boolean> {
  const { store, log } = service;
  const ending = new AbortController();
  const impatient = (): void => void setTimeout(() => ending.abort(), PATIENCE).unref();
  if (stopping.aborted) impatient();
  else stopping.addEventListener("abort", impatient, { once: true });
  try {
    await send(service, tenant, message, ending.signal);
    await store.transaction(tenant, (t) =>
      markSent(t, message.id, message.kind === "mail" ? keptOf(message) : undefined),
    );
    return true;
  } catch (error) {
    if (ending.signal.aborted) {
      await store.transaction(tenant, (t) => putBack(t, message.id));
      return false;
    }
    const why = error instanceof Error ? error.message : String(error);
    const isOver = error instanceof TooLate || error instanceof RefusedPost || isRefusedMail(error);
    await store.transaction(tenant, async (t) => {
      const next = isOver ? null : nextTry(message, t.now);
      await markFailed(t, message.id, why, next);
      if (next !== null && isOfTheWay(message, error))
        await postpone(t, {
          kind: message.kind,
          ...(message.kind === "webhook" && { target: message.target }),
          until: next,
        });
      const fields = { tenant, id: message.id, kind: message.kind, attempts: message.attempts, why };
      if (next === null) log.warn("a message is given up", fields);
      else log.info("a message was not taken, and is sent again", fields);
    });
    return false;
  } finally {
    stopping.removeEventListener("abort", impatient);
  }
}

/** Whether others that go the same way would fail alike; a mailbox that is full is of one of them. */
const isOfTheWay = ({ kind }: Waiting, error: unknown): boolean =>
  kind === "webhook" || !["EENVELOPE", "EMESSAGE"].includes((error as { readonly code?: string }).code ?? "");

async function send(service: Service, tenant: string, message: Waiting, ending: AbortSignal): Promise<void> {
  const { settings, house } = service;
  const now = service.now();
  if (message.kind === "mail") {
    const late = AbortSignal.any([ending, AbortSignal.timeout(MAIL_WITHIN)]);
    await sendWaiting(message, { server: settings.mail!, sealing: house.sealing, now, late });
    return;
  }
  const hook = await service.store.read(tenant, (t) => findWebhook(t, message.target));
  if (hook === undefined || hook.active !== 1)
    throw new RefusedPost("the webhook is no more, or is put aside");
  const happened = { ...(message.payload as unknown as Omit<Happened, "id">), id: message.id };
  await post(
    {
      url: hook.url,
      secret: house.sealing.open(hook.secret_ref, secretOf(hook.id)),
      id: message.id,
      body: bodyFor(hook.shape, happened),
      now: Date.now(),
    },
    settings.webhooks,
    ending,
  );
}
