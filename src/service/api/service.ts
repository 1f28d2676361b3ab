/** What all routes share: the store, who answers for identities, settings, the log and what is told to listeners. One in a process. */
import type { MailServer } from "../../network/mail.js";
import type { IdentityHouse } from "../identity/house.js";
import type { Buckets } from "../identity/limits.js";
import type { AllowedDatasets } from "../recorded/allowed.js";
import type { LiveDatasets } from "../recorded/live.js";
import type { Store } from "../store/database.js";
import type { Changes } from "./changes.js";
import type { Events } from "./events.js";
import type { Log } from "./log.js";
import type { Meter } from "./meter.js";
import type { Streams, Turns } from "./turns.js";
import type { WebhookSettings } from "./webhooks/receiver.js";
import type { Proxies } from "./whose-address.js";

export interface ServiceSettings {
  /** The address that is listened on, as it was told. */
  readonly host: string;
  /** Under which people reach it: in links of mails, and beside the host a name by which it may be asked. */
  readonly publicUrl: string | undefined;
  readonly proxies: Proxies;
  /** The folder of what is no row: photos. */
  readonly data: string;
  /** Undefined where no mail is sent. */
  readonly mail: MailServer | undefined;
  readonly webhooks: WebhookSettings;
  /** Where copies of the folder go each night, and how many are kept; undefined where nobody has said. */
  readonly backup: { readonly folder: string; readonly keep: number } | undefined;
}

export interface Service {
  readonly store: Store;
  readonly house: IdentityHouse;
  readonly settings: ServiceSettings;
  readonly floods: Buckets;
  readonly events: Events;
  /** What has changed in a tenant, by whichever server. */
  readonly changes: Changes;
  /** What rigs have recorded. */
  readonly datasets: AllowedDatasets;
  /** What streams record into them now. */
  readonly live: LiveDatasets;
  /** Whoever reads much of them at once waits for a turn. */
  readonly readings: Turns;
  /** So does whoever takes a list as a file, */
  readonly lists: Turns;
  /** and whoever has a paper or a workbook made. */
  readonly papers: Turns;
  /** Rows on their way to who asked. */
  readonly streams: Streams;
  readonly meter: Meter;
  readonly log: Log;
  /** Where people reach it, for links in mails: as it is told, else where it listens; never what a request says. */
  url(): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Something is to be sent, and need not wait until somebody looks. */
  wake(tenant: string): void;
  /** Waited for at the end; nobody who asks waits for it. */
  later(work: Promise<unknown>): void;
  /** Aborted at the end: what goes on for long and can be begun anew stops then. */
  readonly ending: AbortSignal;
}
