/** The scenarios by name: a well or two, and what their crews do. */
import { breakCirculation, drillStands, roundTrip, wholeDay } from "./days.js";
import type { WellPlan } from "./feed.js";
import type { ScenarioName } from "./names.js";
import { layer, place } from "./wells.js";

export interface Scenario {
  readonly name: ScenarioName;
  readonly hours: number;
  /** What happens, in a line. */
  readonly summary: string;
  readonly wells: readonly WellPlan[];
}

const upperShale = layer("Upper shale", 40, 1, 98, 1.6, 0.5);
const siltyShale = layer("Silty shale", 70, 1.2, 84, 2.2, 0.7);
const lowerShale = layer("Lower shale", 900, 0.9, 104, 1.5, 0.9);
const softClay = layer("Soft clay", 600, 0.42, 72, 1.1, 0.3);

export const scenarios: readonly Scenario[] = [
  {
    name: "basic_drilling",
    hours: 8,
    summary: "rotary drilling, stand after stand, a connection and a survey between",
    wells: [
      {
        well: place({
          name: "ASKER 16/2-A-4",
          startDepth: 2_384.6,
          layers: [upperShale, siltyShale, lowerShale],
        }),
        beginning: "drilling",
        day: (crew) => drillStands(crew, {}),
        interval: 1,
      },
    ],
  },
  {
    name: "connection_sequence",
    hours: 4,
    summary: "soft rock and fast drilling: a connection every half hour",
    wells: [
      {
        well: place({ name: "ASKER 16/2-A-5", startDepth: 1_512.3, rate: 36, layers: [softClay] }),
        beginning: "drilling",
        day: (crew) => drillStands(crew, { reams: 1 }),
        interval: 1,
      },
    ],
  },
  {
    name: "formation_change",
    hours: 6,
    summary: "six layers, from clay to limestone and sand: rate, torque, gas and gamma ray change with them",
    wells: [
      {
        well: place({
          name: "ASKER 16/2-B-1",
          startDepth: 2_071.8,
          layers: [
            layer("Claystone", 26, 0.75, 96, 1.3, 0.4),
            layer("Marl", 20, 1.25, 58, 3.1, 0.3),
            layer("Limestone", 16, 2.1, 22, 28, 0.15),
            layer("Silty shale", 22, 1.05, 88, 2, 0.8),
            layer("Sandstone", 24, 0.55, 38, 14, 2.6),
            layer("Shale", 900, 1, 108, 1.6, 0.9),
          ],
        }),
        beginning: "drilling",
        day: (crew) => drillStands(crew, {}),
        interval: 1,
      },
    ],
  },
  {
    name: "circulation_break",
    hours: 4,
    summary:
      "drilling, interrupted when the pumps stop: for a quarter of an hour, for minutes, for half an hour",
    wells: [
      {
        well: place({
          name: "ASKER 16/2-B-2",
          startDepth: 2_640.2,
          rate: 48,
          layers: [siltyShale, lowerShale],
        }),
        beginning: "drilling",
        day: breakCirculation,
        interval: 1,
      },
    ],
  },
  {
    name: "multi_well",
    hours: 4,
    summary: "two wells in one stream: one drills and slides, the other cleans its hole and pulls out",
    wells: [
      {
        well: place({
          name: "LUNDE 25/8-C-11",
          startDepth: 2_216.4,
          rate: 38,
          layers: [upperShale, siltyShale, lowerShale],
        }),
        beginning: "drilling",
        day: (crew) => drillStands(crew, { slide: 9 }),
        interval: 2,
        vendor: "LUNDE C/EDR",
      },
      {
        well: place({
          name: "LUNDE 25/8-C-14",
          startDepth: 1_874.9,
          layers: [softClay],
        }),
        beginning: "drilling",
        day: roundTrip,
        interval: 5,
        vendor: "LUNDE C/EDR",
      },
    ],
  },
  {
    name: "comprehensive",
    hours: 24,
    summary:
      "trip in, ream, drill, slide, connections, a loss, a pack-off, a kick that is killed, circulate, back-ream, trip out",
    wells: [
      {
        well: place({
          name: "HAVSULA 65/5-D-2",
          startDepth: 2_412.5,
          layers: [
            layer("Shale", 36, 1, 96, 1.6, 0.5),
            layer("Fractured limestone", 14, 1.6, 26, 22, 0.2),
            layer("Sticky claystone", 70, 0.85, 112, 1.2, 0.6),
            layer("Tight siltstone", 14, 1.7, 74, 3.4, 0.4),
            layer("Gas sand", 18, 0.5, 34, 42, 3.2),
            layer("Lower shale", 900, 1, 104, 1.5, 0.9),
          ],
        }),
        beginning: "at surface",
        day: wholeDay,
        interval: 1,
      },
    ],
  },
];

export const scenarioNamed = (name: ScenarioName): Scenario =>
  scenarios.find((scenario) => scenario.name === name)!;
