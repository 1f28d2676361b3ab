/** What the server refuses, in English. */
import type { ProblemParams } from "../../shift/problem.js";
import type { Told } from "../../shift/told.js";
import type { RefusalParams, Thing } from "../refusal.js";
import { type Texts, textIn } from "../texts.js";
import type { Writing } from "../writing.js";
import { enProblems } from "./problems.js";
import { enTrade } from "./trade.js";

const things: Readonly<Record<Thing, string>> = {
  account: "account",
  activity_type: "activity type",
  alert: "alert",
  bill: "bill",
  client: "client",
  contract: "contract",
  dataset: "dataset",
  day: "day",
  delegation: "delegation",
  file: "file",
  hole: "hole",
  identity: "identity",
  item: "item",
  job: "job",
  key: "key",
  message: "message that waits or was given up",
  person: "person",
  photo: "photo",
  project: "project",
  provider: "provider",
  report: "report",
  revision: "revision",
  rig: "rig",
  session: "session",
  settings: "settings",
  tenant: "tenant",
  thing: "thing",
  webhook: "webhook",
};

const MIB = 1 << 20;

const firstOf = (first: Told<ProblemParams>, writing: Writing): string => textIn(enProblems, first, writing);

export const enRefusals: Texts<RefusalParams> = {
  "no-route": "there is no such route; /api/openapi.json lists them",
  methods: ({ methods }) => `this path knows ${methods.join(", ")}`,
  "other-host": "another host is meant",
  "cross-site":
    "what changes something must come from a page of this service, or show a key: neither `Sec-Fetch-Site: same-origin` nor an `Origin` of this service came with it",
  "not-signed-in": "sign in, or send an API key or a token as `Authorization: Bearer …`",
  "other-tenant": "this page is of another tenant than the session: load it again",
  "no-permission": ({ permission }) => `this account lacks the permission ${permission}`,
  "by-session": "sign in for that: a key may not",
  "too-many-tries": ({ seconds }) => `too many tries; the next is looked at in ${seconds} s`,
  "no-such": ({ what }) => `there is no such ${things[what]}`,
  changed: ({ what, version }) =>
    `somebody has changed the ${things[what]} meanwhile${version === null ? "" : `: it is at version ${version}`}`,
  "if-match-missing": "send the ETag of what is changed as If-Match",
  "if-match-new": "it is there already: send the ETag of what is changed as If-Match",
  etag: 'If-Match must be the ETag of what is changed, such as "7"',
  "key-too-long": ({ most }) => `Idempotency-Key may have ${most} characters`,
  "other-request": "this Idempotency-Key was sent with another request; make a new one for each request",
  "under-way": "the same request is being answered; ask again in a moment",
  "body-broken": "the body broke off, or is not what Content-Encoding says",
  "body-too-large": ({ bytes }) =>
    `the body may have ${bytes >= MIB ? `${bytes / MIB} MiB` : `${bytes} bytes`}`,
  "body-packed": ({ encoding }) => `a body packed by ${encoding} is not read; gzip is`,
  "body-type": ({ types }) => `the body must be of the type ${types.join(", ")}`,
  "body-not-utf8": "the body is not UTF-8",
  "body-not-json": ({ why }) => `the body is no JSON: ${why}`,
  "disk-full": "no room is left on the disk of the service; nothing was changed",
  failed: ({ id }) => `the service failed, and nothing was changed; its log has more under ${id}`,
  "too-many-listeners": ({ most }) => `this account listens ${most} times already`,
  busy: "too much is asked of the recorded data at once; ask again soon",
  "papers-busy": "too many files are being made at once; ask again soon",
  "lists-busy": "too many lists are being written at once; ask again soon",
  "too-many-answers": ({ most }) => `${most} answers are being read at once already; ask again soon`,
  "not-acceptable": ({ asked, known }) => `there is nothing of ${asked}; there are ${known.join(", ")}`,
  "in-its-words": ({ words }) => words,

  required: "it is missing",
  additionalProperties: "nothing goes by that name here",
  anyOf: "it is none of what it can be",
  enum: ({ values }) => `it must be one of ${values.join(", ")}`,
  type: ({ type }) => `it must be ${type}`,
  pattern: ({ pattern }) => `it must match the pattern ${pattern}`,
  format: ({ format }) => `it must be of the format ${format}`,
  minLength: ({ limit }) => `it must have ${limit} characters or more`,
  maxLength: ({ limit }) => `it may have ${limit} characters`,
  minItems: ({ limit }) => `it must have ${limit} or more`,
  maxItems: ({ limit }) => `it may have ${limit}`,
  uniqueItems: "it must have each one once",
  minimum: ({ limit }) => `it must be ${limit} or more`,
  maximum: ({ limit }) => `it must be ${limit} or less`,
  "does-not-hold": "it does not hold together",

  "more-decimals": "it has more decimals than are kept",
  "beyond-count": "so much of it at that price is more than can be counted",
  "sum-beyond-count":
    "it comes to more than can be counted exactly: look among its quantities and prices for a slip of the pen, and correct it",
  "no-day": "it must be a day of the calendar",
  "no-month": ({ text }) => `${text} is no month like 2026-03`,
  "no-instant": ({ text }) => `${text} is no instant with its offset, such as 2026-03-28T06:00:00Z`,
  "no-moment": ({ text }) => `${text} is no time; write it as 2009-03-01 or 2009-03-01T06:00:00`,
  "before-start": "it must not be before from",
  "not-after-from": "it must be after from: no row lies between them",
  "clock-without-zone": "nothing tells the zone of the rig's clock: write the time without one",
  "too-many-days": ({ most }) => `ask for ${most} days at most`,
  "too-many-months": ({ most }) => `the months are from one to a later one, ${most} at most`,
  "not-to-come": "it must be an instant to come, with its offset",
  "not-past": "it must be an instant that has been",
  "reference-missing": ({ what }) => `there is no such ${things[what]} here`,
  "named-or-missing": "it names something that is not there, or is named by something that is",
  "not-storable": ({ what }) => `a value is not one that may be stored: ${what}`,
  "no-text": "a text has a character of no meaning in it, or half of one",
  cursor: "the cursor is none that a list has given",
  "id-taken": "another one has that id",
  taken: ({ what, columns }) => `another ${what} has the same ${columns.join(", ")}`,

  "not-kept": ({ at, first }, writing) => `the report cannot be kept: ${at} ${firstOf(first, writing)}`,
  "rig-not-yours": "choose a rig of this account",
  "other-client": "the contract is one of another client; choose one of the report's client",
  "slot-taken": ({ date, slot }, writing) => `the rig has a report of ${writing.date(date)} ${slot} already`,
  locked: ({ state }) => `the report is ${enTrade.states[state].toLowerCase()}, and its content is locked`,
  "left-state": ({ state }) =>
    `the report is ${enTrade.states[state].toLowerCase()}, and that cannot be done from there`,
  decided: ({ event, by }) => `somebody has decided about this version already: ${event}, by ${by}`,
  "decided-now": "somebody has decided about this version already",
  "named-twice": "a shift is named twice; name each once",
  "no-revision": ({ revision }) => `the report has no revision ${revision}`,
  "reads-only": "this account reads reports and does not comment on them",
  "office-own": ({ what }) =>
    ({
      alerts: "alerts are for the company's own people",
      stock: "stock is for the company's own people",
      approval: "how long the office takes to approve is the office's own",
    })[what],
  "own-acts": "this account reads its own acts alone",
  "chain-broken": ({ seq, what }) =>
    `the audit chain breaks at event ${seq}: ${
      {
        missing: "the event is missing",
        "not-following": "the event does not follow from the one before it",
        changed: "the event has been changed",
        "last-missing": "the last events are missing",
        "other-end": "the chain does not end where it was left",
      }[what]
    }`,
  "revision-changed": ({ revision, report }) => `revision ${revision} of report ${report} was changed`,
  "bill-changed": ({ period, contract }) =>
    `the bill ${period} of contract ${contract} is not what was issued`,
  "photo-missing": ({ sha256 }) => `the photo ${sha256} is missing`,
  "photo-changed": ({ sha256 }) => `the photo ${sha256} was changed`,
  "too-many-reports": ({ count, more, most }) =>
    `${more ? "more than " : ""}${count} reports are more than such a file takes (${most}); narrow the dates and take several, or take CSV, which takes all`,
  "nothing-of-day": "there is nothing of that day: no rig has a report of it, or one that is missing",

  "no-photo-library":
    "photos are not kept by this service: the library that looks at them is missing; run npm install sharp where it runs",
  "no-picture": ({ type }) => `the bytes are no picture of the type ${type}`,
  "picture-broken": "the picture cannot be decoded, or has more than 60 million pixels",
  "no-digest": "send the hash of the bytes as Content-Digest: sha-256=:…:",
  "other-digest": "the bytes are not those of Content-Digest: they were changed on their way",
  "other-photo": ({ sha256 }) =>
    `the report has another photo under that id: its hash is announced as ${sha256}`,

  "project-of-other": "it is one of another client; choose a project of this client",
  "not-activated": ({ first }, writing) => `the contract cannot be activated: ${firstOf(first, writing)}`,
  "contract-ended": "the contract has ended",
  "contract-not-active": "only a contract that is active is ended",
  "contract-locked": "an active contract changes by a new version alone: make one of the same code",
  "not-begun": ({ month }, writing) => `${writing.month(month)} has not begun: there is nothing to be issued`,
  "not-issued": ({ first }, writing) => `the bill cannot be issued: ${firstOf(first, writing)}`,
  "issued-now": "somebody has issued the bill at this moment",
  "other-total": "the bill comes to another total by now; look at it again",
  "charge-late": ({ month }, writing) =>
    `the bill of ${writing.month(month)} is issued: a charge goes into an open month`,
  "charge-elsewhere": ({ date, month }, writing) =>
    `a charge of ${writing.date(date)} is not of ${writing.month(month)}`,

  "items-only": "this account changes items alone of the master data",
  "no-delivery": "a delivery is more than 0",
  "no-count": "a count is 0 or more",
  "no-correction": "a correction is more or less than 0",
  "no-dataset": ({ dataset, known }) =>
    `no dataset ${dataset} is served here; ${known.length === 0 ? "none is" : `there are ${known.join(", ")}`}`,
  "dataset-unreadable": ({ words }) => `the dataset cannot be read now: ${words}`,

  "sign-in-refused": "the address or the password is wrong, or the code where one is needed",
  "code-needed": "send the code of the second factor too, as `code`",
  "sso-only":
    "this company has its people sign in by its own provider; an admin with a second factor alone signs in by password",
  "which-tenant": "this account is in several tenants; send one as `tenant`",
  "a-tenant": ({ name }) => name,
  "link-used": "the link was used, or is too old; ask for a new one",
  "address-taken": "another account has that address",
  "weak-password": ({ why, limit }) =>
    ({
      short: `it needs ${limit} characters or more`,
      long: `it may have ${limit} characters`,
      simple: "it is a repetition of a few characters",
      personal: "it is little more than the name or address of its owner",
    })[why],
  "wrong-password": "the password is another",
  "password-needed": "tell the password of the account too, as `password`",
  "stale-session": ({ minutes }) =>
    `this account has no password: sign out, sign in again by your provider, and do this within ${minutes} minutes`,
  "wrong-code": "the code does not fit; look at the clock of the phone",
  "factor-there": "there is a second factor; give it up before another is set",
  "key-for-token": "a token is given for an API key alone",
  "key-beyond-maker": ({ permissions }) =>
    `a key does no more than its maker, who lacks ${permissions.join(", ")}`,
  "first-admin": "a super_admin makes the first admin of a tenant, who makes all others",
  "terminal-alone": "a super_admin is made on the terminal alone",
  "admin-does-that": "an admin of the tenant does that",
  "last-admin": "this is the last admin of the tenant; make another one first",
  "in-tenant": "somebody with that address is in this tenant",
  "own-account": "another admin must do that: this is your own account",
  "other-company": "the account is used in another company too; end its membership here instead",
  "client-of-role": "the role client, and no other, belongs to a client",
  "rigs-of-role": "a supervisor alone has rigs of their own",
  "deputy-of-other": "a manager names a deputy for themselves alone",
  "tenant-by-other-name": "there is such a tenant, by another name",
  "own-tenant": "this is the company that you are signed in to: sign in to another one to put it aside",
  "shared-service": "several companies share this service: whoever runs it does that",
  "job-running": "it is being done at this moment",
  "no-provider": "set up a provider first, and try it",
  "no-second-factor": "an admin needs a second factor first, for the day on which the provider is out",
  "provider-silent": ({ provider }) => `${provider} does not answer; try again, or sign in by password`,
  "token-unseen": ({ why }) => `${why}; the token cannot be looked at now`,
  issuer: ({ why }) => why,
  "no-directory": "name the directory (tid) whose people are let in",
  "same-audience": "machines need an audience of their own: register the API apart from the sign-in",
  "no-groups": "who is let in by groups needs groups that have a role here",
  "only-way-in": "it is the only way to sign in to this account; set a password first",

  "no-mail-server": "no server of mail is set up; WITS_SMTP_URL names it",
  "no-address": "this account has no address for mail",
  "webhook-address": ({ why, host }) =>
    ({
      "no-url": "it is no URL",
      "no-https": "it must begin with https://",
      password: "a URL with a password in it is shown where it should not be; requests are signed instead",
      private: `${host} is an address within a network, and is left alone; WITS_WEBHOOK_NETWORKS allows it`,
    })[why],
  "too-many-webhooks": ({ most }) => `there are ${most} webhooks already; take one out first`,
};
