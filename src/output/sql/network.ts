/** What errors of sockets are to whoever writes to a server. */
import type { FailureCode } from "../../failure/codes.js";

export const networkCodes = {
  ECONNREFUSED: "connection-refused",
  ENOTFOUND: "host-unknown",
  EAI_AGAIN: "host-unknown",
  ETIMEDOUT: "no-answer",
  EHOSTUNREACH: "no-answer",
  ENETUNREACH: "no-answer",
  ECONNRESET: "connection-broken",
  EPIPE: "connection-broken",
} as const satisfies Record<string, FailureCode>;
