/** What stands before and behind the service in `deploy/service`: pgbouncer and Caddy as they are told there, and the health check. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../src/service/store/open.js";
import { listMaster, putMaster } from "../../src/service/store/repositories/master.js";
import { hearWitskit } from "../cli/binary.js";
import { freePort, PASSWORD, postgresProgram } from "../output/sql/servers.js";
import { program, skipped } from "../program.js";
import { type Place, postgresPlace, TENANTS } from "../service/store/engines.js";
import { until } from "../until.js";
import { DEPLOY, textOf } from "./files.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-"));
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null) continue;
    child.kill();
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

describe("the service behind Caddy", () => {
  const caddy = program("caddy");
  const token = "a token of Prometheus";
  let served: ReturnType<typeof hearWitskit>;
  let port = "";

  beforeAll(async () => {
    process.env["WITS_METRICS_TOKEN"] = token;
    served = hearWitskit("serve --data data --port 0 --behind-proxy", folder);
    delete process.env["WITS_METRICS_TOKEN"];
    port = await until(() => /:(\d+)\n/.exec(served.said.out)?.[1]);
  });
  afterAll(async () => {
    served.child.kill();
    await served.ended;
  });

  it("is asked by the health check of the image whether it lives", async () => {
    const check = (env: object) =>
      execFileSync(process.execPath, [join(DEPLOY, "healthcheck.mjs")], {
        env: { ...process.env, ...env },
        encoding: "utf8",
      });
    expect(check({ WITS_PORT: port })).toContain('"alive"');
    expect(() => check({ WITS_PORT: String(1) })).toThrow();
  });

  it.skipIf(caddy === undefined)(
    skipped(
      "has TLS of the camp's own authority, which tablets are given, and nothing of its metrics",
      caddy,
      "caddy",
    ),
    async () => {
      const [plain, secure] = [await freePort(), await freePort()];
      const ports = `\tadmin off\n\thttp_port ${plain}\n\thttps_port ${secure}`;
      writeFileSync(join(folder, "Caddyfile"), textOf("service/Caddyfile").replace("\tadmin off", ports));
      const authority = join(folder, "caddy/pki/authorities/local");
      const env = { ...process.env, CAMP: "localhost", SERVE: `127.0.0.1:${port}`, AUTHORITY: authority };
      children.push(
        spawn(caddy!, ["run", "--config", "Caddyfile"], {
          cwd: folder,
          env: { ...env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
          stdio: "ignore",
        }),
      );
      const root = join(authority, "root.crt");
      await until(
        () =>
          existsSync(root) &&
          fetch(`http://localhost:${plain}/`, { redirect: "manual" }).then(
            () => true,
            () => false,
          ),
      );
      const ca = readFileSync(root, "utf8");
      const asked = (path: string, headers = {}) =>
        new Promise<{ status: number | undefined; hsts: string | undefined; text: string }>(
          (resolve, reject) =>
            get(`https://localhost:${secure}${path}`, { ca, headers }, async (answer) => {
              const text = Buffer.concat(await answer.toArray()).toString();
              resolve({ status: answer.statusCode, hsts: answer.headers["strict-transport-security"], text });
            }).on("error", reject),
        );
      const health = await until(() => asked("/health").catch(() => undefined));
      // That it was asked by TLS it knows from the proxy alone.
      expect(health).toMatchObject({ status: 200, hsts: expect.any(String) });
      expect((await asked("/metrics", { authorization: `Bearer ${token}` })).status).toBe(404);
      const own = await fetch(`http://127.0.0.1:${port}/metrics`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(own.status).toBe(200);
      const given = await fetch(`http://localhost:${plain}/camp.crt`);
      expect([given.headers.get("content-type"), await given.text()]).toEqual([
        "application/x-x509-ca-cert",
        ca,
      ]);
      const other = await fetch(`http://localhost:${plain}/shifts`, { redirect: "manual" });
      expect([other.status, other.headers.get("location")]).toEqual([308, "https://localhost/shifts"]);
    },
  );
});

describe("the service over pgbouncer", () => {
  const pgbouncer = program("pgbouncer");
  const both = postgresProgram === undefined ? undefined : pgbouncer;
  let place: Place | undefined;
  afterAll(async () => place?.end());

  it.skipIf(both === undefined)(
    skipped("keeps tenants apart whose transactions share connections", both, "pgbouncer, or no PostgreSQL"),
    async () => {
      place = await postgresPlace();
      await (await place.open()).close();
      const { port: server } = new URL(place.place);
      const port = await freePort();
      const users = join(folder, "users");
      const config = join(folder, "pgbouncer.ini");
      writeFileSync(users, `"witskit_app" "${PASSWORD}"\n`);
      writeFileSync(
        config,
        textOf("service/pgbouncer.ini")
          .replace("host=postgres port=5432 dbname=witskit", `host=127.0.0.1 port=${server} dbname=service`)
          .replace("0.0.0.0", "127.0.0.1")
          .replace("6432", String(port))
          .replace("/run/secrets/pgbouncer_users", users)
          .replace("default_pool_size = 20", "default_pool_size = 4"),
      );
      chmodSync(folder, 0o755);
      const isRoot = process.getuid?.() === 0;
      const uid = isRoot ? Number(execFileSync("id", ["-u", "postgres"], { encoding: "utf8" })) : undefined;
      if (uid !== undefined) for (const path of [users, config]) chownSync(path, uid, uid);
      children.push(spawn(pgbouncer!, [config], { stdio: "ignore", ...(uid !== undefined && { uid }) }));
      const url = place.place.replace(`:${server}/service`, `:${port}/witskit`);
      const store = await until(() => openStore(url, { connections: 40 }).catch(() => undefined));
      try {
        const by = { account: "max", kind: "person", role: "manager", ip: null } as const;
        const seen = await Promise.all(
          Array.from({ length: 40 }, (_, i) => {
            const tenant = TENANTS[i % 2]!;
            return store.transaction(tenant, async (t) => {
              const row = { name: `${tenant} ${i}`, contacts: "[]", length_unit: null, language: null };
              await putMaster(t, "client", { id: `c-${i}`, row, ifVersion: null, by });
              const names = (await listMaster(t, "client")).map(({ name }) => name.split(" ")[0]!);
              return [tenant, ...new Set(names)];
            });
          }),
        );
        expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => [TENANTS[i % 2], TENANTS[i % 2]]));
        const [counted] = await place.raw(
          "north",
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = 'witskit_app'",
        );
        expect(counted!["n"]).toBeGreaterThan(0);
        expect(counted!["n"]).toBeLessThanOrEqual(4);
      } finally {
        await store.close();
      }
    },
  );
});
