/** WITSML 1.3.1.1: as 1.4.1.1, with columns that are numbered, fewer types of values, and no default of what depths are measured from. */
import { version1411 } from "../1411/version.js";
import { measure, type Version } from "../version.js";

export const NAMESPACE = "http://www.witsml.org/schemas/131";

export const version1311: Version = {
  ...version1411,
  name: "1.3.1.1",
  depth: (name, amount) => measure(version1411, name, amount),
  verticalDepth: (name, amount) => measure(version1411, name, amount),
  interval: ({ from, to }, start, end) => [measure(version1411, from, start), measure(version1411, to, end)],
};
