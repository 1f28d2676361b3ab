/**
 * One request to the server: what it answered, what it refused and why, or that there was no server. Nothing is thrown for what happens
 * every day on a bad link.
 */
import { serverClock } from "../device/device-clock.js";
import { company, isElsewhere } from "../device/standing.js";
import { spoken } from "../words/language.js";
import type { Coded } from "../words/told.js";

/** RFC 9457, as the server writes it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** What exactly it is, with what its sentence names; `detail` is the same in the server's words. */
  readonly reason: string;
  readonly params: unknown;
  readonly detail: string;
  readonly errors: readonly (Coded & { readonly at: string; readonly message: string })[];
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | null;
}

export type Reply =
  | { readonly kind: "answer"; readonly body: unknown; readonly etag: string | null; readonly status: number }
  | { readonly kind: "unchanged" }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "no-link"; readonly why: string };

export interface Question {
  readonly method?: "GET" | "PUT" | "POST" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, packed. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Blob;
  readonly timeoutMs?: number;
}

const BASE = "/api/v1";
/** What is asked for whatever company the page is of: who is signed in tells that. */
const OF_ANY = /^\/(me|session)$/;
/** Shorter bodies do not become shorter. */
const PACKED_FROM = 1024;

export async function ask(path: string, question: Question = {}): Promise<Reply> {
  const { method = "GET", headers = {}, json, bytes, timeoutMs = 30_000 } = question;
  const all = new Headers({
    accept: "application/json",
    "accept-language": spoken.get().language,
    ...headers,
  });
  const own = company.get();
  if (own !== null && !OF_ANY.test(path)) all.set("witskit-tenant", own);
  let body: BodyInit | null = bytes ?? null;
  if (json !== undefined) {
    all.set("content-type", "application/json");
    const text = JSON.stringify(json);
    body = text;
    if (text.length >= PACKED_FROM) {
      body = await packed(text);
      all.set("content-encoding", "gzip");
    }
  }
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: all,
      body,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    serverClock(response.headers.get("date"));
    if (response.status === 304) return { kind: "unchanged" };
    const text = await response.text();
    const read = parsed(text);
    if (response.ok)
      return { kind: "answer", body: read, etag: response.headers.get("etag"), status: response.status };
    // What stands before the server answers for it when it is down; what is refused by ours has its code.
    if ([502, 503, 504].includes(response.status) && !isOurs(read))
      return { kind: "no-link", why: `${response.status} ${response.statusText}`.trim() };
    const refusal = refusalOf(response, read);
    if (refusal.code === "other-tenant") {
      isElsewhere.set(isElsewhere.get() + 1);
      return { kind: "no-link", why: refusal.detail };
    }
    return { kind: "refused", refusal };
  } catch (error) {
    return { kind: "no-link", why: error instanceof Error ? error.message : String(error) };
  }
}

const isOurs = (body: unknown): boolean => typeof (body as { code?: unknown } | null)?.code === "string";

async function packed(text: string): Promise<Blob> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).blob();
}

function parsed(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function refusalOf(response: Response, body: unknown): Refusal {
  const { code, reason, params, detail, errors } = (body ?? {}) as Partial<Refusal>;
  const after = Number(response.headers.get("retry-after") ?? Number.NaN);
  return {
    status: response.status,
    code: code ?? "failed",
    reason: reason ?? "",
    params,
    detail: detail ?? `${response.status} ${response.statusText}`.trim(),
    errors: Array.isArray(errors) ? errors : [],
    retryAfter: Number.isFinite(after) ? after : null,
  };
}
