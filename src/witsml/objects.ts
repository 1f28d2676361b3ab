/** The objects of WITSML that logs of a rig become, and the documents of them: as many in one as wanted in 1.x, and one alone in 2.x. */
import { NAMESPACE as NAMESPACE_131 } from "./1311/version.js";
import { NAMESPACE as NAMESPACE_141 } from "./1411/version.js";
import type { Around, LogVersion } from "./log.js";
import { XML_DECLARATION } from "./write/xml.js";

export const objectKinds = ["log", "trajectory", "mudLog"] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** What a document has before its first object and behind its last. */
export function rootOf(version: LogVersion, kind: ObjectKind): Around {
  const before = `${XML_DECLARATION}\n`;
  if (version === "2.0" || version === "2.1") return { before, after: "" };
  const namespace = version === "1.3.1.1" ? NAMESPACE_131 : NAMESPACE_141;
  return {
    before: `${before}<${kind}s xmlns="${namespace}" version="${version}">\n`,
    after: `</${kind}s>\n`,
  };
}

/** Whether a document has one object alone. */
export const oneObject = (version: LogVersion): boolean => version === "2.0" || version === "2.1";
