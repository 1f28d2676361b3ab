/** Files of a report posted to a URL, one after the other, signed as events are. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Failure } from "../../failure/failure.js";
import { signatureHeader } from "../../http/body-signature.js";
import { maskedUrl } from "../../text/secrets.js";
import { mediaType } from "./media-type.js";

export interface PostOptions {
  readonly url: string;
  /** Signs each body, see WebhookOptions. */
  readonly secret?: string | undefined;
}

/** Milliseconds in which a receiver must answer. */
const ANSWER_WITHIN = 60_000;

/** Throws Failure("usage") for what is no address of a receiver. */
export function reportPostUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol))
    throw new Failure("bad-option", `--report-post: ${maskedUrl(text)} is no URL of http:// or https://`);
  return url;
}

/** Throws what stood in the way. */
export async function postFile(
  { url: address, secret }: PostOptions,
  { day, path }: { readonly day: string; readonly path: string },
  signal: AbortSignal,
): Promise<void> {
  const url = reportPostUrl(address);
  const { username, password } = url;
  // `fetch` takes no URL with a password in it.
  url.username = url.password = "";
  const body = await readFile(path);
  const response = await fetch(url, {
    method: "POST",
    redirect: "error",
    headers: {
      "content-type": mediaType(path),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(basename(path))}`,
      "x-witskit-day": day,
      ...(username !== "" && {
        authorization: `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`,
      }),
      ...signatureHeader(secret, body),
    },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN)]),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`it answers ${response.status}`);
}
