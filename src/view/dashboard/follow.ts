/** What a dashboard was asked to watch, whatever it is: links, or what a running `witskit stream` writes. */
import { access, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "../../failure/failure.js";
import type { DataOptions } from "../../input/feed/options.js";
import { type LinkSettings, type LiveLink, linksOf } from "../../input/link/links.js";
import { isLinkUrl } from "../../network/link-url.js";
import { STDIN } from "../../runtime/standard-input.js";
import type { Dashboard } from "./dashboard.js";
import { followJournal } from "./follow-journal.js";
import { followLinks } from "./follow-links.js";

/** Runs until its signal aborts, or there is nothing left to follow. */
export type Follow = (signal: AbortSignal) => Promise<void>;

export interface FollowOptions {
  readonly data: DataOptions;
  readonly link: LinkSettings;
}

/** Throws a `Failure` for what can never be watched; nothing is opened before the answer is called. */
export async function follow(
  targets: readonly LiveLink[],
  dashboard: Dashboard,
  { data, link }: FollowOptions,
): Promise<Follow> {
  const isLink = ({ url }: LiveLink): boolean => isLinkUrl(url) || url === STDIN;
  const links = await linksOf(targets.filter(isLink), link);
  const outputs = targets.filter((target) => !isLink(target)).map(({ url }) => url);
  for (const output of outputs) await checkOutput(output);
  const { staleAfter } = link;
  return async (signal) => {
    await Promise.all([
      followLinks(links, dashboard, data, signal),
      ...outputs.map((output) => followJournal(output, dashboard, { data, staleAfter }, signal)),
    ]);
  };
}

async function checkOutput(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new Failure(
      "not-a-stream",
      `${path}: there is no such folder, and it is no URL; write a link as tcp://host:port`,
    );
  }
  if (!found.isDirectory()) {
    const url = pathToFileURL(path).href;
    throw new Failure(
      "not-a-stream",
      `${path} is a file: ${url}?follow watches one that grows, ${url.replace(/^file/, "replay")}?speed=60 plays a log`,
    );
  }
  const made = await access(join(path, "_witskit")).then(
    () => true,
    () => false,
  );
  if (!made) {
    throw new Failure(
      "not-a-stream",
      `${path} is no folder that \`witskit stream\` writes into: it has no _witskit`,
    );
  }
}
