/** Posts to a receiver once, signed. */
import { rootCertificates } from "node:tls";
import { postOnce } from "../../../http/post-once.js";
import { networkReason } from "../../../network/unreachable.js";
import { said } from "../../words/refusal.js";
import { textOf } from "../../words/speech.js";
import { lookupFor, type WebhookSettings, wrongWith } from "./receiver.js";
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
  const wrong = wrongWith(text, settings);
  if (wrong !== undefined) throw new Error(textOf(said("webhook-address", wrong)));
  const url = new URL(text);
  const timestamp = Math.floor(now / 1000);
  const { answerWithin, authorities } = settings;
  const status = await postOnce(
    {
      ...{ url, answerWithin, body: Buffer.from(body), lookup: lookupFor(settings) },
      ...(authorities !== undefined && { authorities: [...rootCertificates, authorities] }),
      headers: {
        "content-type": "application/json",
        "user-agent": "witskit",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": signatureOf(secret, { id, timestamp, body }),
      },
    },
    signal,
  ).catch((error: Error) => {
    throw new Error(`${url.host}: ${networkReason(error)}`, { cause: error });
  });
  if (status >= 200 && status < 300) return;
  const answer = `${url.host} answers ${status}`;
  if (status >= 300 && status < 400) throw new RefusedPost(`${answer}, and is not followed to elsewhere`);
  throw REFUSALS.includes(status) ? new RefusedPost(answer) : new Error(answer);
}
