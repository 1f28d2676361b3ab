/** What a sink of WITSML is told: a version, whose wells, how long a document may be. */
import type { LogVersion } from "../../witsml/log.js";
import type { WellNames } from "../../witsml/names.js";
import type { ObjectKind } from "../../witsml/objects.js";

export interface WitsmlTold {
  readonly version: LogVersion;
  /** Which objects are wanted; without it all that the rows make, where there is a folder for them, and logs in a file of its own. */
  readonly objects?: readonly ObjectKind[] | undefined;
  /** Rows of a log in one document: what servers give in one answer, `maxDataNodes`. */
  readonly maxDataNodes?: number | undefined;
  /** The names of a well, of rows that have this name for it, or none. Throws a Failure where nothing tells. */
  namesOf(well: string | undefined): WellNames;
  readonly serviceCompany?: string | undefined;
}

export interface WitsmlOptions extends WitsmlTold {
  /** Undefined where all goes into one file; else what the files of a well's objects begin with: nothing, or `15_9-F-4-`. */
  readonly prefixOf: ((well: string | undefined) => string) | undefined;
}

/** As many as servers that people know give in one answer. */
export const MAX_DATA_NODES = 10_000;
