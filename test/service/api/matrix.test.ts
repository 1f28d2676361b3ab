/**
 * Every route for every role, at what is one's own, another client's, another rig's and another tenant's: made from the route table. A
 * route that is not told here how it is asked fails.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openApiOf } from "../../../src/service/api/openapi.js";
import { type AnyRoute, namesInPath, routeName } from "../../../src/service/api/route.js";
import { routes } from "../../../src/service/api/routes/table.js";
import { type Role, reachOf, roles } from "../../../src/service/identity/roles.js";
import { beginSession } from "../../../src/service/identity/sign-in.js";
import { insertAccount, putMembership } from "../../../src/service/store/repositories/accounts.js";
import { createTenant } from "../../../src/service/store/repositories/tenants.js";
import { admin, person, promoted } from "./people.js";
import { company, contract, ids, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

let served: Served;
const cookies = new Map<Role, string>();
const accounts = new Map<string, string>();
let foreign = "";

beforeAll(async () => {
  served = await start();
  const by = await admin(served);
  cookies.set("admin", by);
  await company(served, { cookie: by });
  const more: Partial<Record<Role, object>> = {
    supervisor: { rigs: ["rig-1"] },
    client: { client: "client-a" },
  };
  for (const role of ["viewer", "operator", "supervisor", "manager", "client"] as const) {
    const made = await person(served, by, role, role, more[role]);
    cookies.set(role, made.cookie);
    accounts.set(role, made.id);
  }
  const lofty = await person(served, by, "lofty", "viewer");
  await promoted(served, lofty.id);
  cookies.set("super_admin", lofty.cookie);
  const manager = { cookie: cookies.get("manager")! };
  await put(served, `/shifts/${ids.ours}`, report(), manager);
  await put(served, "/contracts/contract-a", contract(), manager);
  // Of rig 2 and client b: what supervisors and clients of rig 1 and client a must not see.
  const theirs = report({
    rig: "rig-2",
    client: "client-b",
    project: "project-b",
    crew: [],
    runs: [],
    activities: [],
    materials: [],
  });
  await put(served, `/shifts/${ids.theirs}`, theirs, manager);
  foreign = await elsewhere();
});
afterAll(() => served.end());

/** An admin of another tenant, signed in. */
async function elsewhere(): Promise<string> {
  const { store } = served.service;
  await createTenant(store, { id: "other", slug: "other", name: "Other" });
  return store.control(async ({ sql, now }) => {
    await insertAccount(sql, { id: "stranger", email: null, name: "Stranger", passwordHash: null, now });
    await putMembership(
      sql,
      { tenant: "other", account: "stranger", role: "manager", client: null, rigs: null, active: true },
      now,
    );
    const from = { address: "127.0.0.1", agent: "", now: Date.now() };
    const { secret } = await beginSession(sql, { account: "stranger", tenant: "other", mfa: false, from });
    return `__Host-witskit=${secret}`;
  });
}

/** What stands in a path, by the name of what is asked for. */
const own: Readonly<Record<string, string>> = {
  shifts: ids.ours,
  photos: "photo-none",
  clients: "client-a",
  projects: "project-a",
  rigs: "rig-1",
  holes: "hole-a",
  people: "person-1",
  items: "item-1",
  "activity-types": "type-1",
  contracts: "contract-a",
  alerts: "alert-none",
  datasets: "dataset-none",
};

/** Routes whose path holds what is nobody's in particular: they are asked, and answer by themselves. */
const ELSEWHERE = [
  "me",
  "sso-providers",
  "password-reset",
  "first-admin",
  "memberships",
  "api-keys",
  "accounts",
  "delegations",
  "tenants",
  "jobs",
  "exports",
  "boq",
  "days",
  "webhooks",
  "messages",
];

