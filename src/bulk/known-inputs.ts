/** What a dataset has of the inputs that it was made of, as its manifest tells: which bytes, in which units. */

import type { ManifestContent } from "../dataset/manifest-file.js";
import type { ManifestInput } from "../dataset/manifest-inputs.js";
import type { SourceReport } from "../dataset/report.js";
import type { Clock } from "../kernel/decoder.js";

/** What one unit has of an input: bytes [from, to) of the uncompressed log. */
export interface KnownShare {
  readonly unit: number;
  readonly from: number;
  readonly to: number;
  readonly report: SourceReport;
  /** At its end; undefined where frames tell their dates themselves. */
  readonly clock: Clock | undefined;
}

export interface KnownInput {
  /** As it was when it was read last. */
  readonly input: ManifestInput;
  /** In the order of its bytes; at least one. */
  readonly shares: readonly KnownShare[];
}

/** Where an input was found last. */
export const pathOf = ({ name, path = name }: ManifestInput): string => path;

export const hasFailed = ({ shares }: KnownInput): boolean =>
  shares.some(({ report }) => report.error !== undefined);

/** By their names. What no unit has anything of is not known: it has left, or was never made. */
export function knownInputs({
  head,
  runs,
  units,
}: Pick<ManifestContent, "head" | "runs" | "units">): Map<string, KnownInput> {
  const inputs = new Map<string, ManifestInput>();
  for (const run of [head, ...runs]) for (const input of run.inputs) inputs.set(input.name, input);
  const known = new Map<string, { input: ManifestInput; shares: KnownShare[] }>();
  for (const { unit, sources, clocks, streams } of units) {
    if (streams !== undefined) continue;
    for (const report of sources) {
      const input = inputs.get(report.name);
      if (input === undefined) continue;
      const { from = 0, bytes } = report;
      const share = { unit, from, to: from + bytes.total, report, clock: clocks?.[report.name] };
      const one = known.get(report.name);
      if (one === undefined) known.set(report.name, { input, shares: [share] });
      else one.shares.push(share);
    }
  }
  for (const { shares } of known.values()) if (shares.length > 1) shares.sort((a, b) => a.from - b.from);
  return known;
}
