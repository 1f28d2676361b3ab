/**
 * A route as data: where, who may, what goes in and out, what is done. The router, validation, the check of permissions, the cleaning of
 * answers, the OpenAPI document and the test of every role at every route are made from these; a route without a permission is no value
 * of this type.
 */
import type { Static, TObject, TSchema } from "typebox";
import type { Permission } from "../identity/roles.js";
import type { Call, OpenCall } from "./call.js";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** What an answer is: a document, nothing, another place, bytes of some type, or events that go on. */
export type AnswerKind =
  | { readonly kind: "json"; readonly schema: TSchema; readonly status?: 200 | 201 | 202 }
  | { readonly kind: "nothing" }
  /** A browser is sent elsewhere. */
  | { readonly kind: "redirect" }
  | { readonly kind: "bytes"; readonly types: readonly string[] }
  | { readonly kind: "events" };

export const json = <Schema extends TSchema>(schema: Schema, status?: 200 | 201 | 202) =>
  ({ kind: "json", schema, ...(status !== undefined && { status }) }) as const;
export const nothing = { kind: "nothing" } as const;
export const redirect = { kind: "redirect" } as const;
export const bytes = (...types: readonly string[]) => ({ kind: "bytes", types }) as const;

/** What a handler answers with, beside what it says. */
export interface Answered<Body> {
  readonly body: Body;
  readonly status?: number;
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Redirected {
  /** A path of the app, or the address of a provider. */
  readonly location: string;
  readonly cookies: readonly string[];
}

export interface BytesAnswered {
  readonly bytes: Uint8Array | ReadableStream<Uint8Array>;
  readonly type: string;
  /** Under which a browser keeps it; without, it is shown where it stands. */
  readonly name?: string;
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type AnswerOf<Kind extends AnswerKind> = Kind extends {
  kind: "json";
  schema: infer Schema extends TSchema;
}
  ? Answered<Static<Schema>>
  : Kind extends { kind: "nothing" }
    ? Omit<Answered<never>, "body"> | undefined
    : Kind extends { kind: "bytes" }
      ? BytesAnswered
      : Kind extends { kind: "redirect" }
        ? Redirected
        : Response;

interface RouteShape<
  Params extends TObject,
  Query extends TObject,
  Body extends TSchema,
  Kind extends AnswerKind,
> {
  readonly method: Method;
  /** Below `/api/v1`, with `{name}` for what varies. */
  readonly path: `/${string}`;
  /** The group of the documentation. */
  readonly tag: string;
  /** What it does, in a line. */
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The handler reads the body by a codec, which says more than the schema can: the schema is for the documentation. */
  readonly decodes?: true;
  /** The body is bytes of one of these types, and is not read as JSON. */
  readonly raw?: { readonly types: readonly string[]; readonly most: number };
  /** `If-Match` must say what is changed; `new` allows `If-None-Match: *` or none for what is not there yet. */
  readonly ifMatch?: "required" | "new";
  readonly answer: Kind;
}

export interface GuardedRoute<
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
  Kind extends AnswerKind = AnswerKind,
> extends RouteShape<Params, Query, Body, Kind> {
  /** `signed-in` for what everybody does with an account of one's own. */
  readonly permission: Permission | "signed-in";
  /** A deputy may, with the rights of who is away. */
  readonly deputies?: true;
  readonly handle: (
    call: Call<Static<Params>, Static<Query>, Static<Body>>,
  ) => Promise<AnswerOf<Kind>> | AnswerOf<Kind>;
}

export interface PublicRoute<
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
  Kind extends AnswerKind = AnswerKind,
> extends RouteShape<Params, Query, Body, Kind> {
  readonly permission: "public";
  readonly handle: (
    call: OpenCall<Static<Params>, Static<Query>, Static<Body>>,
  ) => Promise<AnswerOf<Kind>> | AnswerOf<Kind>;
}

/** Of any shape: what the server walks over. What goes in was checked by the schemas of the same route. */
export type AnyRoute = RouteShape<TObject, TObject, TSchema, AnswerKind> &
  (
    | {
        readonly permission: Permission | "signed-in";
        readonly deputies?: true;
        readonly handle: (call: Call<never, never, never>) => unknown;
      }
    | { readonly permission: "public"; readonly handle: (call: OpenCall<never, never, never>) => unknown }
  );

export const route = <
  const Kind extends AnswerKind,
  Params extends TObject = TObject<Record<never, never>>,
  Query extends TObject = TObject<Record<never, never>>,
  Body extends TSchema = TSchema,
>(
  one: GuardedRoute<Params, Query, Body, Kind>,
): AnyRoute => one as unknown as AnyRoute;

export const publicRoute = <
  const Kind extends AnswerKind,
  Params extends TObject = TObject<Record<never, never>>,
  Query extends TObject = TObject<Record<never, never>>,
  Body extends TSchema = TSchema,
>(
  one: PublicRoute<Params, Query, Body, Kind>,
): AnyRoute => one as unknown as AnyRoute;

/** `PUT /shifts/{id}`: what names a route. */
export const routeName = ({ method, path }: Pick<AnyRoute, "method" | "path">): string => `${method} ${path}`;

/** The names of what varies in a path. */
export const namesInPath = (path: string): readonly string[] =>
  [...path.matchAll(/\{([a-z_]+)\}/g)].map(([, name]) => name!);
