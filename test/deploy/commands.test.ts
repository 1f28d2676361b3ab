/** Every command line of witskit in `deploy/`: read by the program's own parser, with ports that agree with each other and with what is asked there. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { environmentName, flags } from "../../src/cli/flags/flags.js";
import { parseArguments } from "../../src/cli/parse.js";
import { ROOT } from "../docs/page.js";
import { compose, composes, deployed, manifests, textOf } from "./files.js";

interface Line {
  readonly where: string;
  /** Behind `witskit`. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The port of the monitor, wherever it is named. */
const MONITOR = 9464;

/** Words as a shell parts them; variables have their defaults, or what the environment says. */
function wordsOf(text: string, environment: Readonly<Record<string, string>> = {}): string[] {
  const told = text
    .replaceAll(/\$\{\w+:-([^}]*)\}/g, "$1")
    .replaceAll(
      /\$\{?(\w+)\}?/g,
      (whole, name: string) => environment[name] ?? (name === "DATASET" ? "dataset" : whole),
    );
  return (told.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll(/["']/g, ""));
}

/** What follows `witskit` in lines of a script or a unit. */
const linesIn = (path: string): Line[] =>
  [...textOf(path).matchAll(/^(?!#).*?(?:exec |env )witskit (.+)$/gm)].map(([, rest]) => ({
    where: path,
    words: wordsOf(rest!.replaceAll("%i", "rig-7")),
    environment: {},
  }));

const ofCompose = composes.flatMap(([path, { services }]) =>
  Object.entries(services)
    .filter(([, { image }]) => image.startsWith("witskit:"))
    .map(([name, { command = [], environment = {} }]) => ({
      where: `${path}: ${name}`,
      words: command.flatMap((word) => wordsOf(word)),
      environment,
    })),
);

/** Variables of the service that are no flags, as its page lists them. */
const ofService = new Set(
  [...readFileSync(join(ROOT, "docs/service.md"), "utf8").matchAll(/^\| `(WITS_\w+)` +\|/gm)].map(
    ([, name]) => name,
  ),
);

const ofKubernetes = manifests.flatMap(([path, { metadata, spec }]) =>
  (spec?.template?.spec.containers ?? []).map(({ args, command, env = [] }) => {
    const environment = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const [, script] = /witskit (.+)$/s.exec(command?.at(-1) ?? "") ?? [];
    return { where: `${path}: ${metadata.name}`, words: args ?? wordsOf(script!, environment), environment };
  }),
);

const scripts = deployed.filter((path) => /\.(service|sh)$/.test(path)).flatMap(linesIn);
const lines: readonly Line[] = [...scripts, ...ofCompose, ...ofKubernetes];

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
const settings = join(cwd, "witskit.toml");
beforeAll(() => writeFileSync(settings, `[links.rig-7]\nurl = "tcp://10.0.0.5:12345"\n`));
afterAll(() => rmSync(cwd, { recursive: true }));

// As the systems tell a shard which one it is.
beforeAll(() => {
  vi.stubEnv("SLURM_ARRAY_TASK_ID", "0");
  vi.stubEnv("SLURM_ARRAY_TASK_COUNT", "4");
});
afterAll(() => vi.unstubAllEnvs());

it("are found in every kind of file", () => {
  for (const kind of [
    /\.service$/,
    /\.sh$/,
    /^compose/,
    /^service\/compose/,
    /^service\/camp/,
    /^kubernetes-shards/,
    /^kubernetes\//,
  ])
    expect(lines.filter(({ where }) => kind.test(where.split(":")[0]!)).length, `${kind}`).toBeGreaterThan(0);
});

describe.each(lines)("$where", ({ words: [name = "", ...words], environment }) => {
  it(`${name} takes what it is given`, async () => {
    expect(commands.has(name), name).toBe(true);
    const command = await commands.load(name);
    const given = words.map((word) => word.replace(/(?<=--config=|^)\/etc\/witskit\/\S+\.toml$/, settings));
    expect(await parseArguments(command, given, commands.names)).toMatchObject({ flags: expect.anything() });
    const known = new Map(command.flags.map((flag) => [environmentName(flag), flag]));
    for (const [variable, value] of Object.entries(environment)) {
      if (!variable.startsWith("WITS_")) continue;
      const own = variable.replace(/_FILE$/, "");
      if (name === "serve" && ofService.has(own)) continue;
      const flag = known.get(own);
      expect(flag, variable).toBeDefined();
      if (!variable.endsWith("_FILE")) expect(() => flags[flag!].parse?.(value)).not.toThrow();
    }
  });
});

describe("ports", () => {
  it("of the monitor are one, wherever it is asked", () => {
    const told = [
      ...textOf("prometheus/prometheus.yml").matchAll(/recorder:(\d+)/g),
      ...textOf("healthcheck.mjs").matchAll(/port = "(\d+)"/g),
      ...textOf("helm/witskit/values.yaml").matchAll(/^monitorPort: (\d+)/gm),
      ...lines.flatMap(({ words }) => [...words.join(" ").matchAll(/--monitor (?:\S+:)?(\d+)/g)]),
      ...lines.flatMap(({ environment }) => [...(environment["WITS_MONITOR"] ?? "").matchAll(/:(\d+)$/g)]),
    ].map(([, port]) => Number(port));
    expect(told.length).toBeGreaterThan(6);
    expect(new Set(told)).toEqual(new Set([MONITOR]));
  });

  it("of Kubernetes are those that its recorder listens on", () => {
    for (const [path, { data, spec, metadata }] of manifests) {
      for (const { ports = [] } of spec?.template?.spec.containers ?? []) {
        const config = manifests.find(
          ([other, m]) => other === path && m.kind === "ConfigMap" && m.metadata.name === metadata.name,
        );
        const listened = [
          ...(config?.[1].data?.["witskit.toml"] ?? "").matchAll(/-listen:\/\/[\d.]+:(\d+)/g),
        ];
        const wanted = [MONITOR, ...listened.map(([, port]) => Number(port))];
        if (config !== undefined)
          expect(
            ports.map(({ containerPort }) => containerPort),
            path,
          ).toEqual(wanted);
      }
      expect(data === undefined || metadata.name.length > 0).toBe(true);
    }
  });

  it("of Compose are open to this machine alone", () => {
    // What speaks TLS is for the camp.
    for (const [path, { services }] of composes)
      for (const [name, { ports = [] }] of Object.entries(services))
        for (const port of name === "caddy" ? [] : ports)
          expect(port, `${path}: ${name}`).toMatch(/^127\.0\.0\.1:(\d+):\1$/);
  });

  it("of the recorder of Compose are asked by a name that it answers to", () => {
    expect(compose.services["recorder"]?.hostname).toBe("recorder");
    expect(compose.services["rig"]?.command?.join(" ")).toContain("tcp-listen://0.0.0.0:9872");
    expect(compose.services["recorder"]?.command?.join(" ")).toContain("tcp://rig:9872");
  });
});
