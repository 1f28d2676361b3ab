/** What a shift needs of the rows themselves: how deep the hole was at any moment, and when surveys came. A stage of the analysis, for each rig. */
import { Deepening } from "../../analysis/rig/deepening.js";
import type { BegunStage } from "../../analysis/rig/rig.js";
import { isDrilling, type RigRows, type Stage } from "../../analysis/rig/rows.js";
import { Channels } from "../../columns/channels.js";
import type { SourcePage } from "../../columns/page.js";
import { Track } from "../../report/day/track.js";
import { rigStates } from "../../wits/catalog/state.js";
import type { SentActivity } from "./sent-activity.js";

/** A survey as it was sent. */
export interface SentSurvey {
  readonly time: number;
  readonly depth: number;
  readonly inclination: number;
  /** NaN where it was not sent. */
  readonly azimuth: number;
  readonly magnetic: number;
}

export interface HoleSeen {
  readonly well: string | undefined;
  /** The deepest so far at a moment: it never rises out of the hole, whatever the sender says. Undefined before the first. */
  readonly depth: Pick<Track, "at">;
  readonly surveys: readonly SentSurvey[];
  /** What the feed's own code says where nothing else tells what the rig did. */
  readonly activities: readonly SentActivity[];
  /** When rows came, in the order in which they came. */
  readonly first: number;
  readonly last: number;
}

/** Begins one for each rig that has rows, of the sources that are asked for. */
export const holes =
  (
    begun: (hole: HoleSeen) => void,
    isOwn: (source: string) => boolean,
    counts: (time: number) => void,
  ): BegunStage =>
  () =>
    new Hole(begun, isOwn, counts);

const GAP = rigStates.indexOf("data_gap");

const surveyed = ["survey-depth", "inclination", "azimuth", "azimuth-uncorrected"] as const;

class Hole implements Stage, HoleSeen {
  readonly name = "hole";
  readonly needs = ["hole-depth", "activity"] as const;
  readonly looks = surveyed;
  readonly depth = new Track(0);
  readonly surveys: SentSurvey[] = [];
  readonly activities: SentActivity[] = [];
  well: string | undefined;
  first = Number.NaN;
  last = Number.NaN;
  readonly #begun: (hole: HoleSeen) => void;
  /** Whether rows of a source are of the rig that is asked for. */
  readonly #isOwn: (source: string) => boolean;
  readonly #counts: (time: number) => void;
  readonly #channels = new Channels();
  #deepening: Deepening | undefined;
  /** The last activity goes on up to the next row. */
  #isOpen = false;

  constructor(
    begun: (hole: HoleSeen) => void,
    isOwn: (source: string) => boolean,
    counts: (time: number) => void,
  ) {
    this.#begun = begun;
    this.#isOwn = isOwn;
    this.#counts = counts;
  }

  add(rows: RigRows): void {
    if (rows.rows === 0 || !this.#isOwn(rows.source)) return;
    this.well = rows.well;
    if (Number.isNaN(this.first)) {
      this.first = rows.times[0]!;
      this.#begun(this);
    }
    const depths = rows.signal("hole-depth");
    const codes = rows.signal("activity");
    this.#deepening ??= new Deepening(rows.unit("hole-depth"));
    for (let row = 0; row < rows.rows; row++) {
      const [time, depth] = [rows.times[row]!, depths?.[row] ?? Number.NaN];
      this.#counts(time);
      if (isDrilling[rows.states[row]!] === true && this.#deepening.isAnother(depth))
        this.#deepening = new Deepening(rows.unit("hole-depth"));
      this.#deepening.take(depth);
      if (!Number.isNaN(this.#deepening.at)) this.depth.add(time, this.#deepening.at);
      this.#told(rows, row, codes?.[row] ?? Number.NaN);
      this.last = time;
    }
  }

  /** A row tells of the time up to the next one, unless there is a gap between them. */
  #told({ times, states, gapBefore }: RigRows, row: number, code: number): void {
    const time = times[row]!;
    const goesOn = this.#isOpen && gapBefore[row] === 0;
    const last = this.activities.at(-1);
    if (goesOn && last !== undefined) this.activities[this.activities.length - 1] = { ...last, end: time };
    this.#isOpen = states[row] === GAP && !Number.isNaN(code);
    if (this.#isOpen && !(goesOn && last?.code === code))
      this.activities.push({ start: time, end: time, code });
  }

  other(page: SourcePage): void {
    if (!this.#isOwn(page.source)) return;
    const [depths, inclinations, azimuths, magnetic] = surveyed.map((name) => this.#channels.of(page, name));
    if (depths === undefined || inclinations === undefined) return;
    for (let row = 0; row < page.rows; row++) {
      const survey = {
        time: page.times[row]!,
        depth: depths.values[row]!,
        inclination: inclinations.values[row]!,
        azimuth: azimuths?.values[row] ?? Number.NaN,
        magnetic: magnetic?.values[row] ?? Number.NaN,
      };
      if (Number.isNaN(survey.time + survey.depth + survey.inclination)) continue;
      this.surveys.push(survey);
    }
  }

  end(): void {
    this.depth.mark();
  }
}
