/** Notices posted to a URL as JSON, signed, without following where it leads. */
import { isIP } from "node:net";
import { Failure } from "../../../failure/failure.js";
import { signatureHeader } from "../../../http/body-signature.js";
import { postOnce } from "../../../http/post-once.js";
import { isPrivate, publicLookup, refusedAddress } from "../../../network/private-address.js";
import { networkReason } from "../../../network/unreachable.js";
import type { Notice } from "../../../notice.js";
import { maskedUrl } from "../../../text/secrets.js";
import { Refused, type Way } from "../outbox.js";

export interface WebhookWayOptions {
  readonly secret: string | undefined;
  /** Addresses within a network are told too. */
  readonly allowPrivate: boolean;
  /** Milliseconds in which a receiver must answer: 10 seconds unless told. */
  readonly answerWithin?: number;
}

const ANSWER_WITHIN = 10_000;

const ALLOWED = "allow-private = true";

/** Throws Failure("usage") for what is no address of a receiver. */
export function noticeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ["http:", "https:"].includes(url.protocol)) return url;
  throw new Failure("bad-config", `${maskedUrl(text)} is no URL of http:// or https://`);
}

export function webhookWay(address: string, options: WebhookWayOptions): Way {
  const { allowPrivate } = options;
  const url = noticeUrl(address);
  const shown = maskedUrl(url.href);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return {
    async send(notice, signal) {
      // What is an address already is not looked up.
      if (!allowPrivate && isIP(host) !== 0 && isPrivate(host))
        throw new Error(refusedAddress(host, host, ALLOWED));
      const status = await post(url, notice, signal, options).catch((error: unknown) => {
        throw new Error(`${shown}: ${networkReason(error)}`);
      });
      if (status >= 200 && status < 300) return;
      const answer = `${shown} answers ${status}`;
      if (status >= 300 && status < 400) throw new Refused(`${answer}, and is not followed to elsewhere`);
      if (status >= 400 && status < 500 && status !== 408 && status !== 429) throw new Refused(answer);
      throw new Error(answer);
    },
  };
}

function post(
  url: URL,
  notice: Notice,
  signal: AbortSignal,
  { secret, allowPrivate, answerWithin = ANSWER_WITHIN }: WebhookWayOptions,
): Promise<number> {
  const body = Buffer.from(JSON.stringify(notice));
  const headers = {
    "content-type": "application/json",
    "x-witskit-notice": notice.id,
    ...signatureHeader(secret, body),
  };
  const lookup = allowPrivate ? undefined : publicLookup(ALLOWED);
  return postOnce({ url, body, headers, answerWithin, lookup }, signal);
}
