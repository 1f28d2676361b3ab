/** A disk that is full at any size one likes, and is given room again: a tmpfs, which only root can mount. */
import { spawnSync } from "node:child_process";
import { mkdirSync, statfsSync } from "node:fs";

export class SmallDisk {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    mounted(["-t", "tmpfs", "-o", `size=${ROOMY}`, "tmpfs", folder]);
  }

  /** Room for so many bytes, or for all that there may be. */
  resize(bytes: number = ROOMY): void {
    mounted(["-o", `remount,size=${bytes}`, this.folder]);
  }

  get used(): number {
    const { blocks, bfree, bsize } = statfsSync(this.folder);
    return (blocks - bfree) * bsize;
  }

  get isFull(): boolean {
    return statfsSync(this.folder).bavail === 0;
  }

  remove(): void {
    // Databases keep their files open for a while after they are closed.
    spawnSync("umount", ["--lazy", this.folder]);
  }
}

const ROOMY = 256 << 20;

function mounted(words: readonly string[]): void {
  const { status, stderr } = spawnSync("mount", words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`mount ${words.join(" ")}: ${stderr}`);
}

/** Why there can be none; undefined when there can. */
export const noSmallDisk = (): string | undefined =>
  process.getuid?.() === 0 && spawnSync("mount", ["--version"]).status === 0
    ? undefined
    : "a small disk can be mounted by root alone";
