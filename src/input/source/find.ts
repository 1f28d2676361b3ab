/**
 * From the INPUT arguments of a command to the sources they mean: files, folders with all their logs, globs, stdin.
 * The order is that of the arguments, and within a folder or a glob that of the paths by code point, on any system:
 * the order of sources is the order of rows.
 */
import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { Failure, systemCode } from "../../failure/failure.js";
import { isLinkUrl } from "../../network/link-url.js";
import { STDIN } from "../../runtime/standard-input.js";
import { maskedUrl } from "../../text/secrets.js";
import { sidecarNames } from "../bytes/sidecar.js";
import type { Source } from "../bytes/source.js";
import { unreadable } from "../bytes/unreadable.js";
import { isArchiveName, type Member, memberNamed, membersOf } from "./compressed/zip.js";
import { kindAt, walkFolder } from "./folder.js";
import type { OnLeftOut } from "./left-out.js";
import { besideNames, isBeside, isHidden, isLogName, isPerhapsName, LOGS_IN_WORDS } from "./log-name.js";
import { openSource } from "./open.js";

export interface FindEvents {
  /** Of an input, or of something in a folder or an archive, that gives no source: with it, that does not stop the others. */
  readonly onLost?: ((name: string, failure: Failure) => void) | undefined;
  /** What lies in a folder or an archive and is no log. */
  readonly onLeftOut?: OnLeftOut | undefined;
}

export async function findSources(inputs: readonly string[], events: FindEvents = {}): Promise<Source[]> {
  const { onLost } = events;
  const sources: Source[] = [];
  const seen = new Set<string>();
  const archives: Archives = new Map();
  const finding: Finding = {
    onLost(name, failure) {
      if (onLost === undefined) throw failure;
      onLost(name, failure);
    },
    onLeftOut: events.onLeftOut ?? (() => {}),
  };
  for (const input of inputs) {
    const found = await sourcesOf(input, finding).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      finding.onLost(input, error);
      return [];
    });
    const identities = await inTurns(found, (source) => identityOf(source, archives));
    for (const [i, source] of found.entries()) {
      const identity = identities[i]!;
      if (seen.has(identity)) continue;
      seen.add(identity);
      sources.push(source);
    }
  }
  return sources;
}

type Finding = Required<{ [Event in keyof FindEvents]: NonNullable<FindEvents[Event]> }>;

async function sourcesOf(input: string, finding: Finding): Promise<readonly Source[]> {
  if (input === STDIN) return [{ name: STDIN, size: undefined }];
  const path = withForwardSlashes(input);
  const info = await statOrMissing(path);
  if (info === undefined && isLinkUrl(input)) throw noFile(input);
  if (info === undefined) return (await memberSource(path)) ?? globbed(path, finding);
  if (info.isDirectory()) return logsOf(path, finding);
  if (isArchiveName(path)) return membersIn(path, "named", finding);
  return [withSidecarOf(sourceOf(path, info))];
}

function noFile(url: string): Failure {
  const shown = maskedUrl(url);
  const instead = /^file:/i.test(url)
    ? "give the path itself"
    : "record it first with witskit stream, or look at its frames with witskit decode";
  return new Failure("not-for-this-command", `${shown} is a link, and this reads files: ${instead}`);
}

type Info = Awaited<ReturnType<typeof stat>>;

