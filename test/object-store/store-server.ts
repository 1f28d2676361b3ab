/** A store of S3's kind on a free port, which takes what is signed by its key alone: what stands in the way of its requests is the test's. */
import { mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { isSignedBy } from "./signature.js";

interface Server {
  configureBuckets(): Promise<unknown>;
  callback(): RequestListener;
}
type ServerClass = new (options: Readonly<Record<string, unknown>>) => Server;

export const BUCKET = "rigs";
/** Its one key, and the secret of it. */
const KEY = "S3RVER";
const WRONG = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code></Error>`;

/** Answers true where it has taken the request itself; the store gets it when what it answers has come. */
type Before = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export interface StoreServer {
  readonly environment: Readonly<Record<string, string>>;
  /** `METHOD path`, of all requests since it was emptied. */
  readonly asked: string[];
  before: Before | undefined;
  close(): Promise<void>;
}

export async function storeServer(folder: string): Promise<StoreServer> {
  const S3rver = createRequire(import.meta.url)("s3rver") as ServerClass;
  const directory = mkdtempSync(join(folder, "store-"));
  const store = new S3rver({
    directory,
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: BUCKET }],
  });
  await store.configureBuckets();
  const answer = store.callback();
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${decodeURIComponent(request.url ?? "")}`);
    if (await running.before?.(request, response)) return;
    const isOurs = request.headers.authorization?.includes(`Credential=${KEY}/`);
    // The store behind it looks at no signatures.
    if (!isOurs || isSignedBy(KEY, request)) answer(request, response);
    else response.writeHead(403, { "content-type": "application/xml" }).end(WRONG);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const running: StoreServer = {
    environment: {
      WITS_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: KEY,
      AWS_SECRET_ACCESS_KEY: KEY,
      WITS_S3_CACHE: join(folder, "cache"),
    },
    asked,
    before: undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return running;
}
