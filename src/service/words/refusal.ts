/**
 * What the server refuses, by its reason: a code and what its sentence has to name. Codes and names outlive the words. Rules of a report, which
 * the app has too, are in `shift/problem.ts`; a refusal may be one of those as well.
 */
import type { ShiftState } from "../shift/document.js";
import type { ShiftEvent } from "../shift/event.js";
import type { ProblemParams } from "../shift/problem.js";
import type { Naming, Told } from "../shift/told.js";

type None = Readonly<Record<never, never>>;

/** What is asked for and is not there, or was changed meanwhile. */
export type Thing =
  | "account"
  | "activity_type"
  | "alert"
  | "bill"
  | "client"
  | "contract"
  | "dataset"
  | "day"
  | "delegation"
  | "file"
  | "hole"
  | "identity"
  | "item"
  | "job"
  | "key"
  | "message"
  | "person"
  | "photo"
  | "project"
  | "provider"
  | "report"
  | "revision"
  | "rig"
  | "session"
  | "settings"
  | "tenant"
  | "thing"
  | "webhook";

/** What is wrong with a password. */
export type Weakness = "short" | "long" | "simple" | "personal";

/** What is wrong with the address of a webhook. */
export type WrongAddress = "no-url" | "no-https" | "password" | "private";

/** Where the audit chain does not hold. */
export type ChainFault = "missing" | "not-following" | "changed" | "last-missing" | "other-end";