const sourceOf = (name: string, info: Info): Source => ({
  name,
  size: info.isFile() ? Number(info.size) : undefined,
  ...(info.isFile() && { modified: Number(info.mtimeMs) }),
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

async function globbed(pattern: string, finding: Finding): Promise<readonly Source[]> {
  const { glob, isDynamicPattern } = await import("tinyglobby");
  if (!isDynamicPattern(pattern)) {
    throw new Failure(
      "input-missing",
      `cannot read ${pattern}: there is no such file or folder; check the path`,
      { place: { file: pattern } },
    );
  }
  const options = { expandDirectories: false, absolute: isAbsolute(pattern) };
  const matching = (await glob(pattern, options)).sort(byCodePoint);
  const kinds = await inTurns(matching, kindAt);
  const files = matching.filter((path, i) => {
    const kind = kinds[i]!;
    if (kind !== "file" && kind !== "folder") finding.onLeftOut(path, kind);
    return kind === "file";
  });
  if (files.length > 0) return (await inTurns(files, (file) => namedSources(file, finding))).flat();
  const folders = (await glob(pattern, { ...options, onlyDirectories: true })).sort(byCodePoint);
  if (folders.length === 0) {
    throw new Failure(
      "input-missing",
      `no file matches ${pattern}; check the pattern, and quote it if the shell should not touch it`,
      { place: { file: pattern } },
    );
  }
  const found: Source[] = [];
  for (const folder of folders) found.push(...(await logsOf(folder, finding)));
  return found;
}

async function logsOf(folder: string, finding: Finding): Promise<readonly Source[]> {
  const paths: string[] = [];
  let lost: Failure | undefined;
  await walkFolder(folder, {
    ...finding,
    onLog: (path) => paths.push(path),
    onLost(path, failure) {
      lost ??= failure;
      finding.onLost(path, failure);
    },
    hasFrames,
  });
  if (paths.length === 0 && lost === undefined) {
    throw new Failure(
      "input-empty",
      `there is no log in the folder ${folder}: in a folder, files count that end in ${LOGS_IN_WORDS}, ` +
        "and do not begin with a dot or an underscore. Name other files themselves, or give a glob in quotes",
      { place: { file: folder } },
    );
  }
  return (await inTurns(paths.sort(byCodePoint), (path) => namedSources(path, finding))).flat();
}

async function hasFrames(name: string): Promise<boolean> {
  try {
    const reader = await openSource({ name });
    await reader.close();
    return reader.containers.length > 0;
  } catch {
    // It is not taken for a log, and whoever names it is told why.
    return false;
  }
}

/** A file that was found and cannot be had, a dangling link say, fails when it is opened, and the others do not. */
async function namedSources(name: string, finding: Finding): Promise<readonly Source[]> {
  if (isArchiveName(name)) {
    return membersIn(name, "found", finding).catch(() => [{ name, size: undefined }]);
  }
  const info = await statOrMissing(name);
  return [info === undefined ? { name, size: undefined } : withSidecarOf(sourceOf(name, info))];
}

function withSidecarOf(source: Source): Source {
  const sidecar = sidecarNames(source.name).find((name) => existsSync(name));
  if (sidecar === undefined) return source;
  const { modified: _, ...rest } = source;
  return { ...rest, sidecar };
}

/** The logs among the members of an archive: the same as if it had been unpacked into a folder. */
async function membersIn(
  archive: string,
  how: "named" | "found",
  finding: Finding,
): Promise<readonly Source[]> {
  const { members, refused } = await membersOf(archive);
  const pathOf = ({ name }: Member): string => name.slice(archive.length + 1);
  const beside = besideNames(members.map(pathOf));
  const logs: Member[] = [];
  for (const { name, why } of refused) {
    const path = `${archive}/${name}`;
    finding.onLost(
      path,
      new Failure("input-refused", `${path} is not read: ${why}; unpack it yourself, and name the file`, {
        place: { file: path },
      }),
    );
  }
  for (const member of members) {
    const path = pathOf(member);
    const file = path.slice(path.lastIndexOf("/") + 1);
    if (path.split("/").some(isHidden)) finding.onLeftOut(member.name, "hidden");
    else if (isBeside(path, beside)) continue;
    else if (isLogName(file) || isArchiveName(file)) logs.push(member);
    else if (!isPerhapsName(file)) finding.onLeftOut(member.name, "no log by its name");
    else if (await hasFrames(member.name)) logs.push(member);
    else finding.onLeftOut(member.name, "no frame in it");
  }
  if (logs.length === 0 && refused.length === 0 && how === "named") {
    throw new Failure(
      "input-empty",
      `there is no log in ${archive}: of its members, those count that end in ${LOGS_IN_WORDS}; ` +
        `name one itself as ${archive}/NAME`,
      { place: { file: archive } },
    );
  }
  return logs.map(memberSourceOf).sort((a, b) => byCodePoint(a.name, b.name));
}

const memberSourceOf = ({ name, compressedSize, digest }: Member): Source => ({
  name,
  size: compressedSize,
  digest,
});

/** The member of an archive that a path names; undefined when it names none. */
async function memberSource(path: string): Promise<Source[] | undefined> {
  const named = await memberNamed(path);
  if (named === undefined) return undefined;
  const { members } = await membersOf(named.archive);
  const member = members.find(({ name }) => name === path);
  return member === undefined ? undefined : [memberSourceOf(member)];
}

/**
 * The same file, under whatever name, is read once. A member of an archive is one of its own, whatever lies beside the
 * archive; only the archive may go by several names.
 */
async function identityOf({ name, digest }: Source, archives: Archives): Promise<string> {
  if (name === STDIN) return name;
  if (digest === undefined) return realpath(name).catch(() => name);
  const [archive = name] = /^.*?\.zip(?=\/)/i.exec(name) ?? [];
  let real = archives.get(archive);
  if (real === undefined) {
    real = realpath(archive).catch(() => archive);
    archives.set(archive, real);
  }
  return (await real) + name.slice(archive.length);
}

/** Real paths of archives, or of folders that are called like one. */
type Archives = Map<string, Promise<string>>;

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
