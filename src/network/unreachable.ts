/** Why somebody cannot be reached, by the codes of sockets and names: in words for people, and as codes of failures. */
import type { FailureCode } from "../failure/codes.js";
import { Failure, systemCode } from "../failure/failure.js";

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there; check the port, and that the other side runs",
  ENOTFOUND: "there is no such host; check the name",
  EAI_AGAIN: "the name cannot be looked up now; check the network and its name server",
  EHOSTUNREACH: "the host cannot be reached; check the network",
  ENETUNREACH: "the network cannot be reached; check the cable and the route",
  ETIMEDOUT: "it did not answer; check the host, and that a firewall lets you through",
  ECONNRESET: "the other side reset the connection",
  EPIPE: "the other side has closed the connection",
  EADDRINUSE: "another program listens there; choose another port, or stop that program",
  EADDRNOTAVAIL: "this machine has no such address; 0.0.0.0 stands for all it has",
  EACCES: "you may not listen there; ports below 1024 are for root",
};

const CODES: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: "connection-refused",
  ENOTFOUND: "host-unknown",
  EAI_AGAIN: "host-unknown",
  ETIMEDOUT: "no-answer",
  ECONNRESET: "connection-broken",
  EPIPE: "connection-broken",
  EADDRINUSE: "address-taken",
  EADDRNOTAVAIL: "address-taken",
  EACCES: "address-taken",
};

/** What a socket's error means, for a person. */
export function networkReason(error: unknown): string {
  const first = firstOf(error);
  return REASONS[systemCode(first) ?? ""] ?? (first instanceof Error ? first.message : String(first));
}

export const networkCode = (error: unknown): FailureCode =>
  CODES[systemCode(firstOf(error)) ?? ""] ?? "unreachable";

/** Where a name has several addresses, each failed for a reason of its own. */
const firstOf = (error: unknown): unknown => (error instanceof AggregateError ? error.errors[0] : error);

export function unreachable(what: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure(networkCode(error), `${what}: ${networkReason(error)}`, { cause: error });
}
