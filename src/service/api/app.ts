/**
 * The way of a request through the route table: its host and origin, who asks, whether they may, what was sent, the handler, what of its
 * answer everybody may see. Whatever is thrown becomes a problem document; what is no problem of the request is logged and told as 500.
 */
import { createHash } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { isOwnHost } from "../../http/host.js";
import { countedAddress } from "../identity/limits.js";
import { type Principal, reachFor } from "../identity/principal.js";
import type { Reach } from "../identity/roles.js";
import { whoByBearer, whoBySession } from "../identity/who-asks.js";
import { isRefusal } from "../store/refusal.js";
import { said } from "../words/refusal.js";
import { BODY_MOST, bodyOf, documentIn } from "./body.js";
import type { Asked, Call, OpenCall } from "./call.js";
import { checked, checkedQuery, cleaned } from "./checked.js";
import { deputyFor } from "./deputies.js";
import { isKnown, versionIn } from "./etag.js";
import { oncePerKey } from "./idempotency.js";
import { acceptedIn, languageFor } from "./languages.js";
import { checkOrigin } from "./own-origin.js";
import { forbidden, Problem, tooMany } from "./problem.js";
import { problemOf } from "./problem-of.js";
import type { Answered, AnyRoute, BytesAnswered, Redirected } from "./route.js";
import { namesInPath } from "./route.js";
import { safeHeaders } from "./safe-headers.js";
import type { Service } from "./service.js";
import { sessionIn } from "./session-cookie.js";
import { addressOf, type Hop, originOf } from "./whose-address.js";

export const BASE = "/api/v1";

type Env = { Bindings: HttpBindings; Variables: { who: Principal } };
export type App = Hono<Env>;

export function appOf(service: Service, routes: readonly AnyRoute[]): App {
  const app: App = new Hono<Env>();
  app.use(async (context, next) => {
    const hop = hopOf(context);
    const origin = originOf(hop, service.settings.proxies);
    for (const [name, value] of Object.entries(safeHeaders(origin.startsWith("https:"))))
      context.header(name, value);
    if (!isServiceHost(origin, service))
      return problemAnswer(context, new Problem("bad-request", said("other-host")));
    const started = performance.now();
    await next();
    service.meter.answered(context.req.method, context.res.status, performance.now() - started);
  });
  app.onError((error, context) => problemAnswer(context, problemOf(error, service.log)));
  for (const route of routes)
    app.on(route.method, `${BASE}${route.path.replace(/\{([a-z_]+)\}/g, ":$1")}`, (context) =>
      answered(context, route, service),
    );
  app.all(`${BASE}/*`, (context) => {
    const others = routes.filter((route) => fits(route, context.req.path));
    if (others.length === 0) return problemAnswer(context, new Problem("not-found", said("no-route")));
    const methods = others.map(({ method }) => method);
    return problemAnswer(
      context,
      new Problem("method-unknown", said("methods", { methods }), {
        headers: { allow: methods.join(", ") },
      }),
    );
  });
  return app;
}

/** For which tenant a page asks. It chooses none: that is the session's, and a page that shows another one must not mix the two. */
const TENANT = "witskit-tenant";

/** Throws Problem. A browser has one cookie for all of its pages, and somebody may have signed in to another tenant in one of them. */
function checkTenant(told: string | undefined, { tenant }: Principal): void {
  if (told !== undefined && told !== tenant) throw new Problem("other-tenant", said("other-tenant"));
}

const fits = ({ path }: AnyRoute, asked: string): boolean =>
  new RegExp(`^${BASE}${path.replace(/[.]/g, "\\$&").replace(/\{[a-z_]+\}/g, "[^/]+")}$`).test(asked);

const hopOf = (context: Context<Env>): Hop => ({
  peer: context.env.incoming.socket.remoteAddress ?? "",
  tls: "encrypted" in context.env.incoming.socket,
  header: (name) => context.req.header(name),
});

