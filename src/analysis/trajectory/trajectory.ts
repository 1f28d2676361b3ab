/**
 * Where the hole is, by its surveys: record 07 by minimum curvature from the well's head. Surveys come again, out of order and wrong; each is taken for
 * what it can be, and what was left out is told.
 */
import { Channels } from "../../columns/channels.js";
import type { SourcePage } from "../../columns/page.js";
import type { ChannelName } from "../../wits/catalog/channel.js";
import { Deepening } from "../rig/deepening.js";
import { OffsetQueue } from "../rig/offset-queue.js";
import { isDrilling, type RigRows, type Stage } from "../rig/rows.js";
import { wellsOf } from "../rig/wells.js";
import type { Mode } from "../state/engine.js";
import type { Finished, Whose } from "../table.js";
import type { Well } from "../well.js";
import { arc, type Position, type Station, verticalSection } from "./minimum-curvature.js";

export interface TrajectoryOptions {
  readonly mode: Mode;
  readonly well: Well;
}

export const trajectory =
  (options: TrajectoryOptions) =>
  (finished: Finished): Stage =>
    new Trajectory(finished, options);

const surveyed = ["survey-depth", "inclination", "azimuth", "azimuth-uncorrected"] as const;
/** Two surveys that are nearer to each other are one, taken again. In the unit of depth. */
const SAME_DEPTH = 0.005;
/** So near to the vertical an azimuth says nothing, and may be missing. Degrees. */
const VERTICAL = 0.1;
/** A first survey below the head that leans more than this says that the hole above it was not straight down. Degrees. */
const LEANS = 5;

/** As it was sent. */
interface Survey {
  readonly offset: number;
  readonly depth: number;
  readonly inclination: number;
  readonly azimuth: number;
  readonly magnetic: number;
}

class Trajectory implements Stage {
  readonly name = "trajectory";
  readonly needs = ["hole-depth"] as const;
  readonly looks: readonly ChannelName[] = surveyed;
  readonly #finished: Finished;
  readonly #options: TrajectoryOptions;
  readonly #channels = new Channels();
  readonly #queue = new OffsetQueue<Survey>((survey) => this.#survey(survey));
  /** By depth. */
  #stations: Station[] = [];
  /** Those that were given out. */
  #given = 0;
  #whose: Whose = { source: "", well: undefined };
  #unit: string | undefined;
  #deepening: Deepening | undefined;
  readonly #counts = { surveys: 0, again: 0, replaced: 0, behind: 0, unusable: 0, magnetic: 0, corrected: 0 };

  constructor(finished: Finished, options: TrajectoryOptions) {
    this.#finished = finished;
    this.#options = options;
  }

  /** A side track leaves the surveys below it to the hole that was left. */
  add(rows: RigRows): void {
    this.#whose = { source: rows.source, well: rows.well };
    const depths = rows.signal("hole-depth");
    this.#deepening ??= new Deepening(rows.unit("hole-depth"));
    for (let row = 0; row < rows.rows; row++) {
      this.#queue.reach(rows.offsets[row]!);
      const depth = depths?.[row] ?? Number.NaN;
      if (isDrilling[rows.states[row]!] === true && this.#deepening.isAnother(depth)) {
        this.#leave(depth);
        this.#deepening = new Deepening(rows.unit("hole-depth"));
      }
      this.#deepening.take(depth);
    }
  }

