/** Opens the service: its database and what a first start needs; nothing is listened to yet, and nothing is done by itself. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Failure, systemCode } from "../../failure/failure.js";
import type { MailServer } from "../../network/mail.js";
import { keptSecret } from "../identity/kept-secret.js";
import { buckets } from "../identity/limits.js";
import { PASSWORD_COST, type PasswordCost } from "../identity/password.js";
import { keptKeys, keysIn, sealingWith } from "../identity/sealing.js";
import { issuersWith } from "../identity/sso/issuers.js";
import { tokenKeys } from "../identity/token.js";
import { AllowedDatasets, type NamedFolder } from "../recorded/allowed.js";
import { liveDatasets } from "../recorded/live.js";
import type { Store } from "../store/database.js";
import { openStore } from "../store/open.js";
import { createTenant, listTenants } from "../store/repositories/tenants.js";
import { changesOf } from "./changes.js";
import { events } from "./events.js";
import type { Log } from "./log.js";
import { meter } from "./meter.js";
import type { Courier } from "./outbox/courier.js";
import type { Service } from "./service.js";
import { streams, turns } from "./turns.js";
import { proxiesIn } from "./whose-address.js";

export interface ServiceOptions {
  readonly host: string;
  /** The folder of keys and photos, and of the database where none is named. */
  readonly data: string;
  /** The URL of a PostgreSQL. */
  readonly database?: string | undefined;
  /** Of PostgreSQL: connections at most, and milliseconds that a statement may take. */
  readonly connections?: number | undefined;
  readonly statementTimeout?: number | undefined;
  /** Addresses and networks of the proxies that stand before it. */
  readonly proxies?: readonly string[];
  readonly publicUrl?: string | undefined;
  /** Recorded data that is given, and to whom. */
  readonly datasets?: readonly NamedFolder[];
  readonly log: Log;
  readonly secrets?: { readonly encryption?: string | undefined; readonly jwt?: string | undefined };
  /** By which mail is sent; none is without. */
  readonly mail?: MailServer | undefined;
  /** Networks within that webhooks may go to, and authorities in PEM whose certificates are taken there too. */
  readonly webhooks?: {
    readonly networks?: readonly string[];
    readonly authorities?: string | undefined;
    readonly answerWithin?: number;
  };
  /** People may sign in by a provider within the network, and over plain http. */
  readonly ssoAllowPrivate?: boolean | undefined;
  /** Where copies of the folder go each night, and how many are kept. */
  readonly backup?: { readonly folder: string; readonly keep: number } | undefined;
  /** Requests of one address: so many at once, and so many a second. */
  readonly floods?: { readonly burst: number; readonly perSecond: number };
  /** Of new hashes; weaker ones are made anew as people sign in. */
  readonly passwordCost?: PasswordCost;
  /** What time it is, for tests and histories. */
  readonly now?: () => number;
}

export interface Opened {
  readonly service: Service;
  /** The tenant that is first; undefined where there is none. */
  readonly firstTenant: string | undefined;
  /** Where it listens. */
  isAt(url: string): void;
  /** What is written is sent by this one. */
  sendsBy(courier: Courier): void;
  /** When what goes on in the background is done. */
  close(): Promise<void>;
}

/** A page asks for some ten things at once, and a camp stands behind one address. */
const FLOODS = { burst: 200, perSecond: 50 };

/** Of recorded data, so many at a time; the others wait. */
const READINGS = {
  ...{ atOnce: 2, waiting: 64 },
  refused: "busy" as const,
};
/** Of lists as files, so many at a time: each holds a connection for as long as it is read. */
const LISTS = { atOnce: 2, waiting: 64, refused: "lists-busy" as const };
/** Of papers and workbooks, one after the other: each takes a processor, and tens of megabytes while it is made. */
const PAPERS = { atOnce: 1, waiting: 64, refused: "papers-busy" as const };
/** Of rows that are being read by somebody: each holds some megabytes. */
const STREAMS = 16;

const TOKEN_KEY_BYTES = 48;

/** Milliseconds in which a receiver of a webhook must answer. */
const WEBHOOK_WITHIN = 10_000;

export async function openService(options: ServiceOptions): Promise<Opened> {
  const { data, log, now = Date.now } = options;
  const datasets = new AllowedDatasets(options.datasets);
  await datasets.check();
  await makeFolder(data);
  const { encryption, jwt } = options.secrets ?? {};
  const keys = encryption === undefined ? await keptKeys(join(data, "encryption.key")) : keysIn(encryption);
  const store = await openStore(options.database ?? data, {
    now,
    ...(options.connections !== undefined && { connections: options.connections }),
    ...(options.statementTimeout !== undefined && { statementTimeout: options.statementTimeout }),
  });
  try {
    const first = await firstTenant(store);
    const signing = tokenKeys(jwt ?? (await keptSecret(join(data, "token.key"), TOKEN_KEY_BYTES)));
    const background = new Set<Promise<unknown>>();
    let url = "";
    let courier: Courier | undefined;
    const heard = events();
    const ending = new AbortController();
    const service: Service = {
      store,
      house: {
        store,
        sealing: sealingWith(keys),
        tokenKeys: signing,
        issuers: issuersWith({ allowPrivate: options.ssoAllowPrivate ?? false, now }),
        passwordCost: options.passwordCost ?? PASSWORD_COST,
        issuer: options.publicUrl ?? "witskit",
      },
      settings: {
        host: options.host,
        publicUrl: options.publicUrl,
        proxies: proxiesIn(options.proxies ?? []),
        data,
        mail: options.mail,
        webhooks: {
          within: proxiesIn(options.webhooks?.networks ?? []),
          authorities: options.webhooks?.authorities,
          answerWithin: options.webhooks?.answerWithin ?? WEBHOOK_WITHIN,
        },
        backup: options.backup,
      },
      floods: buckets(options.floods ?? FLOODS),
      events: heard,
      changes: changesOf({ store, events: heard, log, now }),
      datasets,
      live: liveDatasets((dataset, error) => log.warn("a stream could not be followed", { dataset, error })),
      readings: turns(READINGS),
      lists: turns(LISTS),
      papers: turns(PAPERS),
      streams: streams(STREAMS),
      meter: meter(now()),
      log,
      url: () => options.publicUrl ?? url,
      now,
      wake: (tenant) => courier?.wake(tenant),
      later(work) {
        const watched = work.catch((error: unknown) => log.error("work in the background failed", { error }));
        background.add(watched);
        void watched.finally(() => background.delete(watched));
      },
      ending: ending.signal,
    };
    return {
      service,
      firstTenant: first,
      isAt: (place) => {
        url = place;
      },
      sendsBy: (one) => {
        courier = one;
      },
      async close() {
        ending.abort();
        await service.live.stop();
        await Promise.all(background);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

export async function makeFolder(data: string): Promise<void> {
  try {
    await mkdir(data, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = systemCode(error);
    throw new Failure(
      code === "EACCES" || code === "EPERM" ? "output-forbidden" : "output-folder-missing",
      `the service keeps its data in ${data}, which cannot be made: ${code ?? String(error)}`,
      { cause: error },
    );
  }
}

/** A service that has no tenant gets one, for those who need no more. */
async function firstTenant(store: Store): Promise<string | undefined> {
  const tenants = await listTenants(store);
  if (tenants.length === 0) {
    await createTenant(store, { id: "main", slug: "main", name: "Main" });
    return "main";
  }
  for (const { id } of tenants) await store.prepareTenant(id);
  return tenants[0]?.id;
}