function pathOf(route: AnyRoute, id?: string): string {
  const [group = ""] = route.path.split("/").filter((part) => part !== "");
  if (namesInPath(route.path).length > 0 && own[group] === undefined && !ELSEWHERE.includes(group))
    throw new Error(`${routeName(route)}: the matrix does not know how it is asked`);
  return route.path
    .replace("{id}", id ?? own[group] ?? "nobody")
    .replace("{n}", "1")
    .replace("{contract}", "contract-a")
    .replace("{period}", "2026-03")
    .replace("{record}", "01")
    .replace("{table}", "states")
    .replace("{date}", "2026-03-10")
    .replace("{name}", "no-job")
    .replace("{file}", `${id ?? ids.ours}.json`)
    .replace("{token}", "A".repeat(43));
}

async function asked(route: AnyRoute, cookie: string | undefined, id?: string) {
  const path = pathOf(route, id);
  // Nothing is changed: a version that nothing has, and a body that no schema takes.
  return ask(served, `${route.method} ${path}`, {
    ...(cookie !== undefined && { cookie }),
    ...((route.body ?? route.raw) && { body: [] }),
    headers: route.ifMatch === undefined ? {} : { "if-match": '"999"' },
  });
}

const guarded = routes.filter(({ permission }) => permission !== "public");
/** What ends the session of who asks is not asked here. */
const asking = guarded.filter((route) => !["DELETE /session"].includes(routeName(route)));

describe.each(asking.map((route) => [routeName(route), route] as const))("%s", (_name, route) => {
  it("is for those who hold its permission by the table of roles, and for nobody else", async () => {
    expect((await asked(route, undefined)).status).toBe(401);
    const { permission } = route;
    for (const role of roles) {
      const { status, body } = await asked(route, cookies.get(role)!);
      const held =
        permission === "signed-in" || permission === "public" || reachOf(role, permission) !== undefined;
      const lacks = status === 403 && body.detail.includes("lacks the permission");
      expect({ role, lacks }).toEqual({ role, lacks: !held });
    }
  });
});

const ofThings = guarded.filter(
  ({ path }) => own[path.split("/")[1] ?? ""] !== undefined && path.includes("{id}"),
);
const reads = ofThings.filter(({ method, body }) => method === "GET" && body === undefined);

describe.each(reads.map((route) => [routeName(route), route] as const))("%s", (_name, route) => {
  it("has nothing of another tenant", async () => {
    expect((await asked(route, foreign)).status).toBeOneOf([404, 400]);
  });

  if (route.path.startsWith("/shifts/"))
    it("has nothing of another rig or another client", async () => {
      for (const role of ["supervisor", "client"] as const)
        if (route.permission === "signed-in" || reachOf(role, route.permission as never) !== undefined)
          expect((await asked(route, cookies.get(role)!, ids.theirs)).status).toBeOneOf([404, 400]);
    });
});

it("no file of a report is given to another rig, another client or another tenant", async () => {
  const line = `GET /exports/shift/${ids.theirs}.json`;
  for (const cookie of [cookies.get("supervisor")!, cookies.get("client")!, foreign])
    expect((await ask(served, line, { cookie })).status).toBe(404);
  expect((await ask(served, line, { cookie: cookies.get("manager")! })).status).toBe(200);
});