  other(page: SourcePage): void {
    const [depths, inclinations, azimuths, magnetic] = surveyed.map((name) => this.#channels.of(page, name));
    if (depths === undefined || inclinations === undefined) return;
    this.#unit ??= depths.unit;
    if (this.#whose.source === "") {
      this.#whose = { source: page.source, well: wellsOf(page)?.[0]?.trim() || undefined };
    }
    for (let row = 0; row < page.rows; row++) {
      const at = (numbers: { readonly values: Float64Array } | undefined): number =>
        numbers?.values[row] ?? Number.NaN;
      const depth = at(depths);
      if (Number.isNaN(depth)) continue;
      this.#queue.add({
        offset: page.offsets[row]!,
        depth,
        inclination: at(inclinations),
        azimuth: at(azimuths),
        magnetic: at(magnetic),
      });
    }
  }

  #survey({ depth, inclination, azimuth, magnetic }: Survey): void {
    this.#counts.surveys++;
    const vertical = inclination <= VERTICAL ? 0 : Number.NaN;
    const measured = magnetic + (this.#options.well.declination ?? 0);
    const north = [azimuth, measured, vertical].find((one) => !Number.isNaN(one));
    if (
      !(depth >= 0 && inclination >= 0 && inclination <= 180) ||
      north === undefined ||
      !Number.isFinite(north)
    ) {
      this.#counts.unusable++;
      return;
    }
    if (Number.isNaN(azimuth) && !Number.isNaN(magnetic)) this.#counts.magnetic++;
    this.#take({ depth, inclination, azimuth: ((north % 360) + 360) % 360 });
  }

  end(): void {
    this.#queue.reach(Number.POSITIVE_INFINITY);
    this.#give();
    if (this.#counts.surveys > 0) this.#tell();
  }

  #take(station: Station): void {
    const stations = this.#stations;
    let at = stations.length;
    while (at > 0 && stations[at - 1]!.depth > station.depth - SAME_DEPTH) at--;
    const same = stations[at];
    const isSame = same !== undefined && same.depth - station.depth < SAME_DEPTH;
    if (isSame && same.inclination === station.inclination && same.azimuth === station.azimuth) {
      this.#counts.again++;
      return;
    }
    if (isSame) this.#counts.replaced++;
    else if (at < stations.length) this.#counts.behind++;
    // What was given out cannot be taken back.
    if (at < this.#given) return;
    stations.splice(at, isSame ? 1 : 0, station);
    if (this.#options.mode === "causal") this.#give();
  }

  /** The hole goes on from this depth, in another direction. */
  #leave(depth: number): void {
    const kept = this.#stations.filter((station) => station.depth <= depth);
    if (kept.length === this.#stations.length) return;
    this.#give();
    this.#stations = kept;
    this.#given = kept.length;
  }

  /** Those that were not given out yet. */
  #give(): void {
    const { sectionAzimuth } = this.#options.well;
    let before: Station = HEAD;
    let position: Position | undefined = this.#isTied ? { tvd: 0, north: 0, east: 0 } : undefined;
    for (const [i, station] of this.#stations.entries()) {
      const { turned, ...moved } = arc(before, station);
      const length = station.depth - before.depth;
      position = position && {
        tvd: position.tvd + moved.tvd,
        north: position.north + moved.north,
        east: position.east + moved.east,
      };
      before = station;
      if (i < this.#given) continue;
      this.#finished("surveys", {
        ...this.#whose,
        ...station,
        tvd: position?.tvd,
        north: position?.north,
        east: position?.east,
        dogleg: i === 0 && !this.#isTied ? undefined : this.#severity(turned, length),
        vertical_section:
          position && sectionAzimuth !== undefined ? verticalSection(position, sectionAzimuth) : undefined,
      });
    }
    this.#given = this.#stations.length;
  }

  /** Whether the hole can be straight from the head to its first survey. */
  get #isTied(): boolean {
    const [first] = this.#stations;
    return first !== undefined && (first.depth === 0 || first.inclination <= LEANS);
  }

  /** Degrees per 30 m or 100 ft; undefined where nothing declares the unit of depth. */
  #severity(turned: number, length: number): number | undefined {
    const per = this.#unit === "M" ? 30 : this.#unit === "F" ? 100 : undefined;
    return per === undefined ? undefined : length === 0 ? 0 : (turned * per) / length;
  }

  #tell(): void {
    const { surveys, again, replaced, behind, unusable, magnetic } = this.#counts;
    const { mode, well } = this.#options;
    const told = (quantity: string, value: number | undefined, unit: string | undefined, how: string): void =>
      this.#finished("calibration", {
        ...this.#whose,
        quantity,
        value,
        unit,
        from_rows: surveys,
        confidence: value === undefined ? 0 : 1,
        how,
      });
    const used = this.#stations.length;
    const kept = mode === "causal" ? "left out" : "put in their place";
    told(
      "surveys",
      used,
      undefined,
      `${used} stations of ${surveys} surveys: ${again} came again, ${replaced} corrected one of the same depth, ${behind} came ` +
        `behind deeper ones and were ${kept}, ${unusable} had no direction and were left out`,
    );
    if (magnetic > 0 && well.declination === undefined) {
      told(
        "declination",
        undefined,
        "DEG",
        `${magnetic} azimuths are not corrected, item 0714, so north is the compass's: give declination in the well's file`,
      );
    }
    if (!this.#isTied && used > 0) {
      told(
        "tie-in",
        undefined,
        this.#unit,
        "the first survey leans, and nothing tells how the hole got there: positions are unknown. Send surveys from the head on",
      );
    }
  }
}

/** Where a well begins: at depth 0, straight down. */
const HEAD: Station = { depth: 0, inclination: 0, azimuth: 0 };
