/** What was thrown, as it crosses to the program: its message, and the code by which a network that is down is told from a mistake. */
import type { Fault } from "../protocol.js";

export function faultOf(error: unknown): Fault {
  const first: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  if (!(first instanceof Error)) return { message: String(first) };
  const { code } = first as { readonly code?: unknown };
  const message = first.message === "" ? first.name : first.message;
  return { message, ...(typeof code === "string" && { code }) };
}
