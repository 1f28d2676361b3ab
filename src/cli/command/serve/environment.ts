/** Variables of the service: each may stand in a file that the same name with `_FILE` behind it names. */
import { readFileSync } from "node:fs";
import { Failure } from "../../../failure/failure.js";
import { wordAmong } from "../../../failure/option-check.js";
import { type MailServer, mailServerUrl } from "../../../network/mail.js";
import { type LogFormat, type LogLevel, logLevels } from "../../../service/api/log.js";

export interface ServiceEnvironment {
  readonly databaseUrl: string | undefined;
  readonly connections: number | undefined;
  readonly statementTimeout: number | undefined;
  readonly encryptionKey: string | undefined;
  readonly tokenSecret: string | undefined;
  readonly publicUrl: string | undefined;
  readonly mail: MailServer | undefined;
  /** Networks within that webhooks may go to, and authorities in PEM that are taken for them. */
  readonly webhooks: { readonly networks: readonly string[]; readonly authorities: string | undefined };
  /** Where copies go each night, and how many are kept. */
  readonly backup: { readonly folder: string; readonly keep: number } | undefined;
  readonly trustedProxies: readonly string[];
  readonly metricsToken: string | undefined;
  readonly ssoAllowPrivate: boolean;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
}

/** Copies of the folder that are kept. */
const KEPT = 14;

export function serviceEnvironment(environment: NodeJS.ProcessEnv): ServiceEnvironment {
  const text = (name: string): string | undefined => {
    const [direct, file] = [environment[name], environment[`${name}_FILE`]];
    if (direct) return direct;
    if (!file) return undefined;
    try {
      return readFileSync(file, "utf8").trim() || undefined;
    } catch (error) {
      throw new Failure("bad-config", `${name}_FILE: ${file} cannot be read`, { cause: error });
    }
  };
  const number = (name: string, most: number): number | undefined => {
    const told = text(name);
    if (told === undefined) return undefined;
    const value = Number(told);
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new Failure("bad-config", `${name}: ${told} is no whole number from 1 to ${most}`);
    return value;
  };
  const word = <Word extends string>(name: string, words: readonly Word[], usual: Word): Word => {
    const told = text(name);
    try {
      return told === undefined ? usual : wordAmong(told, words, "value");
    } catch (error) {
      throw new Failure("bad-config", `${name}: ${(error as Error).message}`, { cause: error });
    }
  };
  const list = (name: string): readonly string[] =>
    (text(name) ?? "").split(/[\s,]+/).filter((one) => one !== "");
  const url = text("WITS_PUBLIC_URL");
  const folder = text("WITS_BACKUP_FOLDER");
  if (url !== undefined && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ""))
    throw new Failure("bad-config", `WITS_PUBLIC_URL: ${url} is no URL of https:// or http://`);
  return {
    databaseUrl: text("WITS_DATABASE_URL"),
    connections: number("WITS_DB_POOL_SIZE", 1000),
    statementTimeout: number("WITS_DB_TIMEOUT", 3_600_000),
    encryptionKey: text("WITS_ENCRYPTION_KEY"),
    tokenSecret: text("WITS_JWT_SECRET"),
    publicUrl: url?.replace(/\/+$/, ""),
    mail: mailIn(text("WITS_SMTP_URL")),
    webhooks: { networks: list("WITS_WEBHOOK_NETWORKS"), authorities: text("WITS_WEBHOOK_CA") },
    backup: folder === undefined ? undefined : { folder, keep: number("WITS_BACKUP_KEEP", 10_000) ?? KEPT },
    trustedProxies: list("WITS_TRUSTED_PROXIES"),
    metricsToken: text("WITS_METRICS_TOKEN"),
    ssoAllowPrivate: word("WITS_SSO_ALLOW_PRIVATE", ["0", "1"] as const, "0") === "1",
    logLevel: word("WITS_LOG_LEVEL", logLevels, "info"),
    logFormat: word("WITS_LOG_FORMAT", ["text", "json"] as const, "text"),
  };
}

function mailIn(told: string | undefined): MailServer | undefined {
  try {
    return told === undefined ? undefined : { url: mailServerUrl(told) };
  } catch (error) {
    throw new Failure("bad-config", `WITS_SMTP_URL: ${(error as Error).message}`, { cause: error });
  }
}
