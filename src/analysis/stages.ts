/**
 * What is asked of a rig's rows, in order: a stage hears of the rows that those before it have finished. A new one is a folder beside
 * this file and a line here.
 */
import { circulation } from "./circulation/circulation.js";
import { connections } from "./connection/connections.js";
import type { DaySettings } from "./efficiency/days.js";
import { efficiency } from "./efficiency/efficiency.js";
import type { BegunStage } from "./rig/rig.js";
import { rock } from "./rock/rock.js";
import type { AnalysisSettings } from "./settings.js";
import type { Mode } from "./state/engine.js";
import { checkRig } from "./state/settings.js";
import { states } from "./state/states.js";
import { trajectory } from "./trajectory/trajectory.js";
import { type TroubleOptions, trouble } from "./trouble/trouble.js";
import { wellOf } from "./well.js";

/** Throws a `Failure` for settings that cannot be meant. */
export function stagesOf(
  settings: AnalysisSettings,
  mode: Mode,
  told: TroubleOptions = {},
  days?: DaySettings,
): readonly BegunStage[] {
  checkRig(settings.rig);
  const well = wellOf(settings.well);
  return [
    states,
    connections,
    circulation(settings.circulation),
    trouble(told),
    rock({ mode, well }),
    trajectory({ mode, well }),
    // Of what those before it have found.
    efficiency({ well, settings: settings.efficiency, days }),
  ];
}