export interface RefusalParams {
  // Of a request, whatever it asks for.
  readonly "no-route": None;
  readonly methods: { readonly methods: readonly string[] };
  readonly "other-host": None;
  readonly "cross-site": None;
  readonly "not-signed-in": None;
  readonly "other-tenant": None;
  readonly "no-permission": { readonly permission: string };
  readonly "by-session": None;
  readonly "too-many-tries": { readonly seconds: number };
  readonly "no-such": { readonly what: Thing };
  readonly changed: { readonly what: Thing; readonly version: number | null };
  readonly "if-match-missing": None;
  readonly "if-match-new": None;
  readonly etag: None;
  readonly "key-too-long": { readonly most: number };
  readonly "other-request": None;
  readonly "under-way": None;
  readonly "body-broken": None;
  readonly "body-too-large": { readonly bytes: number };
  readonly "body-packed": { readonly encoding: string };
  readonly "body-type": { readonly types: readonly string[] };
  readonly "body-not-utf8": None;
  readonly "body-not-json": { readonly why: string };
  readonly "disk-full": None;
  readonly failed: { readonly id: string };
  readonly "too-many-listeners": { readonly most: number };
  readonly busy: None;
  readonly "papers-busy": None;
  readonly "lists-busy": None;
  readonly "too-many-answers": { readonly most: number };
  readonly "not-acceptable": { readonly asked: string; readonly known: readonly string[] };
  /** In the words of something else, such as a database, a library or recorded data: in English, as they come. */
  readonly "in-its-words": { readonly words: string };
  // What a value of a body or an address is not, by the words of JSON Schema.
  readonly required: None;
  readonly additionalProperties: None;
  readonly anyOf: None;
  readonly enum: { readonly values: readonly string[] };
  readonly type: { readonly type: string };
  readonly pattern: { readonly pattern: string };
  readonly format: { readonly format: string };
  readonly minLength: { readonly limit: number };
  readonly maxLength: { readonly limit: number };
  readonly minItems: { readonly limit: number };
  readonly maxItems: { readonly limit: number };
  readonly uniqueItems: None;
  readonly minimum: { readonly limit: number };
  readonly maximum: { readonly limit: number };
  readonly "does-not-hold": None;
  // Of values that several things have.
  readonly "more-decimals": None;
  readonly "beyond-count": None;
  readonly "sum-beyond-count": None;
  readonly "no-day": None;
  readonly "no-month": { readonly text: string };
  readonly "no-instant": { readonly text: string };
  readonly "no-moment": { readonly text: string };
  readonly "before-start": None;
  readonly "not-after-from": None;
  readonly "clock-without-zone": None;
  readonly "too-many-days": { readonly most: number };
  readonly "too-many-months": { readonly most: number };
  readonly "not-to-come": None;
  readonly "not-past": None;
  readonly "reference-missing": { readonly what: Thing };
  readonly "named-or-missing": None;
  readonly "not-storable": { readonly what: string };
  readonly "no-text": None;
  readonly cursor: None;
  readonly "id-taken": None;
  readonly taken: { readonly what: string; readonly columns: readonly string[] };
  // Of reports.
  readonly "not-kept": { readonly at: string; readonly first: Told<ProblemParams> };
  readonly "rig-not-yours": None;
  readonly "other-client": None;
  readonly "slot-taken": { readonly date: string; readonly slot: string };
  readonly locked: { readonly state: ShiftState };
  readonly "left-state": { readonly state: ShiftState };
  readonly decided: { readonly event: ShiftEvent; readonly by: string };
  readonly "decided-now": None;
  readonly "named-twice": None;
  readonly "no-revision": { readonly revision: number };
  readonly "reads-only": None;
  readonly "office-own": { readonly what: "alerts" | "stock" | "approval" };
  readonly "own-acts": None;
  // Of what is kept.
  readonly "chain-broken": { readonly seq: number; readonly what: ChainFault };
  readonly "revision-changed": { readonly revision: number; readonly report: string };
  readonly "bill-changed": { readonly period: string; readonly contract: string };
  readonly "photo-missing": { readonly sha256: string };
  readonly "photo-changed": { readonly sha256: string };
  readonly "too-many-reports": { readonly count: number; readonly more: boolean; readonly most: number };
  readonly "nothing-of-day": None;
  // Of photos.
  readonly "no-photo-library": None;
  readonly "no-picture": { readonly type: string };
  readonly "picture-broken": None;
  readonly "no-digest": None;
  readonly "other-digest": None;
  readonly "other-photo": { readonly sha256: string };
  // Of contracts and bills.
  readonly "project-of-other": None;
  readonly "not-activated": { readonly first: Told<ProblemParams> };
  readonly "contract-ended": None;
  readonly "contract-not-active": None;
  readonly "contract-locked": None;
  readonly "not-begun": { readonly month: string };
  readonly "not-issued": { readonly first: Told<ProblemParams> };
  readonly "issued-now": None;
  readonly "other-total": None;
  readonly "charge-late": { readonly month: string };
  readonly "charge-elsewhere": { readonly date: string; readonly month: string };
  // Of stock and lists.
  readonly "items-only": None;
  readonly "no-delivery": None;
  readonly "no-count": None;
  readonly "no-correction": None;
  readonly "no-dataset": { readonly dataset: string; readonly known: readonly string[] };
  readonly "dataset-unreadable": { readonly words: string };
  // Of people and how they come in.
  readonly "sign-in-refused": None;
  readonly "code-needed": None;
  readonly "sso-only": None;
  readonly "which-tenant": None;
  readonly "a-tenant": { readonly slug: string; readonly name: string };
  readonly "link-used": None;
  readonly "address-taken": None;
  readonly "weak-password": { readonly why: Weakness; readonly limit: number | null };
  readonly "wrong-password": None;
  readonly "password-needed": None;
  readonly "stale-session": { readonly minutes: number };
  readonly "wrong-code": None;
  readonly "factor-there": None;
  readonly "key-for-token": None;
  readonly "key-beyond-maker": { readonly permissions: readonly string[] };
  readonly "first-admin": None;
  readonly "terminal-alone": None;
  readonly "admin-does-that": None;
  readonly "last-admin": None;
  readonly "in-tenant": None;
  readonly "own-account": None;
  readonly "other-company": None;
  readonly "client-of-role": None;
  readonly "rigs-of-role": None;
  readonly "deputy-of-other": None;
  readonly "tenant-by-other-name": None;
  readonly "own-tenant": None;
  readonly "shared-service": None;
  readonly "job-running": None;
  readonly "no-provider": None;
  readonly "no-second-factor": None;
  readonly "provider-silent": { readonly provider: string };
  readonly "token-unseen": { readonly why: string };
  readonly issuer: { readonly why: string };
  readonly "no-directory": None;
  readonly "same-audience": None;
  readonly "no-groups": None;
  readonly "only-way-in": None;
  // Of mail and webhooks.
  readonly "no-mail-server": None;
  readonly "no-address": None;
  readonly "webhook-address": { readonly why: WrongAddress; readonly host: string | null };
  readonly "too-many-webhooks": { readonly most: number };
}

export type SaidParams = ProblemParams & RefusalParams;

/** What is refused, not in which language. */
export type Said = Told<SaidParams>;
export type Reason = keyof SaidParams;

export const said = <Code extends Reason>(code: Code, ...[params]: Naming<SaidParams[Code]>): Said =>
  ({ code, params: params ?? {} }) as unknown as Said;
