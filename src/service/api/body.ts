/**
 * The body of a request, read no further than it may be long: what is packed by gzip, as devices on a bad link send it, is measured
 * unpacked, so that a few bytes do not become a gigabyte.
 */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { said } from "../words/refusal.js";
import { Problem } from "./problem.js";

const MIB = 1 << 20;

/** Of a document. */
export const BODY_MOST = MIB;

export async function bodyOf(request: Request, most: number): Promise<Uint8Array> {
  const told = Number(request.headers.get("content-length") ?? 0);
  if (told > most) throw tooLarge(most);
  if (request.body === null) return new Uint8Array();
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip")
    throw new Problem("unsupported-type", said("body-packed", { encoding }));
  const raw = Readable.fromWeb(request.body as never);
  const source = encoding === "gzip" ? raw.pipe(createGunzip()) : raw;
  if (source !== raw) raw.on("error", (error) => source.destroy(error));
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > most) throw tooLarge(most);
      chunks.push(chunk);
    }
  } catch (error) {
    raw.destroy();
    if (error instanceof Problem) throw error;
    throw new Problem("bad-request", said("body-broken"), {
      cause: error,
    });
  }
  return Buffer.concat(chunks);
}

/** What is left of it is not read, so that nothing can come after it on that connection. */
const tooLarge = (most: number): Problem =>
  new Problem("too-large", said("body-too-large", { bytes: most }), {
    headers: { connection: "close" },
  });

/** Throws Problem for what is no JSON; a browser's form cannot send this type by itself. */
export function documentIn(bytes: Uint8Array, type: string | undefined): unknown {
  if (!/^application\/(?:[a-z.+-]+\+)?json\s*(?:;|$)/i.test(type ?? ""))
    throw new Problem("unsupported-type", said("body-type", { types: ["application/json"] }));
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Problem("bad-request", said("body-not-utf8"), { cause: error });
  }
  try {
    return JSON.parse(text, (key, value) => (key === "__proto__" ? undefined : value));
  } catch (error) {
    throw new Problem(
      "bad-request",
      said("body-not-json", { why: error instanceof Error ? error.message : "" }),
      {
        cause: error,
      },
    );
  }
}
