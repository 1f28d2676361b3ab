/** Posts to a receiver once: without following where it leads, and without waiting for what it has to say beside its status. */
import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import type { LookupFunction } from "node:net";

export interface OncePosted {
  readonly url: URL;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | number>>;
  /** Milliseconds in which it must answer. */
  readonly answerWithin: number;
  /** Whoever may not be told is not found; the usual one when undefined. */
  readonly lookup?: LookupFunction | undefined;
  /** In PEM; the usual ones when undefined. */
  readonly authorities?: readonly string[] | undefined;
}

/** The status of its answer. Throws the error of the connection, or a sentence where it was too late. */
export function postOnce(
  { url, body, headers, answerWithin, lookup, authorities }: OncePosted,
  signal: AbortSignal,
): Promise<number> {
  const { username, password } = url;
  const late = AbortSignal.timeout(answerWithin);
  return new Promise((resolve, reject) => {
    const request = url.protocol === "https:" ? secureRequest : plainRequest;
    const sent = request(
      url,
      {
        method: "POST",
        // A connection that was kept would be to an address that was looked at long ago.
        agent: false,
        signal: AbortSignal.any([signal, late]),
        ...(lookup !== undefined && { lookup }),
        ...(authorities !== undefined && { ca: [...authorities] }),
        ...(username !== "" && { auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` }),
        headers: { ...headers, "content-length": body.length },
      },
      (response) => {
        // What it says besides may have no end.
        response.destroy();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on("error", (error) =>
      reject(late.aborted ? new Error(`it does not answer within ${answerWithin / 1000} s`) : error),
    );
    sent.end(body);
  });
}