describe("what changes something of another", () => {
  const changes = ofThings.filter(
    ({ path, method }) => path.startsWith("/shifts/{id}/") && method === "POST",
  );
  const bodies: Readonly<Record<string, object>> = {
    comments: { text: "hello" },
    copy: { starts_at: "2026-03-11T06:00:00+01:00", ends_at: "2026-03-11T18:00:00+01:00" },
  };
  it.each(changes.map((route) => [routeName(route), route] as const))(
    "%s is not there",
    async (_name, route) => {
      const body = bodies[route.path.split("/").at(-1)!] ?? { comment: "x" };
      const headers = { "if-match": '"1"' };
      const line = `POST ${pathOf(route, ids.theirs)}`;
      for (const role of ["supervisor", "client"] as const) {
        const { status } = await ask(served, line, { cookie: cookies.get(role)!, body, headers });
        expect(status).toBeOneOf([403, 404]);
      }
      expect((await ask(served, line, { cookie: foreign, body, headers })).status).toBeOneOf([403, 404]);
    },
  );

  it("a whole report neither, nor is one given to another rig", async () => {
    const cookie = cookies.get("supervisor")!;
    const headers = { "if-match": '"1"' };
    const theirs = await ask(served, `PUT /shifts/${ids.theirs}`, { cookie, body: report(), headers });
    expect(theirs.status).toBe(404);
    const moved = await ask(served, `PUT /shifts/${ids.ours}`, {
      cookie,
      body: report({ rig: "rig-2" }),
      headers,
    });
    expect([moved.status, moved.body.errors[0].at]).toEqual([422, "rig"]);
  });

  it("lists name nothing of others, whatever is asked for", async () => {
    const list = async (who: string, query = "") =>
      (await ask(served, `GET /shifts${query}`, { cookie: who })).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await list(cookies.get("supervisor")!)).toEqual([ids.ours]);
    expect(await list(cookies.get("supervisor")!, "?rig=rig-2")).toEqual([]);
    expect(await list(cookies.get("client")!, "?client=client-b")).toEqual([]);
    expect(await list(foreign)).toEqual([]);
    for (const path of ["clients", "projects", "holes"]) {
      const { body } = await ask(served, `GET /${path}`, { cookie: cookies.get("client")! });
      expect(body.items.map(({ id }: { id: string }) => id)).toEqual([own[path]]);
    }
  });
});

describe("forged", () => {
  it("headers of tenants and proxies have no meaning, and no other host is answered", async () => {
    const headers = { "x-tenant-id": "main", "x-sso-provider": "x", "x-forwarded-host": "evil.example" };
    const { body } = await ask(served, "GET /me", { cookie: foreign, headers });
    expect(body.tenant.id).toBe("other");
  });

  it("a key does no more than it was given, and ends with the role of who made it", async () => {
    const cookie = cookies.get("admin")!;
    const body = { name: "reader", permissions: ["data:read"] };
    const { body: made } = await ask(served, "POST /api-keys", { cookie, body });
    expect((await ask(served, "GET /shifts", { key: made.key })).status).toBe(200);
    expect((await ask(served, "GET /accounts", { key: made.key })).status).toBe(403);
    expect((await ask(served, "GET /shifts", { key: `${made.key.slice(0, -1)}x` })).status).toBe(401);
    const more = await ask(served, "POST /api-keys", {
      cookie,
      body: { ...body, permissions: ["shift:decide"] },
    });
    expect(more.status).toBe(403);
    const { body: short } = await ask(served, "POST /token", { key: made.key });
    expect((await ask(served, "GET /shifts", { key: short.token })).status).toBe(200);
    expect((await ask(served, "GET /accounts", { key: short.token })).status).toBe(403);
    expect((await ask(served, "POST /token", { key: short.token })).status).toBe(403);
    expect((await ask(served, `DELETE /api-keys/${made.id}`, { cookie })).status).toBe(204);
    expect((await ask(served, "GET /shifts", { key: made.key })).status).toBe(401);
  });
});

describe("the document of the API", () => {
  it("has every route, with a name of its own and the permission that it needs", () => {
    const document = openApiOf(routes, { version: "0", base: "/api/v1" });
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path)) as {
      operationId: string;
    }[];
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });

  it("is valid", async () => {
    const { Validator } = await import("@seriousme/openapi-schema-validator");
    const { body } = await ask(served, "GET /api/openapi.json");
    const found = await new Validator().validate(body);
    expect(found.errors ?? []).toEqual([]);
    expect(found.valid).toBe(true);
  });

  it("says of no JSON that it is a text, and names types as programs look them up", () => {
    const { paths } = openApiOf(routes, { version: "0", base: "/api/v1" }) as unknown as {
      paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>;
    };
    const contents = Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ responses }) =>
        Object.values(responses).flatMap(({ content }) => Object.entries(content ?? {})),
      ),
    );
    expect(contents.length).toBeGreaterThan(100);
    for (const [type, { schema }] of contents as [string, { schema: { type?: string } }][]) {
      expect(type).not.toContain(";");
      if (type === "application/json") expect(schema.type).not.toBe("string");
    }
  });
});
