/** Records 15 and 16 as mud logs: cuttings from the sample before down to this one, and shows from their top to their bottom. */
import {
  cuttingsInterval,
  geologyInterval,
  type IntervalFacts,
  type Lithology,
  reportInterval,
} from "../../witsml/interval.js";
import type { Amount, Version } from "../../witsml/version.js";
import type { Xml } from "../../witsml/write/xml.js";
import type { Grower, PartOf } from "./growing-table.js";
import type { RowValues } from "./row-values.js";

const NOTHING: Amount = { value: null, unit: null, decimals: null };

const documentsOf =
  (record: string): Grower["documents"] =>
  (version) => [
    { kind: "mudLog", stem: `mudLog-${record}` },
    ...(version.name === "2.0" ? [{ kind: "cuttings" as const, stem: `cuttings-${record}` }] : []),
  ];

function elementsOf(version: Version, facts: IntervalFacts, { growing }: PartOf): readonly (Xml | null)[] {
  if (version.generation === 1) return [geologyInterval(version, facts)];
  const report = reportInterval(version, facts, growing);
  return version.name === "2.0" ? [report, cuttingsInterval(version, facts, growing)] : [report];
}

/** Lithology `n` of record 15: the first two are told in full, the others by type, share and class. */
function lithologyOf(values: RowValues, n: number): Lithology | null {
  const text = (end: string): string | null => values.text(`L${n}${end}`);
  const amountText = (end: string, unit: string): string | null => {
    const { value } = values.amount(`L${n}${end}`);
    return value === null ? null : `${value} ${unit}`;
  };
  const share = values.amount(`L${n}PC`);
  const type = text("TY");
  if (type === null && share.value === null) return null;
  return {
    type,
    share: share.unit === null ? { ...share, unit: "%" } : share,
    classification: text("CL"),
    color: text("CO"),
    texture: text("TX"),
    hardness: text("HD"),
    grainSize: text("SZ"),
    roundness: text("RD"),
    sorting: text("SO"),
    porosity: amountText("PO", "%"),
    permeability: amountText("PE", "mD"),
  };
}

const said = (parts: readonly (readonly [what: string, text: string | null])[]): string | null =>
  parts
    .filter(([, text]) => text !== null)
    .map(([what, text]) => `${what}: ${text}`)
    .join("; ") || null;

export const cuttings: Grower = {
  object: "mudLog",
  what: "samples of cuttings",
  documents: documentsOf("15"),
  depthOf: (values) => values.amount("DSAM"),
  part(version, values, of) {
    const base = values.amount("DSAM");
    const top = of.before ?? base;
    const lithologies = [1, 2, 3, 4, 5].map((n) => lithologyOf(values, n)).filter((one) => one !== null);
    const facts: IntervalFacts = {
      uid: `interval-${of.number}`,
      top,
      base,
      time: of.time ?? null,
      tvdTop: NOTHING,
      tvdBase: values.amount("DSAV"),
      lithologies,
      show: values.text("SHOW"),
      gases: [],
      gas: values.amount("GCUT"),
      density: values.amount("BDEN"),
      shaleDensity: values.amount("SDEN"),
      calcite: values.amount("CCAL"),
      dolomite: values.amount("CDOL"),
      exchange: values.amount("CEC"),
      description: said([
        ["description", values.text("DESC")],
        ["matrix or cement", values.text("L1MC")],
        ["accessories", values.text("L1AC")],
        ["fossils", values.text("FOSS")],
      ]),
    };
    return { top, base, elements: elementsOf(version, facts, of) };
  },
};

export const shows: Grower = {
  object: "mudLog",
  what: "shows",
  documents: documentsOf("16"),
  depthOf: (values) => values.amount("DSBM"),
  part(version, values, of) {
    const base = values.amount("DSBM");
    const told = values.amount("DSTM");
    const top = told.value === null ? base : told;
    const porosity = values.amount("WLPM").value;
    const permeability = values.amount("WLPE").value;
    const facts: IntervalFacts = {
      uid: `interval-${of.number}`,
      top,
      base,
      time: of.time ?? null,
      tvdTop: values.amount("DSTV"),
      tvdBase: values.amount("DSBV"),
      lithologies: [
        {
          type: values.text("WLTY"),
          share: NOTHING,
          classification: values.text("WLCL"),
          color: values.text("WLCO"),
          texture: values.text("WLTX"),
          hardness: values.text("WLHD"),
          grainSize: values.text("WLSZ"),
          roundness: values.text("WLRD"),
          sorting: values.text("WLSO"),
          porosity: porosity === null ? values.text("WLPV") : `${porosity} %`,
          permeability: permeability === null ? null : `${permeability} mD`,
        },
      ],
      show: said([
        ["stain", values.text("WLST")],
        ["fluorescence", values.text("WLFL")],
        ["cut", values.text("WLCT")],
      ]),
      gases: [
        ["meth", values.amount("MTHM")],
        ["eth", values.amount("ETHM")],
        ["prop", values.amount("PRPM")],
        ["ibut", values.amount("IBTM")],
        ["nbut", values.amount("NBTM")],
      ],
      gas: values.amount("WLGC"),
      density: NOTHING,
      shaleDensity: NOTHING,
      calcite: NOTHING,
      dolomite: NOTHING,
      exchange: NOTHING,
      description: said([
        ["matrix or cement", values.text("WLMC")],
        ["accessories", values.text("WLAC")],
      ]),
    };
    return { top, base, elements: elementsOf(version, facts, of) };
  },
};
