/** What lies among logs and is not read: named, and counted by why, so that nobody takes a part of a folder for all of it. */

/** Why something was not read. */
export type LeftOutReason =
  | "no log by its name"
  | "no frame in it"
  | "hidden"
  | "a named pipe"
  | "a socket"
  | "a device"
  | "a link that leads back to a folder above it";

/** Told of each by its path. */
export type OnLeftOut = (path: string, why: LeftOutReason) => void;

/** Its names are those of the JSON report. */
export interface LeftOut {
  /** All of them. */
  readonly files: number;
  /** By why. */
  readonly reasons: Readonly<Partial<Record<LeftOutReason, number>>>;
  /** The first of each reason. */
  readonly examples: readonly { readonly path: string; readonly reason: LeftOutReason }[];
}

/** Examples a reason: a folder may hold a hundred thousand pictures. */
const EXAMPLES = 10;

export class LeftOutCounts implements LeftOut {
  readonly reasons: Partial<Record<LeftOutReason, number>> = {};
  readonly examples: { readonly path: string; readonly reason: LeftOutReason }[] = [];
  files = 0;

  add(path: string, reason: LeftOutReason): void {
    const before = this.reasons[reason] ?? 0;
    this.files++;
    this.reasons[reason] = before + 1;
    if (before < EXAMPLES) this.examples.push({ path, reason });
  }
}

/** In words, for people: `2 no log by its name (a.pdf, b.doc), 1 a named pipe (live.wits)`. */
export function leftOutText({ reasons, examples }: LeftOut): string {
  return Object.entries(reasons)
    .map(([reason, count]) => {
      const shown = examples.filter((example) => example.reason === reason).slice(0, SHOWN);
      const names = shown.map(({ path }) => path).join(", ");
      return `${count.toLocaleString("en-US")} ${reason} (${names}${count > shown.length ? ", ..." : ""})`;
    })
    .join("; ");
}

const SHOWN = 3;
