/** Flags of logs that are made, and of rigs that send them. */

import { pasonModes } from "../../input/link/sending/words.js";
import { faultKinds, faultsIn } from "../../samples/mock/fault.js";
import { shapeNames } from "../../samples/mock/shape-names.js";
import { scenarioNames } from "../../samples/scenarios/names.js";
import { flag, oneOf, toggle } from "./flag.js";
import { hoursIn, integerIn, positiveIn, some } from "./values.js";

export const madeTable = {
  create: flag({
    value: "NAME",
    description: `make the log of a scenario: ${scenarioNames.join(", ")}`,
    ...oneOf(scenarioNames, "scenario"),
  }),
  truth: flag({
    value: "FILE",
    description: "where to write, as JSON, what really happened",
    usual: "beside the log: NAME.truth.json",
    parse: some,
  }),
  seed: flag({
    value: "N",
    description: "the same number makes the same log, another number another log",
    usual: "1",
    parse: (text): number => integerIn(text, 0, 0xffff_ffff),
  }),
  hours: flag({
    value: "N",
    description: "how many hours of log to make; decimals are allowed",
    usual: "the scenario's own",
    parse: hoursIn,
  }),
  data: flag({
    value: "WHAT",
    description: `what a mock rig sends: a scenario, a log, or a shape of generated frames: ${shapeNames.join(", ")}; for the service the folder of all that it keeps`,
    usual: "basic_drilling; for the service ./witskit-data",
    parse: some,
  }),
  rate: flag({
    value: "N",
    description: "frames per second to each client, instead of by their clock; decimals are allowed",
    parse: (text): number => positiveIn(text, 1e6),
  }),
  speed: flag({
    value: "N",
    description: "how many times faster than the clock of the frames; max: as fast as clients read",
    usual: "1",
    parse: (text): number | "max" => (text === "max" ? "max" : positiveIn(text, 1e6)),
  }),
  loop: toggle("start again at the end, without end"),
  hold: toggle("stay connected and silent at the end"),
  fault: flag({
    value: "LIST",
    description: `faults to make, such as drop:1%,stall:5s:@200,garbage: ${faultKinds.join(", ")}; with a probability, or @N for every N frames`,
    parse: faultsIn,
  }),
  pason: flag({
    value: "MODE",
    description:
      "what clients must send before the rig sends: off: nothing; half: a frame for each answer of one frame; full: of eight; keep-alive: of 30 s of frames",
    usual: "off",
    ...oneOf(pasonModes, "mode"),
  }),
  echo: toggle("send back what is received, as half-duplex lines do"),
  clients: flag({
    value: "N",
    description: "how many connections to open, where the rig is the one that connects",
    usual: "1",
    parse: (text): number => integerIn(text, 1, 10_000),
  }),
  writeCert: flag({
    value: "FILE",
    description: "where to write the certificate that clients must trust",
    parse: some,
  }),
} as const;
