/** What a dashboard was asked to watch, whatever it is: links, or what a running `witskit stream` writes. */
import { stat } from "node:fs/promises";
import type { DataOptions } from "../bulk/options.js";
import { Failure } from "../failure.js";
import type { LinkSettings } from "../live/links.js";
import { isLinkUrl } from "../source/link-url.js";
import { STDIN } from "../source/source.js";
import type { Dashboard } from "./dashboard.js";
import { followLinks, linksOf } from "./follow-links.js";

/** Runs until its signal aborts, or there is nothing left to follow. */
export type Follow = (signal: AbortSignal) => Promise<void>;

export interface FollowOptions {
  readonly data: DataOptions;
  readonly link: LinkSettings;
}

/** Throws a `Failure` for what can never be watched; nothing is opened before the answer is called. */
export async function follow(
  targets: readonly string[],
  dashboard: Dashboard,
  { data, link }: FollowOptions,
): Promise<Follow> {
  for (const target of targets) if (!isLinkUrl(target) && target !== STDIN) await checkFolder(target);
  const links = await linksOf(targets, link);
  return (signal) => followLinks(links, dashboard, data, signal);
}

async function checkFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  const what = found === undefined ? "there is no such folder, and it is no URL" : "it is no URL";
  throw new Failure("usage", `${path}: ${what}; write a link as tcp://host:port`);
}
