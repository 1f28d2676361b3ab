/**
 * From the INPUT arguments of a command to the sources they mean: files, folders with all their logs, globs, stdin.
 * The order is that of the arguments, and within a folder or a glob that of the paths by code point, on any system:
 * the order of sources is the order of rows.
 */
import { existsSync } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { Failure, systemCode } from "../../failure.js";
import { isLinkUrl } from "../../link-url.js";
import { maskedUrl } from "../../secrets.js";
import { STDIN } from "../../standard-input.js";
import { isSidecarName, sidecarNames } from "../bytes/sidecar.js";
import type { Source } from "../bytes/source.js";
import { unreadable } from "../bytes/unreadable.js";
import { isArchiveName, type Member, memberNamed, membersOf } from "./compressed/zip.js";
import { openSource } from "./open.js";

/** What counts as a log in a folder, gzipped or zstd-compressed too. A file that is named itself may be called anything. */
const LOG = /\.(wits|wit|wts|w0|txt|log|dat|hex)(\.gz|\.zst)?$/i;
/** What counts when its first lines show frames: much else has these names. */
const PERHAPS = /\.(json|jsonl|ndjson|xml|csv)(\.gz|\.zst)?$/i;
const LOGS_IN_WORDS =
  ".wits .wit .wts .w0 .txt .log .dat .hex, and with frames in them .json .jsonl .ndjson .xml .csv, each with .gz or .zst " +
  "behind it or not, or .zip";

/** With `onLost`, an input that gives no source does not stop the others. */
export async function findSources(
  inputs: readonly string[],
  onLost?: (input: string, failure: Failure) => void,
): Promise<Source[]> {
  const sources: Source[] = [];
  const seen = new Set<string>();
  for (const input of inputs) {
    const found = await sourcesOf(input).catch((error: unknown) => {
      if (onLost === undefined || !(error instanceof Failure)) throw error;
      onLost(input, error);
      return [];
    });
    const identities = await inTurns(found, ({ name }) => identityOf(name));
    for (const [i, source] of found.entries()) {
      const identity = identities[i]!;
      if (seen.has(identity)) continue;
      seen.add(identity);
      sources.push(source);
    }
  }
  return sources;
}

async function sourcesOf(input: string): Promise<readonly Source[]> {
  if (input === STDIN) return [{ name: STDIN, size: undefined }];
  const path = withForwardSlashes(input);
  const info = await statOrMissing(path);
  if (info === undefined && isLinkUrl(input)) throw noFile(input);
  if (info === undefined) return (await memberSource(path)) ?? globbed(path);
  if (info.isDirectory()) return logsOf(path);
  if (isArchiveName(path)) return membersIn(path, "named");
  return [withSidecarOf(sourceOf(path, info))];
}

function noFile(url: string): Failure {
  const shown = maskedUrl(url);
  const instead = /^file:/i.test(url)
    ? "give the path itself"
    : "record it first with witskit stream, or look at its frames with witskit decode";
  return new Failure("usage", `${shown} is a link, and this reads files: ${instead}`);
}

type Info = Awaited<ReturnType<typeof stat>>;

const sourceOf = (name: string, info: Info): Source => ({
  name,
  size: info.isFile() ? Number(info.size) : undefined,
});

async function statOrMissing(path: string): Promise<Info | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unreadable(path, error);
  }
}

async function globbed(pattern: string): Promise<readonly Source[]> {
  const { glob, isDynamicPattern } = await import("tinyglobby");
  if (!isDynamicPattern(pattern)) {
    throw new Failure("input", `cannot read ${pattern}: there is no such file or folder; check the path`);
  }
  const options = { expandDirectories: false, absolute: isAbsolute(pattern) };
  const files = (await glob(pattern, options)).sort(byCodePoint);
  if (files.length > 0) return (await inTurns(files, namedSources)).flat();
  const folders = (await glob(pattern, { ...options, onlyDirectories: true })).sort(byCodePoint);
  if (folders.length === 0) {
    throw new Failure(
      "input",
      `no file matches ${pattern}; check the pattern, and quote it if the shell should not touch it`,
    );
  }
  return (await inTurns(folders, logsOf)).flat();
}

async function logsOf(folder: string): Promise<readonly Source[]> {
  const paths: string[] = [];
  await walk(folder.replace(/(?<=[^:])\/+$/, ""), [], paths);
  if (paths.length === 0) {
    throw new Failure(
      "input",
      `there is no log in the folder ${folder}: in a folder, files count that end in ${LOGS_IN_WORDS}, ` +
        "and do not begin with a dot or an underscore. Name other files themselves, or give a glob in quotes",
    );
  }
  return (await inTurns(paths.sort(byCodePoint), namedSources)).flat();
}

