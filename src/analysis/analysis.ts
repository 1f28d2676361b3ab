/** All that is known of what rigs did: their states, and every stage after them, in one reading of the rows. */
import type { DaySettings } from "./efficiency/days.js";
import { type BegunStage, type RigMeasure, rig } from "./rig/rig.js";
import type { AnalysisSettings } from "./settings.js";
import { stagesOf } from "./stages.js";
import type { Mode } from "./state/engine.js";
import { flags } from "./state/flags.js";
import type { Finished } from "./table.js";
import type { TroubleOptions } from "./trouble/trouble.js";

export interface AnalysisOptions {
  /** Where rows of the tables go, as they are finished. */
  readonly finished: Finished;
  /** `look-ahead` unless told: a row is decided when some of those behind it have come; `causal` knows those before it alone. */
  readonly mode?: Mode | undefined;
  readonly settings?: AnalysisSettings | undefined;
  /** Rigs go on from a source that has ended to the next one of theirs, as a log that is cut into days; links have rigs of their own. */
  readonly goesOn?: boolean | undefined;
  /** Key figures of each day, in the place of those of all rows. */
  readonly days?: DaySettings | undefined;
  /** Make the table of flags too, a row a row. */
  readonly withFlags?: boolean | undefined;
  /** Told in the row in which an event is sure, long before it is over: for who must be woken. */
  readonly raised?: TroubleOptions["raised"];
  /** Told of such an event that was none after all. */
  readonly withdrawn?: TroubleOptions["withdrawn"];
  /** What others ask of the same rows beside it, in the one reading. */
  readonly beside?: readonly BegunStage[] | undefined;
}

export const analysis = ({
  finished,
  mode = "look-ahead",
  settings = {},
  raised,
  withdrawn,
  goesOn,
  days,
  withFlags = false,
  beside = [],
}: AnalysisOptions): RigMeasure =>
  rig({
    finished,
    mode,
    goesOn,
    settings: settings.rig,
    stages: [
      ...stagesOf(settings, mode, { raised, withdrawn }, days),
      ...(withFlags ? [flags] : []),
      ...beside,
    ],
  });
