/** What writes logs, by the version. */
import { logWriter1 } from "./1/log.js";
import { logWriter2 } from "./2/log.js";
import type { LogVersion, LogWriter } from "./log.js";

export const logWriter = (version: LogVersion): LogWriter =>
  version === "1.3.1.1" || version === "1.4.1.1" ? logWriter1(version) : logWriter2(version);
