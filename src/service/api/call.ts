/** What a handler is given: who asks, what was asked, each as its route's schemas say, and the service that it asks of. */
import type { Principal } from "../identity/principal.js";
import type { Permission, Reach } from "../identity/roles.js";
import type { Language } from "../words/language.js";
import type { Service } from "./service.js";

/** Of the request itself. */
export interface Asked {
  /** Of who asked, behind the proxies that are named. */
  readonly address: string;
  readonly agent: string;
  /** `https://host`, under which the service was asked. */
  readonly origin: string;
  /** What `Accept-Language` wants of what is spoken here. */
  readonly language: Language | undefined;
  /** By its name in lower case. */
  header(name: string): string | undefined;
  /** The session of a browser, as its cookie has it. */
  readonly cookie: string | undefined;
  /** The body of a route of bytes. */
  readonly bytes: Uint8Array;
  /** Aborted when whoever asked is gone. */
  readonly signal: AbortSignal;
}

export interface OpenCall<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly asked: Asked;
  readonly service: Service;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Call<Params, Query, Body> extends OpenCall<Params, Query, Body> {
  readonly who: Principal;
  /** How far the permission of the route reaches for who asks. */
  readonly reach: Reach;
  /** For whom a deputy acts; `who` has the role of that one then. */
  readonly onBehalf: string | null;
  /** The version that `If-Match` names; undefined without one. */
  readonly version: number | undefined;
  /** Who asks is now, by the same cookie or key: for what goes on for long. Undefined where that is over. */
  whoNow(): Promise<Principal | undefined>;
  /** Throws Problem unless who asks holds it. */
  need(permission: Permission): Reach;
}
