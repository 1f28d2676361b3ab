/** Posts to a receiver once: signed, without following where it leads, and without waiting for what it has to say. */
import { request } from "node:https";
import { rootCertificates } from "node:tls";
import { systemCode } from "../../../failure.js";
import { lookupFor, refusedHost, type WebhookSettings } from "./receiver.js";
import { signatureOf } from "./signature.js";

export interface Post {
  readonly url: string;
  readonly secret: string;
  /** The same each time it is sent: who gets it twice can see that. */
  readonly id: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The receiver will never take this. */
export class RefusedPost extends Error {}

/** What is wrong with this message, and not with the way. */
const REFUSALS = [400, 410, 413, 415, 422];

/** Throws why it was not taken. What is said of the receiver is its host: the path of some is their password. */
export async function post(
  { url: text, secret, id, body, now }: Post,
  settings: WebhookSettings,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(text);
  const refused = refusedHost(url, settings);
  if (refused !== undefined) throw new Error(refused);
  const late = AbortSignal.timeout(settings.answerWithin);
  const timestamp = Math.floor(now / 1000);
  const bytes = Buffer.from(body);
  const status = await new Promise<number>((resolve, reject) => {
    const sent = request(
      url,
      {
        method: "POST",
        // A connection that was kept would be to an address that was looked at long ago.
        agent: false,
        signal: AbortSignal.any([signal, late]),
        lookup: lookupFor(settings),
        ...(settings.authorities !== undefined && { ca: [...rootCertificates, settings.authorities] }),
        headers: {
          "content-type": "application/json",
          "content-length": bytes.length,
          "user-agent": "witskit",
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": signatureOf(secret, { id, timestamp, body }),
        },
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    sent.on("error", (error) =>
      reject(new Error(`${url.host}: ${reasonOf(error, late, settings)}`, { cause: error })),
    );
    sent.end(bytes);
  });
  if (status >= 200 && status < 300) return;
  const answer = `${url.host} answers ${status}`;
  if (status >= 300 && status < 400) throw new RefusedPost(`${answer}, and is not followed to elsewhere`);
  throw REFUSALS.includes(status) ? new RefusedPost(answer) : new Error(answer);
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "it ends the connection",
  ENOTFOUND: "no address goes by that name",
  EAI_AGAIN: "the name server does not answer",
  ENETUNREACH: "there is no way to it",
  EHOSTUNREACH: "there is no way to it",
};

function reasonOf(error: Error, late: AbortSignal, { answerWithin }: WebhookSettings): string {
  if (late.aborted) return `it does not answer within ${answerWithin / 1000} s`;
  return reasons[systemCode(error) ?? ""] ?? error.message;
}
