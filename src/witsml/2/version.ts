/** WITSML 2.0 and 2.1: a document an object, names with capitals, intervals as one element; 2.1 refers to companies and rigs. */
import { uuidOf } from "../identity.js";
import { type WellNames, wellboreUid } from "../names.js";
import { type Amount, DATUM, fitting, LONGEST_NAME, measured, type Version } from "../version.js";
import { leaf, parent, type Xml } from "../write/xml.js";

export const NAMESPACES = {
  xmlns: "http://www.energistics.org/energyml/data/witsmlv2",
  "xmlns:eml": "http://www.energistics.org/energyml/data/commonv2",
  "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
};

/** A name that has its prefix already stays. */
const capital = (name: string): string =>
  name.startsWith("eml:") ? name : `${name[0]!.toUpperCase()}${name.slice(1)}`;

/** An interval goes down, whichever way the bit went. */
function sorted(from: Amount, to: Amount) {
  const [top, base] =
    from.value !== null && to.value !== null && from.value > to.value ? [to, from] : [from, to];
  const [first, last] = [measured(top, 2), measured(base, 2)];
  return first !== undefined && last !== undefined && first.uom === last.uom ? { first, last } : undefined;
}

function depth20(name: string, amount: Amount): Xml | null {
  const known = measured(amount, 2);
  return known === undefined ? null : leaf(capital(name), known.text, { uom: known.uom, datum: DATUM });
}

export const version20: Version = {
  name: "2.0",
  generation: 2,
  longestComment: 2000,
  longestDescription: 2000,
  tag: capital,
  depth: depth20,
  verticalDepth: depth20,
  interval({ whole }, from, to) {
    const known = sorted(from, to);
    if (known === undefined) return [];
    return [
      parent(whole, { datum: DATUM }, [
        leaf("eml:MdTop", known.first.text, { uom: known.first.uom }),
        leaf("eml:MdBase", known.last.text, { uom: known.last.uom }),
      ]),
    ];
  },
  company: (name, title) => leaf(capital(name), fitting(title, LONGEST_NAME)),
  rig: (title) => leaf("Rig", fitting(title, LONGEST_NAME)),
  rigAlias: (title) =>
    parent("RigAlias", { authority: "rig" }, [leaf("eml:Identifier", fitting(title, LONGEST_NAME))]),
  otherCode: (system, code) =>
    parent("ProprietaryCode", { authority: system }, [leaf("eml:Identifier", fitting(code, LONGEST_NAME))]),
};

type Kind = "Wellbore" | "BusinessAssociate" | "Rig" | "RigUtilization" | "PropertyKind";

/** `eml23` has what all Energistics standards share. */
const qualified = (kind: Kind): string =>
  `${kind === "BusinessAssociate" || kind === "PropertyKind" ? "eml23" : "witsml21"}.${kind}`;

/** To what has that name; `uuid` where the name alone does not tell it from others. */
export const reference21 = (
  name: string,
  kind: Kind,
  title: string | null,
  uuid = uuidOf(kind, title ?? ""),
): Xml | null =>
  title === null
    ? null
    : parent(name, {}, [
        leaf("eml:Uuid", uuid),
        leaf("eml:QualifiedType", qualified(kind)),
        leaf("eml:Title", fitting(title, 2000)),
      ]);

export const version21: Version = {
  ...version20,
  name: "2.1",
  depth(name, amount) {
    const known = measured(amount, 2);
    if (known === undefined) return null;
    return parent(capital(name), {}, [leaf("eml:MeasuredDepth", known.text, { uom: known.uom })]);
  },
  verticalDepth(name, amount) {
    const known = measured(amount, 2);
    if (known === undefined) return null;
    return parent(capital(name), { "xsi:type": "eml:DatumVerticalDepth" }, [
      leaf("eml:VerticalDepth", known.text, { uom: known.uom }),
    ]);
  },
  interval({ whole }, from, to) {
    const known = sorted(from, to);
    if (known === undefined) return [];
    return [
      parent(whole, {}, [
        leaf("eml:MdMin", known.first.text),
        leaf("eml:MdMax", known.last.text),
        leaf("eml:Uom", known.first.uom),
      ]),
    ];
  },
  company: (name, title) => reference21(capital(name), "BusinessAssociate", title),
  rig: (title) => reference21("RigUtilization", "RigUtilization", title),
  rigAlias: (title) => reference21("Rig", "Rig", title),
  otherCode: (system, code) => leaf("ProprietaryCode", fitting(code, LONGEST_NAME), { authority: system }),
};

/** The reference to the wellbore that every object has. */
export function wellbore(version: Version, names: WellNames): Xml | null {
  const uuid = wellboreUid(names);
  if (version.name === "2.1") return reference21("Wellbore", "Wellbore", names.wellbore, uuid);
  return reference20("Wellbore", "Wellbore", names.wellbore, uuid);
}

/** As `reference21`, in 2.0. */
export const reference20 = (name: string, kind: string, title: string, uuid: string): Xml | null =>
  parent(name, {}, [
    leaf("eml:ContentType", `application/x-witsml+xml;version=2.0;type=obj_${kind}`),
    leaf("eml:Title", fitting(title, 2000)),
    leaf("eml:Uuid", uuid),
  ]);
