/** What has been found, counted by reason and by file, and whether more of it is to be shown. */

import type { Failure } from "../../../failure/failure.js";
import type { Warning } from "../../../frame/explanations.js";
import type { Finding, Problem, UnmappedFound } from "../../../frame/findings.js";
import type { ReadSource } from "../../../input/feed/read.js";
import { addBytes, type ByteCounts, noCounts } from "../../../wits/decoding/counters.js";

export interface FileTally {
  readonly name: string;
  problems: number;
  warnings: number;
  frames: number;
  readonly bytes: ByteCounts;
  /** What ended it before its end, kept it from being opened, or makes it no log. */
  failure: Failure | undefined;
}

/** Findings of one kind. */
class Counts<Name extends string> {
  total = 0;
  shown = 0;
  readonly byReason = new Map<Name, { count: number; bytes: number }>();

  constructor(readonly limit: number) {}

  /** Whether it is to be shown. */
  add(reason: Name, bytes: number): boolean {
    const counts = this.byReason.get(reason) ?? { count: 0, bytes: 0 };
    this.byReason.set(reason, counts);
    counts.count++;
    counts.bytes += bytes;
    this.total++;
    if (this.shown >= this.limit) return false;
    this.shown++;
    return true;
  }
}

export class Tally {
  readonly problems: Counts<Problem>;
  readonly warnings: Counts<Warning>;
  readonly bytes = noCounts().bytes;
  frames = 0;
  readonly #files = new Map<string, FileTally>();

  /** `limit`: of problems that are shown, and of warnings. */
  constructor(limit: number) {
    this.problems = new Counts(limit);
    this.warnings = new Counts(limit);
  }

  /** In the order in which they were read. */
  get files(): readonly FileTally[] {
    return [...this.#files.values()];
  }

  /** Whether it is to be shown. */
  count(source: string, found: Finding): boolean {
    const file = this.#file(source);
    if (found.kind === "problem") {
      file.problems++;
      return this.problems.add(found.reason, found.length);
    }
    file.warnings++;
    return this.warnings.add(found.reason, 0);
  }

  countUnmapped({ source }: UnmappedFound): boolean {
    this.#file(source).warnings++;
    return this.warnings.add("unmapped", 0);
  }

  endSource(name: string, { counters, failure }: ReadSource): void {
    const file = this.#file(name);
    file.frames = counters.frames;
    file.failure = failure;
    addBytes(file.bytes, counters.bytes);
    addBytes(this.bytes, counters.bytes);
    this.frames += counters.frames;
  }

  lose(name: string, failure: Failure): void {
    this.#file(name).failure = failure;
  }

  #file(name: string): FileTally {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const { bytes } = noCounts();
    const file: FileTally = { name, problems: 0, warnings: 0, frames: 0, bytes, failure: undefined };
    this.#files.set(name, file);
    return file;
  }
}