function isServiceHost(origin: string, { settings }: Service): boolean {
  const host = origin.replace(/^https?:\/\//, "");
  if (settings.publicUrl !== undefined && new URL(settings.publicUrl).host === host) return true;
  return isOwnHost(host, settings.host);
}

/** In the language that the request names, else that of who asks, where that is known by then. */
export function problemAnswer(context: Context<Env>, problem: Problem): Response {
  const language = acceptedIn(context.req.header("accept-language"));
  const spoken = languageFor({ language }, context.get("who"));
  return context.body(JSON.stringify(problem.documentIn(spoken)), problem.status as 400, {
    "content-type": "application/problem+json",
    "content-language": spoken,
    vary: "accept-language",
    "cache-control": "no-store",
    ...problem.headers,
  });
}

async function answered(context: Context<Env>, route: AnyRoute, service: Service): Promise<Response> {
  const hop = hopOf(context);
  const now = service.now();
  const asked: Asked = {
    address: addressOf(hop, service.settings.proxies),
    agent: (hop.header("user-agent") ?? "").slice(0, 200),
    origin: originOf(hop, service.settings.proxies),
    language: acceptedIn(hop.header("accept-language")),
    header: hop.header,
    cookie: sessionIn(hop.header("cookie")),
    bytes: new Uint8Array(),
    signal: context.req.raw.signal,
  };
  checkOrigin({ method: context.req.method, origin: asked.origin, header: hop.header });
  const wait = service.floods.take(countedAddress(asked.address), now);
  if (wait > 0) throw tooMany(wait);
  const asking = await whoAsks(asked, service, now);
  if (route.permission === "public") {
    const params = paramsOf(context, route);
    const call = await openCall(context, { route, asked, service, now, params });
    return answerOf(context, route, await route.handle(call as never));
  }
  if (asking === undefined)
    throw new Problem("not-signed-in", said("not-signed-in"), {
      headers: { "www-authenticate": "Bearer" },
    });
  context.set("who", asking);
  checkTenant(hop.header(TENANT), asking);
  const { who, reach, onBehalf } = await holder(service, asking, route);
  // What is asked for is looked at when it is known that they may ask.
  const params = paramsOf(context, route);
  const version = versionIn(hop.header("if-match"));
  if (route.ifMatch === "required" && version === undefined)
    throw new Problem("if-match-needed", said("if-match-missing"));
  const open = await openCall(context, { route, asked, service, now, params });
  const call: Call<unknown, unknown, unknown> = {
    ...open,
    who,
    reach,
    onBehalf,
    version,
    whoNow: () => whoAsks(asked, service, service.now(), false),
    need(permission) {
      const held = reachFor(who, permission);
      if (held === undefined) throw lacking(permission);
      return held;
    },
  };
  const run = async (): Promise<Response> => {
    try {
      return answerOf(context, route, await route.handle(call as never));
    } catch (error) {
      // What is there already was meant to be changed, and nobody has said which version of it; who says that it is to be new knows better.
      const isUntold =
        route.ifMatch === "new" && version === undefined && hop.header("if-none-match") !== "*";
      if (isUntold && isRefusal(error, "version-mismatch"))
        throw new Problem("if-match-needed", said("if-match-new"), {
          cause: error,
        });
      throw error;
    }
  };
  const key = hop.header("idempotency-key");
  if (route.method !== "POST" || key === undefined) return run();
  const request = createHash("sha256")
    .update(`${context.req.path}\n${JSON.stringify(call.query)}\n${JSON.stringify(call.body ?? null)}`)
    .digest("hex");
  return oncePerKey({ service, who, key, request }, run);
}

interface Holder {
  readonly who: Principal;
  readonly reach: Reach;
  readonly onBehalf: string | null;
}

/** Who asks, where they hold the permission of the route, or stand in for somebody who does. */
async function holder(
  service: Service,
  who: Principal,
  route: Exclude<AnyRoute, { permission: "public" }>,
): Promise<Holder> {
  if (route.permission === "signed-in") return { who, reach: "all", onBehalf: null };
  const reach = reachFor(who, route.permission);
  if (reach !== undefined) return { who, reach, onBehalf: null };
  const deputy = route.deputies ? await deputyFor(service, who, route.permission) : undefined;
  const held = deputy === undefined ? undefined : reachFor(deputy.who, route.permission);
  if (deputy === undefined || held === undefined) throw lacking(route.permission);
  return { who: deputy.who, reach: held, onBehalf: deputy.account };
}

const lacking = (permission: string): Problem => forbidden("no-permission", { permission });

/** Of a request that shows a key or a token, its cookie is of no account. */
async function whoAsks(
  asked: Asked,
  service: Service,
  now: number,
  isNoted = true,
): Promise<Principal | undefined> {
  const [, bearer] = /^Bearer (\S+)$/i.exec(asked.header("authorization") ?? "") ?? [];
  if (asked.header("authorization") !== undefined)
    return bearer === undefined
      ? undefined
      : whoByBearer(service.house, bearer, { address: asked.address, now });
  return asked.cookie === undefined ? undefined : whoBySession(service.house, asked.cookie, now, isNoted);
}

function paramsOf(context: Context<Env>, route: AnyRoute): unknown {
  const params = Object.fromEntries(
    namesInPath(route.path).map((name) => [name, context.req.param(name as never) ?? ""]),
  );
  return route.params === undefined
    ? params
    : checked(route.params, params, { place: "", code: "not-found" });
}

interface Opened {
  readonly route: AnyRoute;
  readonly asked: Asked;
  readonly service: Service;
  readonly now: number;
  readonly params: unknown;
}

async function openCall(
  context: Context<Env>,
  { route, asked, service, now, params }: Opened,
): Promise<OpenCall<unknown, unknown, unknown>> {
  const query =
    route.query === undefined ? {} : checkedQuery(route.query, new URL(context.req.url).searchParams);
  if (route.raw !== undefined) {
    const type = (asked.header("content-type") ?? "").split(";", 1)[0]!.trim().toLowerCase();
    if (!route.raw.types.includes(type))
      throw new Problem("unsupported-type", said("body-type", { types: route.raw.types }));
    const bytes = await bodyOf(context.req.raw, route.raw.most);
    return { params, query, body: undefined, asked: { ...asked, bytes }, service, now };
  }
  if (route.body === undefined) return { params, query, body: undefined, asked, service, now };
  const document = documentIn(await bodyOf(context.req.raw, BODY_MOST), asked.header("content-type"));
  const body = route.decodes ? document : checked(route.body, document, { place: "" });
  return { params, query, body, asked, service, now };
}

/** What stands in the database changes by requests of others too: nobody keeps an answer without asking again. */
const KEPT = "private, no-cache";

function answerOf(context: Context<Env>, route: AnyRoute, made: unknown): Response {
  if (made instanceof Response) return made;
  if (route.answer.kind === "bytes") return bytesAnswer(context, made as BytesAnswered);
  if (route.answer.kind === "redirect") {
    const { location, cookies } = made as Redirected;
    return context.body(null, 303, { location, "cache-control": "no-store", "set-cookie": [...cookies] });
  }
  const { body, status, etag, headers } = (made ?? {}) as Partial<Answered<unknown>>;
  const all = { "cache-control": KEPT, ...(etag !== undefined && { etag }), ...headers };
  if (route.method === "GET" && isKnown(context.req.header("if-none-match"), etag))
    return context.body(null, 304, all);
  if (route.answer.kind !== "json") return context.body(null, 204, all);
  const code = status ?? route.answer.status ?? 200;
  return context.json(cleaned(route.answer.schema, body) as object, code as 200, all);
}

function bytesAnswer(context: Context<Env>, { bytes, type, name, etag, headers }: BytesAnswered): Response {
  const all = {
    "cache-control": KEPT,
    "content-type": type,
    ...(etag !== undefined && { etag }),
    ...(name !== undefined && { "content-disposition": attachment(name) }),
    ...headers,
  };
  if (isKnown(context.req.header("if-none-match"), etag)) return context.body(null, 304, all);
  return context.body(bytes as never, 200, all);
}

/** RFC 6266: a plain name for all, the whole one for those who read it. */
const attachment = (name: string): string =>
  `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)}`;
