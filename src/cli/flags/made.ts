/** Flags of logs that are made, and of rigs that send them. */
import { faultKinds, faultsIn } from "../../samples/mock/fault.js";
import { shapeNames } from "../../samples/mock/shape-names.js";
import { pasonModes } from "../../samples/mock/words.js";
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
    description: "where to write what happened, as JSON",
    usual: "beside the log: NAME.truth.json",
    parse: some,
  }),
  seed: flag({
    value: "N",
    description: "another number makes another log, the same number the same one",
    usual: "1",
    parse: (text): number => integerIn(text, 0, 0xffff_ffff),
  }),
  hours: flag({
    value: "N",
    description: "how long the log shall be; decimals are allowed",
    usual: "the scenario's own",
    parse: hoursIn,
  }),
  data: flag({
    value: "WHAT",
    description: `what a mock rig sends: a scenario, a log, or a shape of generated frames: ${shapeNames.join(", ")}`,
    usual: "basic_drilling",
    parse: some,
  }),
  rate: flag({
    value: "N",
    description: "frames a second to each client, whatever their clock says; decimals are allowed",
    parse: (text): number => positiveIn(text, 1e6),
  }),
  speed: flag({
    value: "N",
    description: "times the frames' own clock, or max: as fast as they are taken",
    usual: "1",
    parse: (text): number | "max" => (text === "max" ? "max" : positiveIn(text, 1e6)),
  }),
  loop: toggle("begin again at the end, for ever"),
  hold: toggle("keep the line open at the end, and be silent"),
  fault: flag({
    value: "LIST",
    description: `what goes wrong, as drop:1%,stall:5s:@200,garbage: ${faultKinds.join(", ")}; a probability or every so many frames`,
    parse: faultsIn,
  }),
  pason: flag({
    value: "MODE",
    description:
      "how it must be spoken to: off; half: a frame for each it hears; full: eight; keep-alive: sends for 30 s after each",
    usual: "off",
    ...oneOf(pasonModes, "mode"),
  }),
  echo: toggle("send back what is heard, as half-duplex lines do"),
  clients: flag({
    value: "N",
    description: "lines side by side, where the rig connects itself",
    usual: "1",
    parse: (text): number => integerIn(text, 1, 10_000),
  }),
  writeCert: flag({
    value: "FILE",
    description: "write the certificate that clients are to trust",
    parse: some,
  }),
} as const;
