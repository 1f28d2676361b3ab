/**
 * Asks a provider, as `fetch` does, with what that cannot: a name that means an address within the network is not connected to, and nothing
 * is followed to elsewhere. Answers are short documents.
 */
import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP } from "node:net";
import { isPrivate, publicLookup, refusedAddress } from "../../../network/private-address.js";
import { PRIVATE_ALLOWED } from "./provider.js";

const ANSWER_WITHIN = 10_000;
/** Discovery and keys of large providers have some 20 KiB. */
const ANSWER_MOST = 1 << 20;

export interface Question {
  readonly method?: string;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

export type Asking = (address: string | URL, question?: Question) => Promise<Response>;

/** Throws for what cannot be reached, and for an address that must not be. */
export const askingProviders =
  (allowPrivate: boolean): Asking =>
  (address, { method = "GET", headers, body, signal } = {}) => {
    const url = new URL(address);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    if (!allowPrivate && url.protocol !== "https:")
      return Promise.reject(new Error(`${url.host} is asked over https alone`));
    if (!allowPrivate && isIP(host) !== 0 && isPrivate(host))
      return Promise.reject(new Error(refusedAddress(host, host, PRIVATE_ALLOWED)));
    const request = url.protocol === "https:" ? secureRequest : plainRequest;
    const late = AbortSignal.timeout(ANSWER_WITHIN);
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method,
          // A connection that was kept would be to an address that was looked at long ago.
          agent: false,
          signal: signal == null ? late : AbortSignal.any([signal, late]),
          headers: Object.fromEntries(new Headers(headers as Record<string, string>)),
          ...(!allowPrivate && { lookup: publicLookup(PRIVATE_ALLOWED) }),
        },
        (answer) => {
          const parts: Buffer[] = [];
          let length = 0;
          answer.on("data", (part: Buffer) => {
            length += part.length;
            if (length > ANSWER_MOST) answer.destroy(new Error(`${url.host} answers with more than 1 MiB`));
            else parts.push(part);
          });
          answer.on("error", reject);
          answer.on("end", () => {
            const status = answer.statusCode ?? 502;
            const type = answer.headers["content-type"];
            const said = [204, 205, 304].includes(status) ? null : new Uint8Array(Buffer.concat(parts));
            resolve(
              new Response(said, { status, headers: type === undefined ? {} : { "content-type": type } }),
            );
          });
        },
      );
      sent.on("error", (error) =>
        reject(
          late.aborted ? new Error(`${url.host} does not answer within ${ANSWER_WITHIN / 1000} s`) : error,
        ),
      );
      sent.end(body == null ? undefined : String(body));
    });
  };
