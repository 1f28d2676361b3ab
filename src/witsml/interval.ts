/** An interval of a mud log: what came up from there, in which share, and what showed in it. */
import { reference20 } from "./2/version.js";
import { citationOf, type Growing } from "./growing.js";
import { uuidOf } from "./identity.js";
import { type Amount, comment, fitting, measure, measured, text, type Version } from "./version.js";
import { leaf, parent, type Xml } from "./write/xml.js";

export interface Lithology {
  readonly type: string | null;
  readonly share: Amount;
  readonly classification: string | null;
  readonly color: string | null;
  readonly texture: string | null;
  readonly hardness: string | null;
  readonly grainSize: string | null;
  readonly roundness: string | null;
  readonly sorting: string | null;
  readonly porosity: string | null;
  readonly permeability: string | null;
}

export interface IntervalFacts {
  readonly uid: string;
  readonly top: Amount;
  readonly base: Amount;
  readonly time: string | null;
  readonly tvdTop: Amount;
  readonly tvdBase: Amount;
  readonly lithologies: readonly Lithology[];
  /** What showed, in words. */
  readonly show: string | null;
  /** Methane, ethane, propane, butanes, by the beginning of their names in all versions. */
  readonly gases: readonly (readonly [name: string, amount: Amount])[];
  readonly gas: Amount;
  readonly density: Amount;
  readonly shaleDensity: Amount;
  readonly calcite: Amount;
  readonly dolomite: Amount;
  readonly exchange: Amount;
  readonly description: string | null;
}

/** `geologyInterval` of 1.x. */
export function geologyInterval(version: Version, facts: IntervalFacts): Xml | null {
  const [top, base] = version.interval({ from: "mdTop", to: "mdBottom", whole: "" }, facts.top, facts.base);
  if (top == null || base == null) return null;
  return parent("geologyInterval", { uid: facts.uid }, [
    leaf("typeLithology", "cuttings"),
    top,
    base,
    leaf("dTim", facts.time),
    version.verticalDepth("tvdTop", facts.tvdTop),
    version.verticalDepth("tvdBase", facts.tvdBase),
    ...facts.lithologies.map((one, place) => lithology(version, one, place)),
    parent("show", {}, [comment(version, "showDesc", facts.show)]),
    parent("chromatograph", {}, gases(version, facts)),
    parent("mudGas", {}, [measure(version, "gasAv", facts.gas)]),
    measure(version, "densBulk", facts.density),
    measure(version, "densShale", facts.shaleDensity),
    measure(version, "calcite", facts.calcite),
    measure(version, "dolomite", facts.dolomite),
    measure(version, "cec", facts.exchange),
    comment(version, "description", facts.description),
  ]);
}

const gases = (version: Version, facts: IntervalFacts): readonly (Xml | null)[] =>
  facts.gases.map(([name, amount]) => measure(version, `${name}Av`, amount));

function lithology(version: Version, one: Lithology, place: number): Xml | null {
  const of = (name: string, value: string | null, most = 32): Xml | null => text(version, name, value, most);
  return parent("lithology", { uid: `lithology-${place + 1}` }, [
    of("type", one.type ?? "unknown", 50),
    measure(version, "lithPc", one.share),
    of("lithClass", one.classification),
    of("color", one.color, 16),
    of("texture", one.texture),
    of("hardness", one.hardness),
    of("sizeGrain", one.grainSize),
    of("roundness", one.roundness),
    of("sorting", one.sorting),
    of("porosityVisible", one.porosity),
    of("permeability", one.permeability),
  ]);
}

/** Nobody told how long the cuttings took to come up, which 2.1 asks for. */
const lag = (name: string): Xml | null => leaf(name, "NaN", { uom: "s" });

