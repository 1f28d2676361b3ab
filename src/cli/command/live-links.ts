/** Links as they are named on a command line: by a URL, with a name before it or without, or as `witskit.toml` has them. */
import { Failure } from "../../failure/failure.js";
import type { SourceOptions } from "../../input/feed/options.js";
import { matcherOf } from "../../input/feed/source-pattern.js";
import type { LiveLink } from "../../input/link/links.js";
import { maskedUrl } from "../../text/secrets.js";
import { CONFIG_FILE, type ConfiguredLink } from "../config/file.js";
import { valuesOf } from "../config/settings.js";
import { linkSettings } from "./link-settings.js";

/** With no words, all that are configured. Throws Failure("usage") when there is none. */
export function liveLinks(words: readonly string[], configured: readonly ConfiguredLink[]): LiveLink[] {
  if (words.length > 0) return words.map((word) => linkNamed(word, configured));
  if (configured.length > 0) return configured.map(configuredLink);
  throw new Failure(
    "missing-option",
    `no link is named; give a URL such as tcp://10.0.0.5:12345, or put links into ./${CONFIG_FILE}: ` +
      '[links.rig-7] and below it url = "tcp://10.0.0.5:12345"',
  );
}

/** Throws Failure("usage") where a `[[source]]` tells something of one of these links: all links of a run are read alike. */
export function refuseRules(
  links: readonly LiveLink[],
  rules: readonly SourceOptions[] = [],
  command: string,
): void {
  for (const { match, mayMatchNone: _, ...told } of rules) {
    const matches = matcherOf(match);
    const link = links.find(({ name, url }) => matches(name ?? maskedUrl(url)));
    if (link === undefined) continue;
    throw new Failure(
      "option-not-kept",
      `[[source]] ${match} tells ${Object.keys(told).join(", ")} of ${link.name ?? maskedUrl(link.url)} alone, and ${command} reads all ` +
        "its links in one way. Give the flag, which holds for all of them, and have a run and a folder for links that differ",
    );
  }
}

function linkNamed(word: string, configured: readonly ConfiguredLink[]): LiveLink {
  const known = configured.find(({ name }) => name === word);
  if (known !== undefined) return configuredLink(known);
  // A URL may have `=` in its query.
  const [, name, url] = /^([^=:/?]+)=(.+)$/s.exec(word) ?? [];
  return name === undefined ? { url: word } : { name, url: url! };
}

const configuredLink = ({ name, url, settings }: ConfiguredLink): LiveLink => ({
  ...linkSettings(valuesOf(settings)),
  name,
  url,
});
