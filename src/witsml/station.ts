/** A survey as a station of a trajectory, in a trajectory and in a report of a day. */
import { type Amount, measure, type Version } from "./version.js";
import { leaf, parent, type Xml } from "./write/xml.js";

export interface StationFacts {
  readonly uid: string;
  readonly time: string | null;
  /** When it was made, which 2.1 asks for. */
  readonly made: string | undefined;
  readonly depth: Amount;
  readonly tvd: Amount;
  readonly inclination: Amount;
  readonly azimuth: Amount;
  readonly magneticToolface?: Amount;
  readonly gravityToolface?: Amount;
  readonly north: Amount;
  readonly east: Amount;
  readonly verticalSection?: Amount;
  readonly dogleg: Amount;
  readonly turn?: Amount;
}

/** Null where its depth, or the unit of that, is not known. */
export function station(version: Version, name: string, facts: StationFacts): Xml | null {
  const of21 = version.name === "2.1";
  const depth = version.depth(of21 ? "eml:Md" : "md", facts.depth);
  if (depth === null) return null;
  const time = leaf(version.tag("dTimStn"), facts.time);
  const kind = leaf(version.tag("typeTrajStation"), version.generation === 1 ? "unknown" : "MD INCL and AZI");
  const amount = (tag: string, value: Amount | undefined): Xml | null =>
    value === undefined ? null : measure(version, tag, value);
  return parent(name, { uid: facts.uid }, [
    ...(of21
      ? [leaf("eml:Creation", facts.made), leaf("eml:LastUpdate", facts.made), depth, time, kind]
      : [time, kind, depth]),
    version.verticalDepth("tvd", facts.tvd),
    amount("incl", facts.inclination),
    amount("azi", facts.azimuth),
    amount("mtf", facts.magneticToolface),
    amount("gtf", facts.gravityToolface),
    amount("dispNs", facts.north),
    amount("dispEw", facts.east),
    amount("vertSect", facts.verticalSection),
    amount("dls", facts.dogleg),
    amount("rateTurn", facts.turn),
  ]);
}
