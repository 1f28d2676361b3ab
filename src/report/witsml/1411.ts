/** `drillReport` and `opsReport` of WITSML 1.4.1.1: as many in a document as a report has days. */
import { NAMESPACE, version1411 as version } from "../../witsml/1411/version.js";
import { wellboreUid, wellUid } from "../../witsml/names.js";
import { comment, DATUM, DATUM_NAME, description, text } from "../../witsml/version.js";
import { leaf, parent, type Xml, xmlDocument } from "../../witsml/write/xml.js";
import type { Report } from "../document.js";
import type { Render } from "../renderer.js";
import { type DayFacts, factsOf, offsetOf, reportUid } from "./facts.js";
import * as part from "./parts.js";

export const drillReports: Render = async (report) =>
  several(report, "drillReport", (facts) => [
    leaf("dTimStart", facts.start),
    leaf("dTimEnd", facts.end),
    leaf("versionKind", "normal"),
    parent("wellDatum", { uid: DATUM }, [leaf("name", DATUM_NAME)]),
    part.wellboreInfo(version, facts),
    part.status(version, facts),
    ...part.bits(version, facts),
    ...part.fluids(version, facts),
    ...part.surveyStations(version, "surveyStation", facts.day),
    ...part.activities(version, "activity", facts),
    ...part.lithology(version, facts),
    ...part.failures(version, facts),
    ...part.tops(version, facts),
    ...part.gasReadings(version, facts),
  ]);

export const opsReports: Render = async (report) =>
  several(report, "opsReport", (facts) => {
    const of = part.dayAmounts(facts, version);
    const amounts = (names: string) => names.split(" ").map((name) => of[name] ?? null);
    return [
      of["rig"] ?? null,
      leaf("dTim", facts.end),
      version.depth("mdReport", facts.day.depth.holeEnd),
      ...amounts(
        "distDrill eTimDrill ropAv supervisor eTimDrillRot eTimDrillSlid eTimCirc eTimReam distDrillRot distDrillSlid",
      ),
      ...part.activities(version, "activity", facts),
      part.drillingParams(version, facts),
      ...part.stations(version, "trajectoryStation", facts),
      ...part.fluids(version, facts),
      ...amounts("diaHole"),
      text(version, "lithology", facts.day.tops.at(-1)?.below ?? null, 32),
      description(version, "sum24Hr", facts.day.summary),
      description(version, "statusCurrent", facts.day.time.lines.at(-1)?.text ?? null),
    ];
  });

/** The plural root, and in it the object of each day between what every object begins and ends with. */
function several(
  report: Report,
  object: string,
  content: (facts: DayFacts) => readonly (Xml | null)[],
): Uint8Array {
  const objects = report.days.map((day) => {
    const facts = factsOf(day, report);
    const uids = { uidWell: wellUid(facts), uidWellbore: wellboreUid(facts), uid: reportUid(object, facts) };
    return parent(object, uids, [
      text(version, "nameWell", facts.well),
      text(version, "nameWellbore", facts.wellbore),
      text(version, "name", facts.name),
      ...content(facts),
      parent("commonData", {}, [
        leaf("sourceName", facts.program),
        comment(version, "comments", facts.comments),
        leaf("acquisitionTimeZone", offsetOf(facts.start), { dTim: facts.start }),
        leaf("defaultDatum", DATUM_NAME, { uidRef: DATUM }),
      ]),
    ]);
  });
  return xmlDocument(parent(`${object}s`, { xmlns: NAMESPACE, version: version.name }, objects)!);
}
