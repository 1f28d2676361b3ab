/**
 * What a server answers: its routes, and the same sentence for whatever is none of them. No request ends a server, whatever
 * stands in it.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { isOwnHost } from "./host.js";
import { type Target, targetOf } from "./target.js";

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: Target;
}

/** Answers a request; what it throws is answered with 500. */
export type Route = (exchange: Exchange) => Promise<void> | void;

export interface RoutesOptions {
  /** By path, for GET and HEAD. */
  readonly routes: Readonly<Record<string, Route>>;
  /** The address that is listened on, as it was told: a name by which the server may be asked. */
  readonly host: string;
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers under which a page may do nothing but what `contentSecurity` grants, and nobody keeps or embeds an answer. */
export const safeHeaders = (contentSecurity: string): Readonly<Record<string, string>> => ({
  "content-security-policy": `default-src 'none'; ${contentSecurity}base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
});

export const answerRoutes =
  ({ routes, host, headers }: RoutesOptions): RequestListener =>
  (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const target = targetOf(request.url);
    const route = target && Object.hasOwn(routes, target.path) ? routes[target.path] : undefined;
    if (!isOwnHost(request.headers.host, host)) refuse(response, 403, "another host is meant");
    else if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      refuse(response, 405, "there is nothing but to read");
    } else if (target === undefined) refuse(response, 400, "the path cannot be read");
    else if (route === undefined)
      refuse(response, 404, `there is no such page; there are ${Object.keys(routes).join(", ")}`);
    else void answered(route, { request, response, target });
  };

async function answered(route: Route, exchange: Exchange): Promise<void> {
  try {
    await route(exchange);
  } catch (error) {
    refuse(exchange.response, 500, error instanceof Error ? error.message : String(error));
  }
}

/** Says no, and why, in a line; cuts the connection of an answer that has begun. */
export function refuse(response: ServerResponse, status: number, why: string): void {
  if (response.headersSent) response.destroy();
  else answerText(response, status, "text/plain", `${why}\n`);
}

export function answerText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
