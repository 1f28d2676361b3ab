/** The versions that there are, by name. */

import { version20, version21 } from "./2/version.js";
import { version1311 } from "./1311/version.js";
import { version1411 } from "./1411/version.js";
import type { LogVersion } from "./log.js";
import type { Version } from "./version.js";

const versions: Readonly<Record<LogVersion, Version>> = {
  "1.3.1.1": version1311,
  "1.4.1.1": version1411,
  "2.0": version20,
  "2.1": version21,
};

export const versionNamed = (name: LogVersion): Version => versions[name];