/** `MudlogReportInterval` of 2.1, and in 2.0 what refers to the cuttings that stand in a document of their own. */
export function reportInterval(version: Version, facts: IntervalFacts, growing: Growing): Xml | null {
  const [interval] = version.interval(
    { from: "", to: "", whole: version.name === "2.0" ? "MdInterval" : "eml:MdInterval" },
    facts.top,
    facts.base,
  );
  if (interval == null) return null;
  const gas = parent("Chromatograph", {}, gases(version, facts));
  if (version.name === "2.0") {
    return parent("MudlogIntervals", { uid: facts.uid }, [
      interval,
      reference20(
        "CuttingsGeologyInterval",
        "CuttingsGeologyInterval",
        facts.uid,
        cuttingsUuid(facts, growing),
      ),
      gas,
    ]);
  }
  return parent("MudlogReportInterval", { uid: facts.uid }, [
    ...made(growing),
    interval,
    parent("CuttingsGeologyInterval", { uid: facts.uid }, [
      ...made(growing),
      interval,
      ...cuttings(version, facts, growing, lag("BottomsUpTime")),
    ]),
    lag("BottomsUpTime"),
    gas,
  ]);
}

/** `CuttingsInterval` of 2.0, an object of its own. */
export function cuttingsInterval(version: Version, facts: IntervalFacts, growing: Growing): Xml | null {
  const [interval] = version.interval({ from: "", to: "", whole: "MdInterval" }, facts.top, facts.base);
  const attributes = { schemaVersion: "2.0", uuid: cuttingsUuid(facts, growing), uid: facts.uid };
  return interval == null
    ? null
    : parent("CuttingsInterval", attributes, [
        citationOf(growing, facts.uid, facts.description ?? undefined),
        interval,
        ...cuttings(version, facts, growing, null),
      ]);
}

const made = ({ end }: Growing): readonly (Xml | null)[] => [
  leaf("eml:Creation", end),
  leaf("eml:LastUpdate", end),
];

const cuttingsUuid = ({ uid }: IntervalFacts, { names, key }: Growing): string =>
  uuidOf("CuttingsGeologyInterval", names.well, names.wellbore, key, uid);

function cuttings(
  version: Version,
  facts: IntervalFacts,
  growing: Growing,
  upTime: Xml | null,
): readonly (Xml | null)[] {
  return [
    measure(version, "densBulk", facts.density),
    measure(version, "densShale", facts.shaleDensity),
    measure(version, "calcite", facts.calcite),
    measure(version, "dolomite", facts.dolomite),
    upTime,
    ...facts.lithologies.map((one, place) =>
      cuttingsLithology(version, one, place, facts.show === null ? null : showOf(facts, growing)),
    ),
  ];
}

/** In words alone: the rig told no colours and levels of it. */
function showOf(facts: IntervalFacts, growing: Growing): Xml | null {
  const citation = citationOf(growing, "show", facts.show ?? undefined);
  return parent("Shows", { uid: "show-1" }, [citation && { ...citation, name: "Citation" }]);
}

function cuttingsLithology(version: Version, one: Lithology, place: number, show: Xml | null): Xml | null {
  const of = (name: string, value: string | null): Xml | null => text(version, name, value);
  const share = measured(one.share, 2);
  return parent("CuttingsIntervalLithology", { uid: `lithology-${place + 1}` }, [
    leaf("Kind", kindOf(one.type)),
    leaf("LithPc", share?.text ?? "NaN", { uom: share?.uom ?? "%" }),
    of("color", one.color),
    of("texture", one.texture),
    of("hardness", one.hardness),
    of("sizeGrain", one.grainSize),
    of("roundness", one.roundness),
    of("sorting", one.sorting),
    of("porosityVisible", one.porosity),
    of("permeability", one.permeability),
    place === 0 ? show : null,
  ]);
}

/** Those of the dictionary that cuttings are told as; any other is the rig's own word. */
const KINDS = new Set(
  (
    "anhydrite,chalk,chert,clay,claystone,coal,conglomerate,dolomite,gravel,gypsum,halite,limestone,marl,mudstone,rock salt,sand,sandstone," +
    "shale,silt,siltstone,tuff"
  ).split(","),
);

function kindOf(type: string | null): string {
  const word = fitting(type, 50);
  if (word === null) return "unknown";
  const known = word.toLowerCase();
  return KINDS.has(known) ? known : `WITS:${word}`;
}
