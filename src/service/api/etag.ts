/** The version of a thing as an ETag, and what a request says of the version that it means (RFC 9110, section 13). */
import { wrongIn } from "./problem.js";

export const etagOf = (version: number | string): string => `"${version}"`;

/** The version that `If-Match` names; undefined where it is not sent. Throws Problem for what cannot be meant. */
export function versionIn(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const [, version] = /^\s*(?:W\/)?"(\d{1,15})(?:-[a-z]+)?"\s*$/.exec(header) ?? [];
  if (version === undefined) throw wrongIn("bad-request", "If-Match", "etag");
  return Number(version);
}

/** Whether whoever asks has what would be answered. */
export const isKnown = (header: string | undefined, etag: string | undefined): boolean =>
  header !== undefined &&
  etag !== undefined &&
  header.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
