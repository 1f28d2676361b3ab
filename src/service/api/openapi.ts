/** The OpenAPI 3.1 document of a route table: the schemas of the routes are JSON Schema as they stand. */
import type { TObject } from "typebox";
import { rolesWith } from "../identity/roles.js";
import { type AnyRoute, namesInPath, routeName } from "./route.js";

export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: object;
}

export function openApiOf(
  routes: readonly AnyRoute[],
  { version, base }: { readonly version: string; readonly base: string },
): OpenApiDocument {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    paths[route.path]![route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "witskit",
      version,
      description:
        "Shift reports, contracts and rig data. Depths, quantities and money are decimal strings; times are RFC 3339 with their offset; ids are UUIDs made by the client.",
    },
    servers: [{ url: base }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-witskit" },
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "an API key (`wk_…`), or a token of `POST /token`",
        },
      },
    },
  };
}

function operationOf(route: AnyRoute): object {
  const { method, path, tag, summary, permission } = route;
  const open = permission === "public";
  return {
    operationId: operationId(route),
    tags: [tag],
    summary,
    description: open
      ? "For everybody."
      : permission === "signed-in"
        ? "For everybody who is signed in."
        : `Needs \`${permission}\`: ${rolesWith(permission)}.`,
    ...(open ? { security: [] } : { security: [{ session: [] }, { bearer: [] }] }),
    parameters: [
      ...namesInPath(path).map((name) => ({
        name,
        in: "path",
        required: true,
        schema: route.params?.properties[name] ?? { type: "string" },
      })),
      ...queryOf(route.query),
      ...(route.ifMatch !== undefined
        ? [
            {
              name: "If-Match",
              in: "header",
              required: route.ifMatch === "required",
              schema: { type: "string" },
              description: "the ETag of what is changed",
            },
          ]
        : []),
      ...(method === "POST" && !open
        ? [{ name: "Idempotency-Key", in: "header", schema: { type: "string", maxLength: 200 } }]
        : []),
    ],
    ...bodyOf(route),
    responses: {
      ...answersOf(route),
      default: {
        description: "what went wrong",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

const operationId = (route: AnyRoute): string =>
  routeName(route)
    .replace(/[^A-Za-z]+/g, "_")
    .replace(/_$/, "")
    .toLowerCase();

function queryOf(query: TObject | undefined): object[] {
  if (query === undefined) return [];
  const required = new Set(query.required as readonly string[] | undefined);
  return Object.entries(query.properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.has(name),
    schema,
  }));
}

function bodyOf({ body, raw }: AnyRoute): object {
  if (raw !== undefined) {
    const content = raw.types.map((type) => [type, { schema: { type: "string", format: "binary" } }]);
    return { requestBody: { required: true, content: Object.fromEntries(content) } };
  }
  if (body === undefined) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: body } } } };
}

function answersOf({ answer }: AnyRoute): object {
  switch (answer.kind) {
    case "json":
      return {
        [answer.status ?? 200]: {
          description: "done",
          content: { "application/json": { schema: answer.schema } },
        },
      };
    case "nothing":
      return { 204: { description: "done" } };
    case "redirect":
      return { 303: { description: "go there", headers: { Location: { schema: { type: "string" } } } } };
    case "bytes":
      return {
        200: {
          description: "the file",
          content: Object.fromEntries(
            answer.types.map((type) => [essence(type), { schema: fileSchema(type) }]),
          ),
        },
      };
    case "events":
      return {
        200: {
          description: "server-sent events",
          content: { "text/event-stream": { schema: { type: "string" } } },
        },
      };
  }
}

/** A type without its parameters, by which programs look an answer up. */
const essence = (type: string): string => type.split(";", 1)[0]!;

/** What is JSON is a document, also where it is written as it comes. */
const fileSchema = (type: string): object =>
  essence(type) === "application/json" ? { type: "object" } : { type: "string", format: "binary" };

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "code", "reason", "params", "detail", "errors"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "What kind of problem it is." },
    reason: {
      type: "string",
      description: "What exactly it is. It stays what it is, whatever the language.",
    },
    params: { type: "object", description: "What the sentence of the reason names." },
    detail: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["at", "code", "params", "message"],
        properties: {
          at: { type: "string" },
          code: { type: "string" },
          params: { type: "object" },
          message: { type: "string" },
        },
      },
    },
  },
};
