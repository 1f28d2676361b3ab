/**
 * The path of the hole: stations every ten metres by minimum curvature, straight lines between them. With the vertical depth
 * stands the departure, the integral of the sine of the inclination: the one carries weight, the other makes friction.
 */
import { cosine, degrees, radians, sine } from "./elementary.js";

export interface PathPlan {
  /** Where the hole leaves the vertical, in metres. */
  readonly kickOff: number;
  /** Degrees in 30 m, from there to the inclination that is held. */
  readonly build: number;
  readonly inclination: number;
  readonly azimuth: number;
  /** Degrees of azimuth in 30 m, once it is inclined. */
  readonly walk: number;
}

export interface Station {
  readonly vertical: number;
  readonly departure: number;
  readonly north: number;
  readonly east: number;
  /** Degrees. */
  readonly inclination: number;
  readonly azimuth: number;
  /** Degrees in 30 m. */
  readonly dogleg: number;
}

const STEP = 10;
const DEEPEST = 6_000;

export class Trajectory {
  readonly #stations: Station[] = [];

  constructor(plan: PathPlan) {
    let last: Station = {
      vertical: 0,
      departure: 0,
      north: 0,
      east: 0,
      inclination: 0,
      azimuth: plan.azimuth,
      dogleg: 0,
    };
    this.#stations.push(last);
    for (let depth = STEP; depth <= DEEPEST; depth += STEP) {
      const beyond = Math.max(0, depth - plan.kickOff);
      last = next(last, {
        inclination: Math.min(plan.inclination, (beyond * plan.build) / 30),
        azimuth: plan.azimuth + (beyond * plan.walk) / 30,
      });
      this.#stations.push(last);
    }
  }

  /** Metres of true vertical depth at a measured depth. */
  vertical(depth: number): number {
    return this.#between(depth, (station) => station.vertical);
  }

  departure(depth: number): number {
    return this.#between(depth, (station) => station.departure);
  }

  station(depth: number): Station {
    const at = (read: (station: Station) => number): number => this.#between(depth, read);
    return {
      vertical: at((station) => station.vertical),
      departure: at((station) => station.departure),
      north: at((station) => station.north),
      east: at((station) => station.east),
      inclination: at((station) => station.inclination),
      azimuth: at((station) => station.azimuth),
      dogleg: at((station) => station.dogleg),
    };
  }

  #between(depth: number, read: (station: Station) => number): number {
    const place = Math.max(0, Math.min(depth, DEEPEST - 0.001)) / STEP;
    const index = Math.floor(place);
    const above = read(this.#stations[index]!);
    return above + (read(this.#stations[index + 1]!) - above) * (place - index);
  }
}

function next(last: Station, { inclination, azimuth }: Pick<Station, "inclination" | "azimuth">): Station {
  const from = radians(last.inclination);
  const to = radians(inclination);
  const halfBend = sine((to - from) / 2);
  const halfTurn = sine(radians(azimuth - last.azimuth) / 2);
  // The angle of a dogleg below two degrees, of which its sine is as good.
  const angle = 2 * Math.sqrt(halfBend * halfBend + sine(from) * sine(to) * halfTurn * halfTurn);
  const half = (STEP / 2) * (1 + (angle * angle) / 12);
  const [fromWay, toWay] = [radians(last.azimuth), radians(azimuth)];
  return {
    vertical: last.vertical + half * (cosine(from) + cosine(to)),
    departure: last.departure + half * (sine(from) + sine(to)),
    north: last.north + half * (sine(from) * cosine(fromWay) + sine(to) * cosine(toWay)),
    east: last.east + half * (sine(from) * sine(fromWay) + sine(to) * sine(toWay)),
    inclination,
    azimuth,
    dogleg: (degrees(angle) * 30) / STEP,
  };
}