/** Collects the logs under `folder`; `above` are the real paths of the folders that lead to it. */
async function walk(folder: string, above: readonly string[], paths: string[]): Promise<void> {
  try {
    const real = await realpath(folder);
    if (above.includes(real)) {
      throw new Failure(
        "input",
        `cannot read ${folder}: it leads back to ${real}, a folder that holds it; remove this symbolic link, ` +
          "or name the folders beside it",
      );
    }
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.map(({ name }) => name);
    for (const entry of entries) {
      if (entry.name.startsWith(".") || entry.name.startsWith("_") || isBeside(entry.name, names)) continue;
      const path = folder.endsWith("/") ? folder + entry.name : `${folder}/${entry.name}`;
      const isFolder =
        entry.isDirectory() || (entry.isSymbolicLink() && (await statOrMissing(path))?.isDirectory());
      if (isFolder) await walk(path, [...above, real], paths);
      else if (await isLog(entry.name, path)) paths.push(path);
    }
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** Whether a file tells of a log beside it, as `day.truth.json` does of `day.wits`, and is none itself. */
function isBeside(name: string, names: readonly string[]): boolean {
  const log = /^(.+)\.\w+\.json$/i.exec(name)?.[1];
  return log !== undefined && names.some((other) => other.startsWith(`${log}.`) && LOG.test(other));
}

async function isLog(name: string, path: string): Promise<boolean> {
  if (isSidecarName(name)) return false;
  if (LOG.test(name) || isArchiveName(name)) return true;
  return PERHAPS.test(name) && (await hasFrames(path));
}

async function hasFrames(path: string): Promise<boolean> {
  try {
    const reader = await openSource({ name: path });
    await reader.close();
    return reader.containers.length > 0;
  } catch {
    // It is not taken for a log, and whoever names it is told why.
    return false;
  }
}

/** A file that was found and cannot be had, a dangling link say, fails when it is opened, and the others do not. */
async function namedSources(name: string): Promise<readonly Source[]> {
  if (isArchiveName(name)) {
    return membersIn(name, "found").catch(() => [{ name, size: undefined }]);
  }
  const info = await statOrMissing(name);
  return [info === undefined ? { name, size: undefined } : withSidecarOf(sourceOf(name, info))];
}

function withSidecarOf(source: Source): Source {
  const sidecar = sidecarNames(source.name).find((name) => existsSync(name));
  return sidecar === undefined ? source : { ...source, sidecar };
}

/** The logs among the members of an archive, as in a folder. */
async function membersIn(archive: string, how: "named" | "found"): Promise<readonly Source[]> {
  const members = await membersOf(archive);
  const logs = members.filter(({ name }) => isLogMember(name.slice(archive.length + 1)));
  if (logs.length === 0 && how === "named") {
    throw new Failure(
      "input",
      `there is no log in ${archive}: of its members, those count that end in ${LOGS_IN_WORDS}; ` +
        `name one itself as ${archive}/NAME`,
    );
  }
  return logs.map(memberSourceOf).sort((a, b) => byCodePoint(a.name, b.name));
}

/** Members of archives do not lie beside the outputs of other programs: their names are believed. */
const isLogMember = (path: string): boolean =>
  !path.split("/").some((part) => part.startsWith(".") || part.startsWith("_")) &&
  !isSidecarName(path) &&
  (LOG.test(path) || PERHAPS.test(path) || isArchiveName(path));

const memberSourceOf = ({ name, compressedSize, digest }: Member): Source => ({
  name,
  size: compressedSize,
  digest,
});

/** The member of an archive that a path names; undefined when it names none. */
async function memberSource(path: string): Promise<Source[] | undefined> {
  const named = await memberNamed(path);
  if (named === undefined) return undefined;
  const member = (await membersOf(named.archive)).find(({ name }) => name === path);
  return member === undefined ? undefined : [memberSourceOf(member)];
}

/** The same file, under whatever name, is read once. */
const identityOf = async (name: string): Promise<string> =>
  name === STDIN ? name : await realpath(name).catch(() => name);

/** What waits for the file system at the same time: all of a hundred thousand at once would take half a gigabyte. */
const TURN = 256;

async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += TURN) {
    results.push(...(await Promise.all(items.slice(from, from + TURN).map((item) => work(item)))));
  }
  return results;
}

const withForwardSlashes = (path: string) =>
  process.platform === "win32" ? path.replaceAll("\\", "/") : path;

/** UTF-8 keeps the order of code points; JavaScript's own order is that of UTF-16. */
const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
