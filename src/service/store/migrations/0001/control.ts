/** Who may come in: what is known before it is known of which tenant somebody is. In SQLite a file of its own. */
import { languages } from "../../../words/language.js";
import { flag, integer, json, name, optional, reference, table, text, word } from "../../schema/column.js";

export const ROLES = [
  "viewer",
  "operator",
  "supervisor",
  "manager",
  "client",
  "admin",
  "super_admin",
] as const;

export const controlTables = {
  tenant: table(
    // `*` is what transactions over these tables call themselves in PostgreSQL.
    {
      id: text("? <> '' AND ? <> '*'"),
      slug: name(),
      name: name(),
      active: flag(),
      settings: json(),
      created_at: integer(),
      row_version: integer(),
    },
    { unique: [{ columns: "slug" }] },
  ),
  account: table(
    {
      id: name(),
      email: optional(text("? = lower(?)")),
      name: text(),
      password_hash: optional(text()),
      totp_secret: optional(text()),
      /** Of the last one-time password that was taken: none is good twice. */
      totp_step: optional(integer()),
      recovery_codes: optional(json()),
      /** In which they are written to; null where they have chosen none. */
      language: optional(word(...languages)),
      active: flag(),
      failed: integer(),
      locked_until: optional(integer()),
      created_at: integer(),
      row_version: integer(),
    },
    { unique: [{ columns: "email" }] },
  ),
  identity: table(
    {
      issuer: name(),
      subject: name(),
      account_id: reference("account"),
      tid: optional(text()),
      created_at: integer(),
    },
    { key: ["issuer", "subject"] },
  ),
  membership: table(
    {
      tenant_id: reference("tenant"),
      account_id: reference("account"),
      role: word(...ROLES),
      /** Of the tenant's clients: set for the role `client`. */
      client_id: optional(text()),
      /** Rigs whose shifts a supervisor writes; all where it is null. */
      rig_ids: optional(json()),
      active: flag(),
      /** How they are told what is for them: each by a mail of its own, all of a day in one, or by the pages alone. */
      mails: word("at-once", "digest", "none"),
      /** Goes up with each change: tokens that carry an older one are void. */
      version: integer(),
      created_at: integer(),
    },
    { key: ["tenant_id", "account_id"], checks: ["role <> 'client' OR client_id IS NOT NULL"] },
  ),
  session: table(
    {
      id_hash: name(),
      account_id: reference("account"),
      tenant_id: optional(reference("tenant")),
      mfa: flag(),
      created_at: integer(),
      seen_at: integer(),
      expires_at: integer(),
      ip: optional(text()),
      agent: optional(text()),
    },
    { key: ["id_hash"], indexes: ["expires_at"] },
  ),
  api_key: table(
    {
      id: name(),
      tenant_id: reference("tenant"),
      account_id: reference("account"),
      name: name(),
      hash: name(),
      permissions: json(),
      created_at: integer(),
      expires_at: optional(integer()),
      revoked_at: optional(integer()),
      used_at: optional(integer()),
    },
    { unique: [{ columns: "hash" }] },
  ),
  sso_provider: table({
    id: name(),
    tenant_id: reference("tenant"),
    name: name(),
    issuer: name(),
    client_id: name(),
    secret_ref: text(),
    domains: json(),
    group_map: json(),
    settings: json(),
    active: flag(),
    row_version: integer(),
  }),
  /** What is sent to somebody once: an invitation, a new password, the first sign-in of a house. */
  token: table(
    {
      hash: name(),
      kind: name(),
      account_id: optional(reference("account")),
      tenant_id: optional(reference("tenant")),
      details: json(),
      created_at: integer(),
      expires_at: integer(),
      used_at: optional(integer()),
    },
    { key: ["hash"], indexes: ["expires_at"] },
  ),
  /** What the service does by itself: when it was due last and done, and who does it now, for as long as they say so. */
  job: table(
    {
      name: name(),
      due_at: integer(),
      began_at: optional(integer()),
      ended_at: optional(integer()),
      holder: optional(text()),
      leased_until: integer(),
      result: text(),
      error: optional(text()),
    },
    { key: ["name"] },
  ),
  /** Tries that are counted, by what they are counted for: an account, an address. */
  attempt: table({ key: name(), count: integer(), since: integer() }, { key: ["key"] }),
};
