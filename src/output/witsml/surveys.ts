/** Record 07 as a trajectory: a station a survey. */
import { station } from "../../witsml/station.js";
import type { Grower } from "./growing-table.js";

export const surveys: Grower = {
  object: "trajectory",
  what: "surveys",
  documents: () => [{ kind: "trajectory", stem: "trajectory" }],
  depthOf: (values) => values.amount("DSVM"),
  part(version, values, { number, time, growing }) {
    const depth = values.amount("DSVM");
    const corrected = values.amount("SAZC");
    return {
      top: depth,
      base: depth,
      elements: [
        station(version, version.tag("trajectoryStation"), {
          uid: `station-${number}`,
          time: time ?? null,
          made: growing.end,
          depth,
          tvd: values.amount("DSVV"),
          inclination: values.amount("SINC"),
          azimuth: corrected.value === null ? values.amount("SAZU") : corrected,
          magneticToolface: values.amount("SMTF"),
          gravityToolface: values.amount("SGTF"),
          north: values.amount("SNS"),
          east: values.amount("SEW"),
          dogleg: values.amount("SDLS"),
          turn: values.amount("SWLK"),
        }),
      ],
    };
  },
};
