/**
 * Whether a request that changes something was made by a page of ours. A browser sends cookies with requests that other sites make;
 * what it says about where they come from cannot be forged by a page: `Sec-Fetch-Site`, and `Origin` where that is not sent. A program
 * that shows a key sends no cookie, and is not asked.
 */
import { said } from "../words/refusal.js";
import { Problem } from "./problem.js";

const SAFE = ["GET", "HEAD", "OPTIONS"];

export interface Whence {
  readonly method: string;
  /** `https://host`, under which the service was asked. */
  readonly origin: string;
  readonly header: (name: string) => string | undefined;
}

/** Throws Problem for a request of another site. */
export function checkOrigin({ method, origin, header }: Whence): void {
  if (SAFE.includes(method) || header("authorization") !== undefined) return;
  const site = header("sec-fetch-site");
  const from = header("origin");
  const own = site === undefined ? from === origin : site === "same-origin";
  if (own && (from === undefined || from === origin)) return;
  throw new Problem("cross-site", said("cross-site"));
}
