/**
 * What a trajectory and a mud log have around their stations and intervals, in each version. 2.x calls both growing objects, and 2.1
 * begins them with what they grow by.
 */
import { NAMESPACES, reference21, wellbore } from "./2/version.js";
import { uuidOf } from "./identity.js";
import type { Around } from "./log.js";
import { type WellNames, wellboreUid, wellUid } from "./names.js";
import { type Amount, DATUM, DATUM_NAME, fitting, LONGEST_NAME, measured, type Version } from "./version.js";
import { leaf, PLACE, parent, type Xml, xmlAround } from "./write/xml.js";

export interface Growing {
  readonly names: WellNames;
  readonly name: string;
  /** With the kind of object and the well it tells it from others. */
  readonly key: string;
  /** Depths of the first and the last part. */
  readonly top: Amount;
  readonly base: Amount;
  /** Of the first and the last part that has one. */
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly company: string | undefined;
  readonly program: string;
}

export type GrowingKind = "trajectory" | "mudLog" | "cuttings";

const NAMES_2: Readonly<Record<GrowingKind, string>> = {
  trajectory: "Trajectory",
  mudLog: "MudLogReport",
  cuttings: "CuttingsGeology",
};

export function growingAround(version: Version, kind: GrowingKind, growing: Growing): Around {
  return version.generation === 1
    ? xmlAround(first(version, kind, growing), 1)
    : xmlAround(second(version, kind, growing), 0);
}

function first(version: Version, kind: GrowingKind, growing: Growing): Xml {
  const { names, name, key, top, base, start, end, company, program } = growing;
  const uids = {
    uidWell: wellUid(names),
    uidWellbore: wellboreUid(names),
    uid: uuidOf(kind, names.well, names.wellbore, key),
  };
  const of = (text: string | undefined): string | null => fitting(text ?? null, LONGEST_NAME);
  const own =
    kind === "trajectory"
      ? [
          leaf("dTimTrajStart", start),
          leaf("dTimTrajEnd", end),
          version.depth("mdMn", top),
          version.depth("mdMx", base),
          leaf("serviceCompany", of(company)),
        ]
      : [
          leaf("dTim", end),
          leaf("mudLogCompany", of(company)),
          version.depth("startMd", top),
          version.depth("endMd", base),
        ];
  return parent(kind, uids, [
    leaf("nameWell", of(names.well)),
    leaf("nameWellbore", of(names.wellbore)),
    leaf("name", of(name)),
    leaf("objectGrowing", "false"),
    ...own,
    PLACE,
    parent("commonData", {}, [
      leaf("sourceName", of(program)),
      version.name === "1.4.1.1" ? leaf("defaultDatum", DATUM_NAME, { uidRef: DATUM }) : null,
    ]),
  ])!;
}

function second(version: Version, kind: GrowingKind, growing: Growing): Xml {
  const { names, name, key, top, base, start, end, company } = growing;
  const of20 = version.name === "2.0";
  const attributes = {
    ...NAMESPACES,
    schemaVersion: version.name,
    uuid: uuidOf(NAMES_2[kind], names.well, names.wellbore, key),
  };
  const citation = citationOf(growing, name);
  const who = fitting(company ?? null, LONGEST_NAME);
  const owner = wellbore(version, names);
  const whole = (tag: string) => version.interval({ from: "", to: "", whole: tag }, top, base);
  const status = leaf("GrowingStatus", "inactive");
  const parts20 =
    kind === "trajectory"
      ? [
          status,
          leaf("DTimTrajStart", start),
          leaf("DTimTrajEnd", end),
          version.depth("mdMn", top),
          version.depth("mdMx", base),
          leaf("ServiceCompany", who),
          PLACE,
          owner,
        ]
      : kind === "mudLog"
        ? [leaf("MudLogCompany", who), ...whole("ReportMdInterval"), status, owner, PLACE]
        : [...whole("MdInterval"), status, PLACE, owner];
  const growsBy = parent("eml:Index", {}, [
    leaf("eml:IndexKind", "measured depth"),
    leaf("eml:Uom", measured(top, 2)?.uom),
    leaf("eml:Direction", "increasing"),
  ]);
  const parts21 =
    kind === "trajectory"
      ? [
          reference21("ServiceCompany", "BusinessAssociate", who),
          leaf("DTimTrajEnd", end),
          leaf("DTimTrajStart", start),
          PLACE,
          owner,
        ]
      : [reference21("MudLogCompany", "BusinessAssociate", who), owner, PLACE];
  return parent(
    NAMES_2[kind],
    attributes,
    of20
      ? [citation, ...parts20]
      : [citation, leaf("eml:ActiveStatus", "inactive"), growsBy, ...whole("eml:MdInterval"), ...parts21],
  )!;
}

/** What 2.x begins every object with. */
export const citationOf = (
  { company, program, end }: Pick<Growing, "company" | "program" | "end">,
  title: string,
  description?: string,
): Xml | null =>
  parent("eml:Citation", {}, [
    leaf("eml:Title", fitting(title, 2000)),
    leaf("eml:Originator", fitting(company ?? program, LONGEST_NAME)),
    leaf("eml:Creation", end),
    leaf("eml:Format", program),
    leaf("eml:Description", fitting(description ?? null, 2000)),
  ]);
