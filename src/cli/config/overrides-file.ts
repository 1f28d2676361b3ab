/** Files in which people say what they know of some times: for reports all of it, for an analysis what was lost. */
import type { TimeOverride } from "../../analysis/efficiency/settings.js";
import type { Overrides } from "../../report/overrides/override.js";
import { overridesIn } from "../../report/overrides/read.js";
import { tomlText } from "./toml-text.js";

/** Throws a `Failure` that names the line. */
export const readOverrides = async (path: string): Promise<Overrides> => overridesIn(tomlText(path), path);

/** Which times were lost, and which were not; what says nothing of that is left out. Times are on the clock of the rows. */
export const timeOverrides = ({ spans }: Overrides): TimeOverride[] =>
  spans.flatMap(({ start, end, class: timeClass, cause, activity, comment }) =>
    timeClass === undefined
      ? []
      : [
          {
            start: start.milliseconds,
            end: end.milliseconds,
            productive: timeClass === "planned",
            cause: cause ?? activity ?? "not said",
            reason: comment,
          },
        ],
  );
