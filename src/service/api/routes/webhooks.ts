/** Webhooks: where what happens is posted to; their secrets are told once, and what was sent to them lately can be looked at. */
import Type from "typebox";
import type { Actor } from "../../store/audit/event.js";
import { newId } from "../../store/identifier.js";
import {
  enqueueOnce,
  listMessages,
  markFailed,
  markSent,
  type OutboxRow,
  stateOf,
} from "../../store/repositories/outbox.js";
import {
  changeSecret,
  getWebhook,
  listWebhooks,
  putWebhook,
  removeWebhook,
  type Webhook,
} from "../../store/repositories/webhooks.js";
import { actorOf } from "../acting.js";
import { etagOf } from "../etag.js";
import { atText } from "../outbox/told.js";
import { tooMany, wrong } from "../problem.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { id, instant, line, orNull, params, sent, told, word } from "../schema/values.js";
import type { Service } from "../service.js";
import { eventTypes } from "../webhooks/event-types.js";
import { post } from "../webhooks/post.js";
import { wrongWith } from "../webhooks/receiver.js";
import { bodyFor, shapes } from "../webhooks/shape.js";
import { newSecret, secretOf } from "../webhooks/signature.js";

const tagged = { tag: "admin", permission: "webhooks:manage" } as const;

const content = {
  name: line,
  url: Type.String({ minLength: 1, maxLength: 2000, pattern: "^[\\u0021-\\u007e]+$" }),
  shape: word(...shapes),
  events: Type.Array(word(...eventTypes), { minItems: 1, maxItems: 100, uniqueItems: true }),
  active: Type.Boolean(),
};

const hook = told({ id, ...content, row_version: Type.Integer() });
/** The secret is told where it was made by this request, and never again. */
const made = told({ ...hook.properties, secret: Type.Optional(Type.String()) });

const shown = ({ id: own, name, url, shape, events, active, row_version }: Webhook) => ({
  id: own,
  name,
  url,
  shape,
  events: JSON.parse(events) as (typeof eventTypes)[number][],
  active: active === 1,
  row_version,
});

/** A message as lists have it; what it says is not in them. */
export const messageSchema = told({
  id,
  state: word("waiting", "sent", "given-up"),
  attempts: Type.Integer(),
  created_at: instant,
  next_at: orNull(instant),
  done_at: orNull(instant),
  error: orNull(Type.String()),
});

export function messageShown(row: OutboxRow) {
  const state = stateOf(row);
  const done = row.sent_at ?? row.given_up_at;
  return {
    id: row.id,
    state,
    attempts: row.attempts,
    created_at: atText(row.created_at),
    next_at: state === "waiting" ? atText(row.next_at) : null,
    done_at: done === null ? null : atText(done),
    error: row.error,
  };
}

/** Milliseconds for which what is tried at once is nobody else's. */
const LEASE = 60_000;

