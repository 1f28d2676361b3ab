/** How a receiver knows that a body is ours, where it shares a secret with us: the header `X-Witskit-Signature` is `sha256=` and the HMAC in hex. */
import { createHmac } from "node:crypto";

/** Nothing without a secret. */
export const signatureHeader = (
  secret: string | undefined,
  body: string | Uint8Array,
): Readonly<Record<string, string>> =>
  secret === undefined
    ? {}
    : { "x-witskit-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
