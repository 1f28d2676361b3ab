/**
 * Keeps a second run out of a folder. A lock is a file that says which process holds it; one whose process is gone is
 * taken over. Where that cannot be asked, on another machine or in another container, the lock counts while it is kept
 * fresh.
 */
import { createHash, randomUUID } from "node:crypto";
import { link, readdir, readFile, readlink, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { Failure, systemCode } from "../failure/failure.js";
import { unwritable } from "./unwritable.js";

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** The processes among which the number counts: a boot of a machine, and a namespace on it. */
  readonly among: string;
  /** When it started, as the system counts; undefined where that cannot be known. */
  readonly started: string | undefined;
  readonly id: string;
}

/** Milliseconds between two signs of life, and after which a lock without any counts for nothing. */
const FRESHEN = 5000;
const STALE = 60_000;

export interface FolderLock {
  release(): Promise<void>;
}

/** Throws Failure("output") when another run holds it. The folder of the file must be there. */
export async function lockFolder(path: string, folder: string): Promise<FolderLock> {
  const holder: Holder = { ...(await thisProcess()), id: randomUUID() };
  // So that a file that a kill has left without a word in it still says whose it was.
  const own = `${path}.${ownerText(holder)}.${holder.id}`;
  try {
    await writeFile(own, JSON.stringify(holder), { flag: "wx" });
    try {
      await place(own, path, folder);
      await removeLeftovers(path, own);
    } finally {
      await rm(own, { force: true });
    }
  } catch (error) {
    throw unwritable(path, error);
  }
  const timer = setInterval(() => {
    const now = new Date();
    // It is held all the same while this process lives and can be asked.
    utimes(path, now, now).catch(() => undefined);
  }, FRESHEN);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      if ((await holderIn(path))?.id === holder.id) await rm(path, { force: true });
    },
  };
}

/** A link is made or refused in one step. */
async function place(own: string, path: string, folder: string): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      await link(own, path);
      return;
    } catch (error) {
      if (systemCode(error) !== "EEXIST") throw error;
    }
    const holder = await holderIn(path);
    if (await isHeld(path, holder)) throw held(folder, holder);
    // Whoever comes at the same time may have taken over already: then what was moved away is put back.
    const aside = `${own}.stale`;
    try {
      await rename(path, aside);
    } catch (error) {
      if (systemCode(error) === "ENOENT") continue;
      throw error;
    }
    const moved = await holderIn(aside);
    if (moved?.id !== holder?.id) await link(aside, path).catch(() => undefined);
    await rm(aside, { force: true });
  }
  throw held(folder, undefined);
}

/** What runs have left that were killed while they took the lock, or were about to. */
async function removeLeftovers(path: string, own: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const left = join(dirname(path), name);
    if (!name.startsWith(`${basename(path)}.`) || left === own) continue;
    if (await isOfTheDead(name.slice(basename(path).length + 1))) {
      await rm(left, { force: true });
      continue;
    }
    const fresh = Date.now() - ((await stat(left).catch(() => undefined))?.mtimeMs ?? 0) < STALE;
    const holder = await holderIn(left);
    if (holder === undefined ? !fresh : !(await isHeld(left, holder))) await rm(left, { force: true });
  }
}

const ownerText = ({ among, pid, started = "" }: Omit<Holder, "id">): string =>
  `${createHash("sha256").update(among).digest("hex").slice(0, 8)}-${pid}-${started}`;

/** By the name of a file: whether its process was one of this machine, and has ended. */
async function isOfTheDead(name: string): Promise<boolean> {
  const [, owner, pid, started] = /^([0-9a-f]{8}-(\d+)-(\d+))\./.exec(name) ?? [];
  if (owner === undefined) return false;
  const { among } = await thisProcess();
  const sameMachine = owner === ownerText({ among, host: "", pid: Number(pid), started });
  return sameMachine && (await startOf(Number(pid))) !== started;
}

/** Undefined when there is none, or one that was cut off. */
async function holderIn(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

async function isHeld(path: string, holder: Holder | undefined): Promise<boolean> {
  if (holder === undefined) return false;
  const here = await thisProcess();
  if (holder.among === here.among) {
    if (holder.started !== undefined) return (await startOf(holder.pid)) === holder.started;
    if (!isAlive(holder.pid)) return false;
  }
  const info = await stat(path).catch(() => undefined);
  return info !== undefined && Date.now() - info.mtimeMs < STALE;
}

const held = (folder: string, holder: Holder | undefined): Failure => {
  const by = holder === undefined ? "" : `, process ${holder.pid} on ${holder.host}`;
  return new Failure(
    "output-taken",
    `another run writes to ${folder}${by}; end it first, or name another folder. The lock of a run that has ended counts for ` +
      `nothing, that of one on another machine ${STALE / 1000} seconds after its end`,
  );
};

async function thisProcess(): Promise<Omit<Holder, "id">> {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => hostname());
  const space = await readlink("/proc/self/ns/pid").catch(() => "");
  return {
    pid: process.pid,
    host: hostname(),
    among: `${boot.trim()} ${space}`.trim(),
    started: await startOf(process.pid),
  };
}

/** Field 22 of `/proc/PID/stat`, behind the name in brackets, which may hold anything: proc(5). */
async function startOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  // A zombie has ended.
  return fields[0] === "Z" ? undefined : fields[19];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}
