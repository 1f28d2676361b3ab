/** Parts that reports of all versions share, in the order that all schemas have: activities, status, bits, mud, gas, formations. */

import { station } from "../../witsml/station.js";
import { comment, description, measure, text, type Version } from "../../witsml/version.js";
import { leaf, parent, type Xml } from "../../witsml/write/xml.js";
import type { Spread } from "../document/operations.js";
import type { DayReport } from "../document.js";
import { figureShown } from "../figure.js";
import {
  type ActivityFacts,
  activityFacts,
  type DayFacts,
  hoursOf,
  isEquipment,
  withOffset,
} from "./facts.js";

const HOLE = { from: "mdHoleStart", to: "mdHoleEnd", whole: "ActivityMdInterval" };
const BIT = { from: "mdBitStart", to: "mdBitEnd", whole: "BitMdInterval" };
const SHOW = { from: "mdTop", to: "mdBottom", whole: "ShowMdInterval" };
const GAS = { from: "mdTop", to: "mdBottom", whole: "GasReadingMdInterval" };

export const activities = (version: Version, name: string, facts: DayFacts): readonly (Xml | null)[] =>
  activityFacts(facts).map((one) => activity(version, name, one, facts.day.head.section));

function activity(version: Version, name: string, facts: ActivityFacts, section: string | null): Xml | null {
  const { line } = facts;
  const time = (tag: string, value: string) => leaf(version.tag(tag), value);
  const others = [
    version.otherCode("NPD", line.codes.npd),
    version.otherCode("IADC", line.codes.iadc),
    // What is none of WITSML's list is somebody's own.
    facts.code === null ? version.otherCode("own", line.codes.witsml) : null,
  ];
  return parent(name, { uid: facts.uid }, [
    time("dTimStart", facts.start),
    ...(version.name === "2.1" ? others : []),
    time("dTimEnd", facts.end),
    measure(version, "duration", line.hours),
    version.depth("md", line.holeDepthEnd),
    text(version, "phase", section, 40),
    leaf(version.tag("activityCode"), facts.code),
    ...(version.name === "1.4.1.1" ? others : []),
    text(version, "detailActivity", line.activity, 40),
    leaf(version.tag("typeActivityClass"), facts.timeClass ?? (version.generation === 1 ? "unknown" : null)),
    ...version.interval(HOLE, line.holeDepthStart, line.holeDepthEnd),
    ...version.interval(BIT, line.bitDepthStart, line.bitDepthEnd),
    leaf(version.tag("state"), facts.state),
    leaf(version.tag("stateDetailActivity"), facts.outcome ?? (version.generation === 1 ? "unknown" : null)),
    comment(version, "comments", line.text),
    ...(version.name === "2.0" ? others : []),
  ]);
}

/** Times and distances of the day, by their names: each kind of report has its own order. */
export function dayAmounts({ day }: DayFacts, version: Version): Readonly<Record<string, Xml | null>> {
  const { depth, time, head } = day;
  const amounts = {
    distDrill: depth.progress,
    eTimDrill: depth.hoursOnBottom,
    ropAv: depth.rateOnBottom,
    eTimDrillRot: depth.hoursRotating,
    eTimDrillSlid: depth.hoursSliding,
    eTimCirc: hoursOf(time.byActivity, "circulate"),
    eTimReam: hoursOf(time.byActivity, "reaming"),
    distDrillRot: depth.rotated,
    distDrillSlid: depth.slid,
    diaHole: day.bits.at(-1)?.diameter ?? { value: null, unit: null, decimals: 0 },
  };
  return {
    ...Object.fromEntries(
      Object.entries(amounts).map(([name, amount]) => [name, measure(version, name, amount)]),
    ),
    rig: version.rig(head.rig),
    supervisor: text(version, "supervisor", head.supervisor),
  };
}

export function status(version: Version, facts: DayFacts): Xml | null {
  const { day, end } = facts;
  const of = dayAmounts(facts, version);
  const names =
    "rig eTimDrill ropAv supervisor eTimDrillRot eTimDrillSlid eTimCirc eTimReam distDrillRot distDrillSlid";
  return parent(version.tag("statusInfo"), { uid: "status-1" }, [
    leaf(version.tag("dTim"), end),
    version.depth("md", day.depth.holeEnd),
    ...["diaHole", "distDrill"].map((name) => of[name] ?? null),
    comment(version, "sum24Hr", day.summary),
    ...names.split(" ").map((name) => of[name] ?? null),
  ]);
}

export const wellboreInfo = (version: Version, { day: { head } }: DayFacts): Xml | null =>
  parent(version.tag("wellboreInfo"), {}, [
    version.company("operator", head.operator),
    version.company("drillContractor", head.contractor),
    version.rigAlias(head.rig),
  ]);

export const bits = (version: Version, { day }: DayFacts): readonly (Xml | null)[] =>
  day.bits.map(({ name, diameter }, place) => {
    const size = measure(version, "diaBit", diameter);
    // Its diameter is the one thing that a bit cannot be without.
    return (
      size &&
      parent(version.tag("bitRecord"), { uid: `bit-${place + 1}` }, [text(version, "numBit", name, 32), size])
    );
  });

/** The spread of a quantity that a channel has, while drilling where there is such a one. */
export function spreadOf(spreads: readonly Spread[], channel: string): Spread | undefined {
  const found = spreads.filter((one) => one.channel === channel);
  return found.find(({ when }) => when.includes("drilling")) ?? found[0];
}

/** The mud of the day by its mean density, going in. */
export function fluids(version: Version, { day, end }: DayFacts): readonly (Xml | null)[] {
  const spread = spreadOf(day.mud.spreads, "density-in");
  const density = spread && measure(version, "density", spread.mean);
  return [
    density
      ? parent(version.tag("fluid"), { uid: "fluid-1" }, [
          text(version, "type", "drilling mud", 32),
          text(version, "locationSample", "going in, mean of the day", 32),
          leaf(version.tag("dTim"), end),
          version.depth("md", day.depth.holeEnd),
          density,
        ])
      : null,
  ];
}

