/** A kind of drill: a command that changes a dataset, and what it must end in whatever it was killed at. */
import type { Drilled, Ended } from "./interposed.js";
import type { SmallDisk } from "./small-disk.js";

export interface Stage {
  readonly words: readonly string[];
  /** The dataset, by its absolute path. */
  readonly output: string;
  /** What is there before: a folder that is copied to the output's place. */
  readonly before?: string | undefined;
  /** The words of the command that goes on after a kill, where they are others. */
  readonly again?: readonly string[] | undefined;
  /** What changes in the world between a kill and the next run. */
  onKill?(): void | Promise<void>;
  /** Puts the world back to what it was. */
  reset?(): void | Promise<void>;
  /** When a command that would go on has done all, by the number of its process. */
  done?(process: number): boolean;
  readonly clock?: Drilled["clock"];
  /** The disk that the dataset is on, which fills instead of the command being killed. */
  readonly disk?: SmallDisk | undefined;
  /** Exit codes of the command that goes on, besides 0, which only mean that it is to be given as at first. */
  readonly refusals?: readonly number[];
  /** In words that can be compared. */
  outcome(): string | Promise<string>;
  /** What is wrong with how it ended, a sentence. */
  fault?(ended: Ended): string | undefined;
  close?(): void | Promise<void>;
}

export interface Kind {
  readonly name: string;
  /** What it is about, for people. */
  readonly about: string;
  /** Why it cannot be done here; undefined when it can. */
  whyNot?(): string | undefined;
  make(folder: string): Promise<Stage> | Stage;
}
