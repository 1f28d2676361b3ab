/** WITSML 1.4.1.1: plural roots, names in lower case, ends of an interval apart, companies by name. */
import { type Amount, DATUM, fitting, LONGEST_NAME, measured, type Version } from "../version.js";
import { leaf, parent, type Xml } from "../write/xml.js";

export const NAMESPACE = "http://www.witsml.org/schemas/1series";

function depth(name: string, amount: Amount): Xml | null {
  const known = measured(amount, 1);
  return known === undefined ? null : leaf(name, known.text, { uom: known.uom, datum: DATUM });
}

export const version1411: Version = {
  name: "1.4.1.1",
  generation: 1,
  longestComment: 4000,
  longestDescription: 256,
  tag: (name) => name,
  depth,
  verticalDepth: depth,
  interval: ({ from, to }, start, end) => [depth(from, start), depth(to, end)],
  company: (name, title) => leaf(name, fitting(title, LONGEST_NAME)),
  rig: (title) => leaf("rig", fitting(title, LONGEST_NAME)),
  rigAlias(title) {
    const name = leaf("name", fitting(title, LONGEST_NAME));
    return name && parent("rigAlias", { uid: "rig-1" }, [name, leaf("namingSystem", "rig")]);
  },
  otherCode: (system, code) => leaf("proprietaryCode", fitting(code, LONGEST_NAME), { namingSystem: system }),
};
