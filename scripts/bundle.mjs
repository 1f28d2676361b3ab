/**
 * Bundles what ships: the program with the worker of its pool, the library, and each page's script. The program has its
 * libraries within, for each file that Node must find costs a start; the library shares them with whoever uses it. What is
 * loaded only when it is used stands in chunks of its own.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { giveRequire, packChunks } from "./pack.mjs";

/** Built beside and renamed: a test that runs meanwhile sees the old program or the new one, whole. */
const FRESH = "dist.fresh";

/**
 * Libraries that bring binaries, WASM or threads of their own, and are found by where npm has put them; and those that few
 * need, and whoever starts without them does not carry.
 */
const OUTSIDE = [
  "@duckdb/node-api",
  "@hpcc-js/wasm-zstd",
  "@nats-io/jetstream",
  "@nats-io/transport-node",
  "@peculiar/x509",
  "@photostructure/sqlite",
  "@resvg/resvg-js",
  "mqtt",
  "mysql2",
  "mysql2/*",
  "nodemailer",
  "pdfmake",
  "pg",
  "pg-copy-streams",
  "pino",
  "piscina",
  "prom-client",
  "reflect-metadata",
  "serialport",
  "write-excel-file",
  "write-excel-file/*",
  "xmllint-wasm",
];

/** What the service alone needs is installed by those who serve: they are told how, and nobody else carries it. */
const { peerDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const OF_THE_SERVICE = Object.keys(peerDependencies);

/** What each worker loads, what `convert` loads besides, whatever it is asked for, and what those load that look at a dataset or analyse one: one file each. */
const PACKS = [
  { name: "work", entries: ["src/bulk/worker.ts"] },
  {
    name: "convert",
    entries: [
      "src/cli/parse.ts",
      "src/cli/interrupt.ts",
      "src/cli/command/convert.ts",
      "src/bulk/convert.ts",
      "src/columns/arrow/schema.ts",
    ],
  },
  {
    name: "dataset",
    entries: ["src/cli/command/info.ts", "src/cli/page/info/dataset.ts", "src/columns/parquet/summary.ts"],
  },
  {
    name: "analysis",
    entries: [
      "src/cli/command/analyze.ts",
      "src/cli/command/report.ts",
      "src/bulk/analysis/analyze.ts",
      "src/bulk/report/report.ts",
    ],
  },
];

/** @type {import("esbuild").BuildOptions & { metafile: true }} */
const forNode = {
  outbase: "src",
  outdir: FRESH,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  metafile: true,
  logLevel: "warning",
};

export async function bundle() {
  rmSync(FRESH, { recursive: true, force: true });
  const program = await build({
    ...forNode,
    entryPoints: [
      "src/cli/main.ts",
      "src/bulk/worker.ts",
      "src/plugin/container.ts",
      "src/plugin/thread/thread.ts",
    ],
    chunkNames: "program/[name]-[hash]",
    external: [...OUTSIDE, ...OF_THE_SERVICE],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
  });
  await packChunks(program, join(FRESH, "program"), PACKS);
  giveRequire(
    Object.keys(program.metafile.outputs).concat(
      PACKS.map(({ name }) => join(FRESH, "program", `${name}.js`)),
    ),
  );
  // Of its own: a thread that ends with its work would load the packs for a few words of them.
  const thread = await build({
    ...forNode,
    entryPoints: ["src/service/thread/thread.ts"],
    chunkNames: "service/thread/[name]-[hash]",
    external: [...OUTSIDE, ...OF_THE_SERVICE],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
  });
  giveRequire(Object.keys(thread.metafile.outputs));
  const library = await build({
    ...forNode,
    entryPoints: ["src/index.ts", "src/shift.ts"],
    chunkNames: "library/[name]-[hash]",
    packages: "external",
  });
  await build({
    entryPoints: { chart: "src/view/plot/page/main.ts", dashboard: "src/view/dashboard/page/live.ts" },
    outdir: join(FRESH, "page"),
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    logLevel: "warning",
  });
  copyFileSync("src/require.cjs", join(FRESH, "require.cjs"));
  chmodSync(join(FRESH, "cli/main.js"), 0o755);
  writeFileSync(
    join(FRESH, "LICENSES"),
    licencesOf([program, thread].flatMap(({ metafile }) => Object.keys(metafile.inputs))),
  );
  // Declarations are made apart, and say by themselves whether they are stale.
  for (const name of ["index.d.ts", "shift.d.ts", ".declarations"])
    if (existsSync(join("dist", name))) renameSync(join("dist", name), join(FRESH, name));
  rmSync("dist", { recursive: true, force: true });
  renameSync(FRESH, "dist");
  const { status, stdout } = spawnSync(process.execPath, ["dist/cli/main.js", "--help"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error("the program that was bundled does not run");
  writeFileSync("dist/cli/overview.txt", stdout);
  const modules = new Set([program, thread, library].flatMap(({ metafile }) => Object.keys(metafile.inputs)));
  return `${modules.size} modules in ${readdirSync("dist/program").length + readdirSync("dist/library").length} chunks`;
}

/**
 * What the licences of the libraries within ask for: their own texts.
 * @param {readonly string[]} inputs
 */
function licencesOf(inputs) {
  const packages = inputs.flatMap((path) => /^node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []);
  return [...new Set(packages)]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const texts = readdirSync(folder)
        .filter((file) => /^(licen[cs]e|notice|copyright)/i.test(file))
        .map((file) => readFileSync(join(folder, file), "utf8").trim());
      return [`${name} ${version}, ${license}`, ...texts].join("\n\n");
    })
    .join(`\n\n${"-".repeat(80)}\n\n`);
}
