/** A service of its own for a file of tests: in a folder that goes with it, on a free port. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logTo } from "../../../src/service/api/log.js";
import { type Serving, type StartOptions, startService } from "../../../src/service/api/start.js";

export interface Asking {
  readonly cookie?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect there
  readonly body: any;
}

export const PASSWORD = "correct horse battery staple";

export type Served = Serving & { readonly data: string; end(): Promise<void> };

export async function start(now?: () => number, more: Partial<StartOptions> = {}): Promise<Served> {
  const data = more.data ?? join(mkdtempSync(join(tmpdir(), "witskit-api-")), "data");
  const log = logTo({
    level: "warn",
    format: "text",
    write: (line) => process.stderr.write(`${line}\n`),
    now: Date.now,
  });
  const serving = await startService({
    host: "127.0.0.1",
    port: 0,
    data,
    log,
    floods: { burst: 10_000, perSecond: 10_000 },
    passwordCost: { ln: 10, r: 8, p: 1 },
    // What time brings by itself comes when a test says so.
    keepsTime: false,
    ...(now !== undefined && { now }),
    ...more,
  });
  return {
    ...serving,
    data,
    async end() {
      await serving.close();
      rmSync(join(data, ".."), { recursive: true, force: true });
    },
  };
}

export async function ask(
  { url }: Pick<Serving, "url">,
  line: string,
  { cookie, key, headers = {}, body }: Asking = {},
): Promise<Answer> {
  const [method = "GET", path = "/"] = line.split(" ");
  const isBytes = body instanceof Uint8Array;
  const response = await fetch(`${url}${/^\/(api\/|health|ready)/.test(path) ? path : `/api/v1${path}`}`, {
    method,
    redirect: "manual",
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(key === undefined && method !== "GET" && { origin: url }),
      ...(body !== undefined && !isBytes && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: isBytes ? body : JSON.stringify(body) }),
  } as RequestInit);
  // Events go on for ever.
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    await response.body?.cancel();
    return { status: response.status, headers: response.headers, body: "" };
  }
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

export const cookieOf = ({ headers }: Answer): string => headers.get("set-cookie")?.split(";")[0] ?? "";
