/** What whoever has the terminal does: people, keys, tenants, jobs; through the program, beside a service that runs. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BINARY } from "../cli/binary.js";
import { openPostOffice, type PostOffice } from "../live/post-office.js";
import { Server } from "./api/on-disk.js";
import { ask, cookieOf, PASSWORD } from "./api/serving.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-terminal-"));
let server: Server;
let office: PostOffice;
/** Without holding up what asks the service meanwhile. */
async function serve(words: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [BINARY, "serve", ...words, "--data", join(cwd, "data")], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (piece) => {
    said.out += piece;
  });
  child.stderr.on("data", (piece) => {
    said.err += piece;
  });
  const [code] = (await once(child, "close")) as [number];
  return { code, ...said };
}

beforeAll(async () => {
  office = await openPostOffice();
  server = new Server(join(cwd, "data"));
  await server.start();
});
afterAll(async () => {
  await server.end();
  await office.close();
  rmSync(cwd, { recursive: true, force: true });
});

const signIn = (email: string, password = PASSWORD) =>
  ask(server, "POST /session", { body: { email, password } });

describe("serve", () => {
  it("lets people in, changes what they are, puts them aside, and makes them a new password", async () => {
    const added = await serve(["user", "add", "kari@rig.example", "Kari Berg", "--role", "admin"]);
    expect(added).toMatchObject({ code: 0, err: "" });
    const [, link] =
      /^within seven days, once: http:\/\/127\.0\.0\.1:8980\/password\/([A-Za-z0-9_-]{43})\n$/.exec(
        added.out,
      )!;
    expect((await ask(server, `PUT /password-reset/${link}`, { body: { password: PASSWORD } })).status).toBe(
      204,
    );
    const signed = await signIn("kari@rig.example");
    expect([signed.status, signed.body.role]).toEqual([201, "admin"]);
    const [twice, last, nobodys, lofty] = await Promise.all([
      serve(["user", "add", "kari@rig.example", "Kari", "--role", "viewer"]),
      serve(["user", "role", "kari@rig.example", "--role", "viewer"]),
      serve(["user", "add", "cleo@rig.example", "Cleo", "--role", "client"]),
      serve(["user", "add", "max@rig.example", "Max", "--role", "super_admin"]),
    ]);
    expect([twice.code, last.code, nobodys.code, lofty.code]).toEqual([4, 2, 2, 0]);
    expect(last.err).toContain("last admin");
    expect(nobodys.err).toContain("belongs to a client");
    expect((await serve(["user", "list"])).out).toMatch(
      /^email +name +role +of\nkari@rig\.example +Kari Berg +admin\nmax@rig\.example +Max +super_admin\n$/,
    );
    const reset = await serve(["user", "reset", "kari@rig.example"]);
    expect((await ask(server, "GET /me", { cookie: cookieOf(signed) })).status).toBe(401);
    const again = reset.out.trim().split("/").at(-1);
    expect(
      (await ask(server, `PUT /password-reset/${again}`, { body: { password: `${PASSWORD} 2` } })).status,
    ).toBe(204);
    expect((await signIn("kari@rig.example", `${PASSWORD} 2`)).status).toBe(201);
    expect((await serve(["user", "disable", "max@rig.example"])).code).toBe(0);
    expect(JSON.parse((await serve(["user", "list", "--json"])).out)[1]).toMatchObject({ active: false });
  });

  it("makes keys that do no more than their account, and makes them void", async () => {
    const may = ["--account", "kari@rig.example", "--permissions"];
    const made = await serve(["key", "add", "reader", ...may, "data:read", "--expires", "2199-01-01"]);
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^wk_/) });
    const key = made.out.trim();
    expect((await ask(server, "GET /shifts", { key })).status).toBe(200);
    expect((await ask(server, "GET /accounts", { key })).status).toBe(403);
    const [more, unknown, never] = await Promise.all([
      serve(["key", "add", "x", ...may, "shift:decide"]),
      serve(["key", "add", "x", ...may, "data:everything"]),
      serve(["key", "add", "x", ...may, "data:read", "--expires", "2020-02-30"]),
    ]);
    expect(more.err).toContain("which lacks shift:decide");
    expect(unknown.err).toContain("no permission data:everything");
    expect(never.err).toContain("is no day such as 2026-03-28");
    const [, id] = key.split("_");
    expect((await serve(["key", "list"])).out).toContain(id);
    expect((await serve(["key", "list", "--json"])).out).not.toContain("hash");
    expect((await serve(["key", "revoke", id!])).code).toBe(0);
    expect((await ask(server, "GET /shifts", { key })).status).toBe(401);
    expect((await serve(["key", "revoke", "nothing"])).code).toBe(2);
  });

  it("makes tenants, and asks which is meant where there are several", async () => {
    expect((await serve(["tenant", "add", "south", "South Drilling"])).code).toBe(0);
    expect((await serve(["tenant", "add", "south", "South"])).code).toBe(4);
    expect((await serve(["tenant", "list"])).out).toMatch(
      /^in addresses +name +id\nmain +Main +main\nsouth +South Drilling +south\n$/,
    );
    expect((await serve(["user", "list"])).err).toContain("--tenant names one of main, south");
    expect(
      (await serve(["user", "add", "eva@south.example", "Eva", "--role", "admin", "--tenant", "south"])).code,
    ).toBe(0);
    expect((await serve(["tenant", "export", "south", join(cwd, "south")])).code).toBe(0);
    expect(readFileSync(join(cwd, "south/tenant.ndjson"), "utf8")).toContain("account.invited");
  });

  it("does a job now, and tells how it went", async () => {
    const mail = { WITS_SMTP_URL: office.url };
    expect(await serve(["job", "audit-head"], mail)).toMatchObject({ code: 0, out: "2 heads told\n" });
    expect((await serve(["job"])).out).toMatch(
      /^audit-head +5 0 \* \* \* +\d{4}-\d\d-\d\d \d\d:\d\d +2 heads told$/m,
    );
    expect((await serve(["job", "issue", "--date", "2026-04-05"])).out).toBe("no bill issued\n");
    expect((await serve(["job", "digest", "--date", "2026-04-05"])).code).toBe(2);
    expect((await serve(["job", "dance"])).err).toContain("there is no job dance; there are deliver, ");
  });

  it("is one over a folder, while others work beside it", async () => {
    const second = await serve(["--port", "0"]);
    expect(second).toMatchObject({
      code: 4,
      out: "",
      err: expect.stringContaining("another server stands over"),
    });
    expect((await serve(["user", "list", "--tenant", "main"])).code).toBe(0);
    expect((await ask(server, "GET /health")).status).toBe(200);
  });

  it("says what is wrong", async () => {
    const wrong: readonly (readonly [string, string])[] = [
      ["user", "serve user wants one of list, add, role, disable, enable, reset"],
      ["user dance", "reset, and dance is given"],
      ["user add x@y", "wants NAME: witskit serve user add EMAIL NAME"],
      ["key revoke a b", "takes nothing more, and b is given"],
      ["user role nobody@rig.example --role viewer --tenant main", "is not in this tenant"],
      ["user list --role admin", "--role says nothing of serve user list: it takes --tenant, --json"],
      ["backup away --tenant main", "--tenant says nothing of serve backup: it takes none"],
      ["tenant add west West --tenant main", "--tenant says nothing of serve tenant add"],
      ["job --date 2026-03-28", "--date says nothing of serve job: it takes --json"],
      ["openapi --port 9000", "--port says nothing of serve openapi"],
      ["--demo --datasets west/rig=.", "the demo has no company west; it has fjell, basin"],
      ["user list --tenant west", "there is no tenant west; there are main, south"],
    ];
    await Promise.all(
      wrong.map(async ([words, why]) =>
        expect(await serve(words.split(" "))).toMatchObject({
          code: 2,
          out: "",
          err: expect.stringContaining(why),
        }),
      ),
    );
  });
});
