/**
 * Renders the chart of `deploy/helm` into the manifests of `deploy/kubernetes`, for those who have no Helm: by `helm template`, or where there is none by
 * `scripts/chart/main.go`, which is the same engine. Each says of which chart it is, so that a test sees when it is not of this one any more.
 */
import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./step.mjs";

/** By the file that is written, the chart, the release, and the values that are given beside those of the chart. */
const RENDERED = {
  "recorder.yaml": { chart: "witskit", release: "witskit", values: undefined, what: "one rig" },
  "recorders-of-a-fleet.yaml": {
    chart: "witskit",
    release: "rigs",
    values: "fleet.values.yaml",
    what: "three rigs, with all that the chart can be told",
  },
  "service.yaml": {
    chart: "witskit-service",
    release: "reports",
    values: undefined,
    what: "the service of shift reports",
  },
};

const deploy = join(root, "deploy");
const files = readdirSync(deploy, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.startsWith("helm/") && statSync(join(deploy, path)).isFile())
  .sort();
const hash = createHash("sha256");
for (const path of files) hash.update(`${path}\n${readFileSync(join(deploy, path), "utf8")}`);
const stamp = hash.digest("hex").slice(0, 16);

for (const [name, { chart: own, release, values, what }] of Object.entries(RENDERED)) {
  const given = values === undefined ? undefined : join(deploy, "helm", values);
  const chart = join(deploy, "helm", own);
  const text = byHelm(chart, release, given) ?? byGo(chart, release, given);
  const head = `# The chart of deploy/helm, rendered for ${what}: node scripts/chart.mjs writes it anew. Of chart ${stamp}.\n`;
  writeFileSync(join(deploy, "kubernetes", name), `${head}${text.replaceAll(/^# Source: .*\n/gm, "")}`);
  console.log(`wrote deploy/kubernetes/${name}`);
}

/**
 * @param {string} chart
 * @param {string} release
 * @param {string | undefined} values
 */
function byHelm(chart, release, values) {
  const given = values === undefined ? [] : ["--values", values];
  const { error, status, stdout, stderr } = spawnSync("helm", ["template", release, chart, ...given], {
    encoding: "utf8",
  });
  if (error !== undefined) return undefined;
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/**
 * @param {string} chart
 * @param {string} release
 * @param {string | undefined} values
 */
function byGo(chart, release, values) {
  const args = [
    "run",
    join(root, "scripts/chart/main.go"),
    chart,
    release,
    ...(values === undefined ? [] : [values]),
  ];
  const env = { ...process.env, GO111MODULE: "off", GOPATH: "/usr/share/gocode" };
  const { error, status, stdout, stderr } = spawnSync("go", args, { encoding: "utf8", env });
  if (error !== undefined)
    throw new Error(
      "there is neither helm nor go: install one of them, and Debian's golang-github-masterminds-sprig-dev",
    );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