export const gasReadings = (version: Version, { day }: DayFacts): readonly (Xml | null)[] =>
  day.mud.gasPeaks.map(({ time, gas, depth }, place) => {
    const high = measure(version, "gasHigh", gas);
    return (
      high &&
      parent(version.tag("gasReadingInfo"), { uid: `gas-${place + 1}` }, [
        leaf(version.tag("dTim"), withOffset(time)),
        leaf(version.tag("readingType"), "drilling gas peak"),
        ...version.interval(GAS, depth, depth),
        high,
      ])
    );
  });

export const tops = (version: Version, { day }: DayFacts): readonly (Xml | null)[] =>
  day.tops.map(({ depth, above, below, curve, valueAbove, valueBelow, confidence }, place) => {
    const top = version.depth("mdTop", depth);
    const names = [above ?? "unknown", below ?? "unknown"].join(" above, ");
    return (
      top &&
      parent(version.tag("stratInfo"), { uid: `top-${place + 1}` }, [
        top,
        description(
          version,
          "description",
          `${names} below; ${curve} from ${figureShown(valueAbove)} to ${figureShown(valueBelow)}, confidence ${figureShown(confidence)}`,
        ),
      ])
    );
  });

/** What lies between a top of the day and the next, where the rock is told. */
export const lithology = (version: Version, { day }: DayFacts): readonly (Xml | null)[] =>
  day.tops.map(({ depth, below }, place) => {
    const next = day.tops[place + 1]?.depth ?? day.depth.holeEnd;
    const rock = description(version, "lithology", below);
    const reaches = depth.value !== null && next.value !== null && next.value >= depth.value;
    return rock && reaches
      ? parent(version.tag("lithShowInfo"), { uid: `lithology-${place + 1}` }, [
          ...version.interval(SHOW, depth, next),
          rock,
        ])
      : null;
  });

export const failures = (version: Version, { day }: DayFacts): readonly (Xml | null)[] =>
  day.time.lost
    .filter(({ cause }) => isEquipment(cause))
    .map(({ from, to, depth, hours, cause, reason }, place) =>
      parent(version.tag("equipFailureInfo"), { uid: `failure-${place + 1}` }, [
        leaf(version.tag("dTim"), withOffset(from)),
        version.depth("md", depth),
        text(version, "equipClass", cause),
        measure(version, "eTimMissProduction", hours),
        leaf(version.tag("dTimRepair"), withOffset(to)),
        description(version, "description", reason),
      ]),
    );

/** Surveys whose time is told: 1.4.1.1 and 2.0 have none without. */
export const surveyStations = (version: Version, name: string, day: DayReport): readonly (Xml | null)[] =>
  day.surveys.map((survey, place) => {
    const depth = version.depth("md", survey.depth);
    if (depth === null || survey.time === undefined || survey.time === null) return null;
    return parent(name, { uid: `survey-${place + 1}` }, [
      leaf(version.tag("dTim"), withOffset(survey.time)),
      depth,
      version.verticalDepth("tvd", survey.tvd),
      measure(version, "incl", survey.inclination),
      measure(version, "azi", survey.azimuth),
      measure(version, "vertSect", survey.verticalSection),
      measure(version, "dls", survey.dogleg),
    ]);
  });

export const stations = (version: Version, name: string, facts: DayFacts): readonly (Xml | null)[] =>
  facts.day.surveys.map((survey, place) =>
    station(version, name, {
      ...survey,
      uid: `survey-${place + 1}`,
      time: survey.time ? withOffset(survey.time) : null,
      made: facts.end,
    }),
  );

/** What was drilled with, over the day. */
export function drillingParams(version: Version, facts: DayFacts): Xml | null {
  const { depth, hydraulics, mud } = facts.day;
  const stop = version.depth("mdHoleStop", depth.holeEnd);
  const hours = measure(version, "eTimOpBit", depth.hoursOnBottom);
  if (stop === null || hours === null) return null;
  const spreads = [...hydraulics.spreads, ...mud.spreads];
  const of = (channel: string, part: "mean" | "least" | "greatest", name: string): Xml | null => {
    const spread = spreadOf(spreads, channel);
    return spread === undefined ? null : measure(version, name, spread[part]);
  };
  const flow =
    version.generation === 1
      ? [of("flow-in", "mean", "flowratePump")]
      : [
          of("flow-in", "mean", "flowratePumpAv"),
          of("flow-in", "greatest", "flowratePumpMx"),
          of("flow-in", "least", "flowratePumpMn"),
        ];
  return parent(version.tag("drillingParams"), { uid: "parameters-1" }, [
    hours,
    version.depth("mdHoleStart", depth.holeStart),
    stop,
    of("torque", "mean", "tqOnBotAv"),
    of("torque", "greatest", "tqOnBotMx"),
    of("torque", "least", "tqOnBotMn"),
    of("density-in", "mean", "wtMud"),
    ...flow,
    measure(version, "distDrillRot", depth.rotated),
    measure(version, "distDrillSlid", depth.slid),
    of("rotary-speed", "mean", "rpmAv"),
    of("rotary-speed", "greatest", "rpmMx"),
    of("rotary-speed", "least", "rpmMn"),
    measure(version, "ropAv", depth.rateOnBottom),
    of("weight-on-bit", "mean", "wobAv"),
    of("weight-on-bit", "greatest", "wobMx"),
    of("weight-on-bit", "least", "wobMn"),
    of("pressure", "mean", "presPumpAv"),
  ]);
}
