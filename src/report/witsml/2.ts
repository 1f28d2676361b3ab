/** `DrillReport` and `OpsReport` of WITSML 2.0 and 2.1: a document a day. */
import { NAMESPACES, version20, version21, wellbore } from "../../witsml/2/version.js";
import { description, fitting, text, type Version } from "../../witsml/version.js";
import { leaf, parent, type Xml, xmlDocument } from "../../witsml/write/xml.js";
import type { Report } from "../document.js";
import type { Render } from "../renderer.js";
import { type DayFacts, factsOf, reportUid } from "./facts.js";
import * as part from "./parts.js";

type Content = (facts: DayFacts, version: Version) => readonly (Xml | null)[];

const drillReport: Content = (facts, version) => {
  const head = [
    leaf("DTimStart", facts.start),
    leaf("DTimEnd", facts.end),
    leaf("VersionKind", "normal"),
    ...part.bits(version, facts),
  ];
  const well = [
    part.wellboreInfo(version, facts),
    part.status(version, facts),
    ...part.fluids(version, facts),
  ];
  const work = [
    ...part.activities(version, "DrillActivity", facts),
    ...part.lithology(version, facts),
    ...part.failures(version, facts),
    ...part.tops(version, facts),
    ...part.gasReadings(version, facts),
    wellbore(version, facts),
  ];
  const surveys = (name: string) => part.surveyStations(version, name, facts.day);
  return version.name === "2.0"
    ? [...head, ...work, ...well, ...surveys("SurveyStation")]
    : [...head, ...well, parent("SurveyStations", {}, surveys("DrillReportSurveyStation")), ...work];
};

const opsReport: Content = (facts, version) => {
  const { day, end } = facts;
  const of = part.dayAmounts(facts, version);
  const amounts = (names: string) => names.split(" ").map((name) => of[name] ?? null);
  const stations = (name: string) => part.stations(version, name, facts);
  return [
    ...amounts("diaHole distDrill distDrillRot distDrillSlid"),
    leaf("DTim", end),
    ...amounts("eTimCirc eTimDrill eTimDrillRot eTimDrillSlid eTimReam"),
    text(version, "lithology", day.tops.at(-1)?.below ?? null),
    version.depth("mdReport", day.depth.holeEnd),
    ...amounts("rig ropAv"),
    description(version, "statusCurrent", day.time.lines.at(-1)?.text ?? null),
    description(version, "sum24Hr", day.summary),
    ...amounts("supervisor"),
    ...(version.name === "2.0" ? [wellbore(version, facts)] : []),
    ...part.activities(version, "Activity", facts),
    part.drillingParams(version, facts),
    ...(version.name === "2.0"
      ? stations("TrajectoryStation")
      : [parent("TrajectoryStations", {}, stations("TrajectoryStation"))]),
    ...part.fluids(version, facts),
    ...(version.name === "2.0" ? [] : [wellbore(version, facts)]),
  ];
};

/** One day: the document is made when it ends, so that making it again gives the same bytes. */
const rendered =
  (object: string, version: Version, content: Content): Render =>
  async (report: Report) => {
    const facts = factsOf(report.days[0]!, report);
    const attributes = { ...NAMESPACES, schemaVersion: version.name, uuid: reportUid(object, facts) };
    const citation = parent("eml:Citation", {}, [
      leaf("eml:Title", fitting(facts.name, 2000)),
      leaf("eml:Originator", fitting(facts.day.head.operator ?? facts.program, 64)),
      leaf("eml:Creation", facts.end),
      leaf("eml:Format", facts.program),
      leaf("eml:Description", fitting(facts.comments, 2000)),
    ]);
    return xmlDocument(parent(object, attributes, [citation, ...content(facts, version)])!);
  };

export const drillReport20 = rendered("DrillReport", version20, drillReport);
export const drillReport21 = rendered("DrillReport", version21, drillReport);
export const opsReport20 = rendered("OpsReport", version20, opsReport);
export const opsReport21 = rendered("OpsReport", version21, opsReport);
