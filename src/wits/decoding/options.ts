/** What a decoder must be told. */
import type { Plan } from "../catalog/layout.js";
import type { Turn } from "../catalog/timezone.js";
import type { DialectOptions } from "../dialect/dialect.js";

export interface DecodeOptions extends DialectOptions {
  readonly plan: Plan;
  /** Names of all sources, in the order in which they will be decoded. */
  readonly sources: readonly string[];
  /** Rows outside [from, until) are left out: milliseconds since 1970 on the rig's clock. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** Turns milliseconds on the rig's clock into those of the output; none when the output keeps the rig's clock. */
  readonly toUtc?: ((local: number, second?: boolean) => number) | undefined;
  /** Where times of the rig's clock occur twice or never: without them each is taken for the first. */
  readonly turns?: (() => readonly Turn[]) | undefined;
  /** The way back, for arrivals, which are instants: by the rig's clock they are held against `from` and `until`. */
  readonly toLocal?: ((utc: number) => number) | undefined;
  /** Rows of a batch. */
  readonly batchRows?: number | undefined;
}
