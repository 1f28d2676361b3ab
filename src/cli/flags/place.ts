/**
 * `--to` has a set of units, `--to metric`, or says where rows go, `--to postgres://rig@db/wells`. No set of units is a URL, so that both may be
 * given in one command; the second is the flag `--database`, by which settings and the environment name it.
 */
import { Failure } from "../../failure/failure.js";
import { isLinkUrl } from "../../network/link-url.js";
import { engineOf, knownEngine } from "../../output/sql/address.js";
import { maskedUrl } from "../../text/secrets.js";
import { type FlagName, longName } from "./flags.js";

/** Flags that take URLs which are no database, by their scheme. */
const OTHERS: Readonly<Record<string, FlagName>> = {
  mqtt: "toMqtt",
  mqtts: "toMqtt",
  nats: "toNats",
  natss: "toNats",
  http: "toWebhook",
  https: "toWebhook",
  tcp: "toWits",
  "tcp-listen": "toWits",
  serial: "toWits",
};

/** The words of a command line, `--database` where `--to` names a place. Throws Failure("usage") for a place that is no database. */
export function withPlaces(words: readonly string[], names: readonly FlagName[]): string[] {
  if (!names.includes("database") || !names.includes("to")) return [...words];
  const end = words.indexOf("--");
  return words.map((word, i) => {
    if (end >= 0 && i > end) return word;
    const isLong = word.startsWith("--to=");
    const place = isLong ? word.slice("--to=".length) : word === "--to" ? words[i + 1] : undefined;
    if (place === undefined || !(isLinkUrl(place) || engineOf(place) !== undefined)) return word;
    refuseOthers(place, names);
    return isLong ? `--database=${place}` : "--database";
  });
}

function refuseOthers(place: string, names: readonly FlagName[]): void {
  if (engineOf(place) !== undefined) return;
  const other = OTHERS[/^[a-z0-9+-]+/i.exec(place)?.[0].toLowerCase() ?? ""];
  if (other === undefined || !names.includes(other)) return void knownEngine(place);
  throw new Failure(
    "bad-option",
    `--to ${maskedUrl(place)}: that is no database; give it as --${longName(other)}`,
  );
}
