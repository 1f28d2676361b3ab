/** From what people tell of a way out to the way: its secrets are read, and what it can never be is refused. Nothing is sent yet. */
import { readFile } from "node:fs/promises";
import { Failure } from "../../failure/failure.js";
import { unreadable } from "../../input/bytes/unreadable.js";
import type { TlsOptions } from "../../input/link/transport/tls-options.js";
import { mailServerUrl } from "../../network/mail.js";
import type { Notice } from "../../notice.js";
import type { Way } from "./outbox.js";
import type { SecretTold, WayTold } from "./told.js";

export interface WaysOptions {
  readonly tls?: TlsOptions | undefined;
  /** Tells a notice by a notifier of a plugin; undefined where there are no plugins. */
  readonly notify?: ((notifier: string, notice: Notice) => Promise<void>) | undefined;
  /** Those that there are; undefined where nobody knows, and the way says so when it is used. */
  readonly notifiers: readonly string[] | undefined;
}

/** Throws a Failure that names the way. */
export async function openWays(
  told: readonly WayTold[],
  options: WaysOptions,
): Promise<ReadonlyMap<string, Way>> {
  const ways = new Map<string, Way>();
  for (const one of told) ways.set(one.name, await openWay(one, options));
  return ways;
}

async function openWay(told: WayTold, { tls, notify, notifiers }: WaysOptions): Promise<Way> {
  const refused = (why: string): Failure =>
    new Failure("bad-config", `${told.place}: the way ${told.name}: ${why}`);
  switch (told.kind) {
    case "webhook": {
      const { webhookWay } = await import("./ways/webhook.js");
      return webhookWay(told.url, {
        secret: await secretIn(told.secret, refused),
        allowPrivate: told.allowPrivate,
      });
    }
    case "mail": {
      const { mailWay } = await import("./ways/mail.js");
      const password = await secretIn(told.secret, refused);
      return mailWay({ url: mailServerUrl(told.url), password }, told.to);
    }
    case "mqtt":
      return (await import("./ways/mqtt.js")).mqttWay(told.url, tls);
    case "command":
      return (await import("./ways/command.js")).commandWay(told.command);
    case "plugin": {
      const { notifier } = told;
      if (notify === undefined || notifiers?.includes(notifier) === false) {
        const there =
          notifiers === undefined || notifiers.length === 0 ? "is none" : `are ${notifiers.join(", ")}`;
        throw refused(`no plugin has a notifier ${notifier}; there ${there}`);
      }
      return { send: (notice) => notify(notifier, notice) };
    }
  }
}

async function secretIn(
  { env, file }: SecretTold,
  refused: (why: string) => Failure,
): Promise<string | undefined> {
  if (env !== undefined) {
    const text = process.env[env];
    if (text === undefined || text === "") throw refused(`there is no variable ${env} in the environment`);
    return text;
  }
  if (file === undefined) return undefined;
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (text.trim() === "") throw refused(`${file} is empty`);
  return text.trim();
}
