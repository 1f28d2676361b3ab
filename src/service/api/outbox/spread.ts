/**
 * From what has happened to what is sent of it: a notice becomes a mail to each of those whom it is for, or waits for the one mail of their
 * day; an event becomes a post to each webhook that wants it. All of it in one transaction with the word that it was done.
 */
import type { Json } from "../../store/audit/event.js";
import type { Transaction } from "../../store/database.js";
import { membersOf } from "../../store/repositories/accounts.js";
import { namesOf } from "../../store/repositories/names.js";
import { enqueue, markFailed, markSent, takeDue, type Waiting } from "../../store/repositories/outbox.js";
import { findShift, type StoredShift } from "../../store/repositories/shift-read.js";
import { listWebhooks } from "../../store/repositories/webhooks.js";
import type { Language } from "../../words/language.js";
import { letterWords } from "../../words/letter-words.js";
import type { Service } from "../service.js";
import { putMail } from "./mail.js";
import { type Person, recipientsOf } from "./recipients.js";
import {
  type Alarm,
  atText,
  type Called,
  type Decided,
  type Noted,
  type Reader,
  type Told,
  toldOfAlarm,
  toldOfDecision,
  toldOfNote,
} from "./told.js";

const MOST = 50;

interface House {
  readonly service: Service;
  readonly everybody: readonly Person[];
  /** Asked for once, by the first message that needs them. */
  readonly names: () => Promise<Names>;
}

type Names = Awaited<ReturnType<typeof namesOf>>;

/** How many there were. */
export async function spreadDue(service: Service, tenant: string): Promise<number> {
  const everybody = await service.store.control(({ sql }) => membersOf(sql, tenant));
  return service.store.transaction(tenant, async (transaction) => {
    const due = await takeDue(transaction, { kinds: ["notice", "event"], most: MOST });
    let known: Promise<Names> | undefined;
    const names = (): Promise<Names> => {
      known ??= namesOf(transaction);
      return known;
    };
    for (const one of due) await spread(transaction, one, { service, everybody, names });
    return due.length;
  });
}

async function spread(transaction: Transaction, message: Waiting, house: House): Promise<void> {
  const about = await contextOf(transaction, message.payload, house);
  if (about === undefined) {
    await markFailed(transaction, message.id, "what it tells of is no more", null);
    return;
  }
  if (message.kind === "notice") await tellPeople(transaction, message, about, house);
  else await tellWebhooks(transaction, message, about, house);
  await markSent(transaction, message.id);
}

interface Context {
  readonly shift: StoredShift | undefined;
  readonly called: Called | undefined;
  readonly rig: string;
  readonly item: string;
  readonly payload: Decided | Alarm | Noted;
}

/** Undefined where the report is gone. */
async function contextOf(
  transaction: Transaction,
  told: Json,
  { names }: House,
): Promise<Context | undefined> {
  const payload = told as unknown as Decided | Alarm | Noted;
  const id = payload.shift ?? null;
  const shift = id === null ? undefined : await findShift(transaction, id);
  if (id !== null && shift === undefined) return undefined;
  const { rigs, items } = await names();
  const alarm = "alert" in payload ? payload : undefined;
  const rig = shift?.document.rig ?? alarm?.rig ?? null;
  const called =
    shift === undefined
      ? undefined
      : {
          id: shift.document.id,
          rig: rigs.get(shift.document.rig) ?? shift.document.rig,
          date: shift.document.date,
          slot: shift.document.slot,
        };
  return {
    shift,
    called,
    rig: rig === null ? "" : (rigs.get(rig) ?? rig),
    item: alarm?.item == null ? "" : (items.get(alarm.item)?.name ?? alarm.item),
    payload,
  };
}

function toldOf(
  context: Context,
  reader: Reader,
  { everybody, language }: { readonly everybody: readonly Person[]; readonly language: Language },
): Told {
  const { payload, called, rig, item } = context;
  if ("alert" in payload) return toldOfAlarm(payload, { called, rig, item }, language);
  if ("note" in payload) return toldOfNote(payload, language);
  const by = everybody.find(({ account }) => account.id === payload.actor)?.account.name ?? "";
  return toldOfDecision(payload, called!, { reader, by, language });
}

async function tellPeople(
  transaction: Transaction,
  { target, payload }: Waiting,
  context: Context,
  { service, everybody }: House,
): Promise<void> {
  // Where no mail is sent, pages tell.
  if (service.settings.mail === undefined) return;
  const reader = target as Reader;
  const { shift } = context;
  const alarm = payload as unknown as Partial<Alarm & Decided>;
  const people = await recipientsOf(transaction, everybody, {
    reader,
    about: {
      rig: shift?.document.rig ?? alarm.rig ?? null,
      client: shift?.document.client ?? null,
      writers:
        shift === undefined
          ? []
          : [shift.createdBy, ...(shift.submittedBy === null ? [] : [shift.submittedBy])],
    },
    but: alarm.actor ?? null,
  });
  for (const { account, membership } of people) {
    if (account.email === null || membership.mails === "none") continue;
    const language = account.language ?? "en";
    const words = letterWords(language);
    const { title, lines, path } = toldOf(context, reader, { everybody, language });
    const link = { name: words.look, url: `${service.url()}${path}` };
    if (membership.mails === "digest")
      await enqueue(transaction, {
        kind: "digest",
        target: account.id,
        payload: { title, lines, url: link.url, version: membership.version },
      });
    else
      await putMail(transaction, {
        to: account.email,
        letter: { language, subject: title, paragraphs: [title, ...lines], link, foot: words.foot },
      });
  }
}

async function tellWebhooks(
  transaction: Transaction,
  { target, payload, createdAt }: Waiting,
  context: Context,
  { service, everybody }: House,
): Promise<void> {
  const hooks = (await listWebhooks(transaction)).filter(
    ({ active, events }) => active === 1 && (JSON.parse(events) as readonly string[]).includes(target),
  );
  if (hooks.length === 0) return;
  // A channel has no language of its own: whoever reads it may read any.
  const { title, lines, path } = toldOf(context, "manager", { everybody, language: "en" });
  const { shift, called } = context;
  const data = "data" in context.payload ? context.payload.data : payload;
  const told = {
    type: target,
    at: atText(createdAt),
    tenant: transaction.tenant,
    title,
    lines,
    url: `${service.url()}${path}`,
    data:
      called === undefined
        ? data
        : {
            ...(data as Readonly<Record<string, Json>>),
            report: { ...called, client: shift!.document.client, state: shift!.document.state },
          },
  };
  for (const { id } of hooks) await enqueue(transaction, { kind: "webhook", target: id, payload: told });
}
