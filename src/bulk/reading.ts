/** Who is given the rows of an input, which of them, and what is told of the input. */
import type { Field } from "../columns/field.js";
import type { SourcePage } from "../columns/page.js";
import type { BrokenParts } from "../dataset/broken-parts.js";
import type { Failure } from "../failure/failure.js";
import type { DataOptions } from "../input/feed/options.js";
import type { Readings } from "../input/feed/per-source.js";

/** What an input turned out to be. */
export interface InputTold {
  /** In words: `a WITS log`. */
  readonly what: string;
  /** Times are UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** The units of the values are known. */
  readonly units: boolean;
  /** The unit sets that sources send, and of how many: `metric`, `fps`, ... */
  readonly sent: ReadonlyMap<string, number>;
  /** What ended a log before its end; what came before is measured. */
  readonly failures: readonly Failure[];
}

/** Tables of a dataset that is open, and where those parts go that cannot be read: they are left out. */
export interface OpenTables {
  readonly tables: readonly { readonly name: string; readonly files: readonly string[] }[];
  readonly broken: BrokenParts | undefined;
}

/** Who is given the rows, and which. */
export interface Reading {
  readonly data: DataOptions;
  readonly signal: AbortSignal | undefined;
  readonly open?: OpenTables | undefined;
  /** How each of several logs is read, where that is not the same for all. */
  readonly readingsFor?:
    | ((names: readonly string[], signal: AbortSignal | undefined) => Promise<Readings>)
    | undefined;
  readonly wants: (field: Field) => boolean;
  /** Told of each log and part before its rows: whether times are instants in UTC, and not the rig's clock, and then the zone of that, if it is known. */
  readonly clock?: (utc: boolean, zone: string | undefined) => void;
  /** A page is lent until it returns. */
  readonly add: (page: SourcePage) => void;
  /** Logs of one well come by their times, and not by their names. */
  readonly inTimeOrder?: boolean | undefined;
  /** Where it is given, records come in step; see `Measure.reached`. */
  readonly reached?: (source: string, offset: number) => void;
  /** Waited for before more is read: the back-pressure of who writes. */
  readonly settled?: () => Promise<void>;
}

/** What the table of unmapped items has instead of a column for each. */
export const isRow = ({ name, code }: Field): boolean =>
  code === undefined && (name === "code" || name === "value");