async function sendTest(service: Service, tenant: string, hook: Webhook, by: Actor, signal: AbortSignal) {
  const { store, house, settings } = service;
  const now = service.now();
  const own = newId(now);
  const told = {
    type: "test",
    at: atText(now),
    tenant,
    title: "A test of this webhook",
    lines: ["Somebody has asked for it on the page of settings."],
    url: service.url(),
    data: {},
  };
  await store.transaction(tenant, async (t) => {
    await enqueueOnce(t, own, { kind: "webhook", target: hook.id, payload: told }, now + LEASE);
    t.audit({ by, action: "webhook.tested", entity: "webhook", entityId: hook.id });
  });
  try {
    const body = bodyFor(hook.shape, { ...told, id: own });
    const secret = house.sealing.open(hook.secret_ref, secretOf(hook.id));
    await post({ url: hook.url, secret, id: own, body, now: Date.now() }, settings.webhooks, signal);
    await store.transaction(tenant, (t) => markSent(t, own));
    return { taken: true, error: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // A test is of now: it is not sent again.
    await store.transaction(tenant, (t) => markFailed(t, own, why, null));
    return { taken: false, error: why };
  }
}

export const webhookRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/webhooks",
    summary: "Where what happens is posted to, and how the last post of each went.",
    answer: json(
      told({
        items: Type.Array(told({ ...hook.properties, last: orNull(messageSchema) })),
        events: Type.Array(word(...eventTypes)),
      }),
    ),
    handle: ({ who, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const items = [];
        for (const one of await listWebhooks(transaction)) {
          const [last] = await listMessages(transaction, { kinds: ["webhook"], target: one.id, most: 1 });
          items.push({ ...shown(one), last: last === undefined ? null : messageShown(last) });
        }
        return { body: { items, events: [...eventTypes] } };
      }),
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/webhooks/{id}",
    summary: "Read a webhook.",
    params: params.id,
    answer: json(hook),
    handle: ({ who, params: at, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const found = await getWebhook(transaction, at.id);
        return { body: shown(found), etag: etagOf(found.row_version) };
      }),
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/webhooks/{id}",
    summary: "Make a webhook, whose secret is told now and never again, or change one.",
    params: params.id,
    body: sent(content),
    ifMatch: "new",
    answer: json(made),
    handle({ who, params: at, body, version, asked, service }) {
      const refused = wrongWith(body.url, service.settings.webhooks);
      if (refused !== undefined) throw wrong("/url", "webhook-address", refused);
      const secret = newSecret();
      return service.store.transaction(who.tenant, async (transaction) => {
        const stored = await putWebhook(transaction, {
          id: at.id,
          content: body,
          ifVersion: version ?? null,
          secret: service.house.sealing.seal(secret, secretOf(at.id)),
          by: actorOf(who, asked),
        });
        const etag = etagOf(stored.row_version);
        return version === undefined
          ? { body: { ...shown(stored), secret }, etag, status: 201 as const }
          : { body: shown(stored), etag };
      });
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/webhooks/{id}",
    summary: "Take a webhook out; what waits for it is not sent.",
    params: params.id,
    answer: nothing,
    async handle({ who, params: at, asked, service }) {
      await service.store.transaction(who.tenant, (transaction) =>
        removeWebhook(transaction, at.id, actorOf(who, asked)),
      );
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/webhooks/{id}/secret",
    summary: "Make a new secret, which is told now and never again; the old one is void at once.",
    params: params.id,
    answer: json(told({ secret: Type.String() }), 201),
    async handle({ who, params: at, asked, service }) {
      const secret = newSecret();
      const sealed = service.house.sealing.seal(secret, secretOf(at.id));
      await service.store.transaction(who.tenant, (transaction) =>
        changeSecret(transaction, { id: at.id, secret: sealed, by: actorOf(who, asked) }),
      );
      return { body: { secret }, headers: { "cache-control": "no-store" } };
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/webhooks/{id}/test",
    summary: "Post a test, and say how it went.",
    params: params.id,
    answer: json(told({ taken: Type.Boolean(), error: orNull(Type.String()) })),
    async handle({ who, params: at, asked, service, now }) {
      const wait = service.floods.take(`test ${who.tenant}`, now);
      if (wait > 0) throw tooMany(wait);
      const found = await service.store.read(who.tenant, (t) => getWebhook(t, at.id));
      return { body: await sendTest(service, who.tenant, found, actorOf(who, asked), asked.signal) };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/webhooks/{id}/deliveries",
    summary: "What was posted lately, the newest first, and what became of it.",
    params: params.id,
    answer: json(
      told({
        items: Type.Array(told({ ...messageSchema.properties, event: Type.String(), title: Type.String() })),
      }),
    ),
    handle: ({ who, params: at, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        await getWebhook(transaction, at.id);
        const rows = await listMessages(transaction, { kinds: ["webhook"], target: at.id, most: 100 });
        const items = rows.map((row) => {
          const { type, title } = JSON.parse(row.payload) as {
            readonly type: string;
            readonly title: string;
          };
          return { ...messageShown(row), event: type, title };
        });
        return { body: { items } };
      }),
  }),
];
