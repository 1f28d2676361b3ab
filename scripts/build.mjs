/**
 * Builds the kernel (AssemblyScript to WASM, SIMD and scalar), the package (TypeScript to bundles), the web app of the service
 * and the package's declarations, each only when what it is made from has changed. `--all` builds from nothing, `--declarations` those as well.
 */
import "./node-version.mjs";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { install } from "./install.mjs";
import { exportsModule, layoutHash, withHash } from "./kernel-exports.mjs";
import { isMain, root, runNodeBeside, say, step } from "./step.mjs";

const KERNEL = {
  sources: ["assembly", "asconfig.json", "scripts/kernel-exports.mjs", "package-lock.json"],
  made: ["build/kernel.simd.wasm", "build/kernel.scalar.wasm", "src/kernel/exports.ts"],
  stamp: "build/.stamp",
};
const PACKAGE = {
  sources: ["src", "scripts/bundle.mjs", "scripts/pack.mjs", "package-lock.json"],
  made: [
    "dist/cli/main.js",
    "dist/bulk/worker.js",
    "dist/plugin/container.js",
    "dist/plugin/thread/thread.js",
    "dist/service/thread/thread.js",
    "dist/index.js",
    "dist/page/chart.js",
  ],
  stamp: "dist/.stamp",
};
const WEB = {
  sources: [
    "src/service/web",
    "src/service/shift",
    "src/drawing/palette.ts",
    "scripts/web.mjs",
    "package-lock.json",
  ],
  made: ["build/web/index.html", "build/web/worker.js"],
  stamp: "build/.web",
};
const DECLARATIONS = {
  sources: ["src", "tsconfig.json", "package-lock.json"],
  made: ["dist/index.d.ts", "dist/shift.d.ts"],
  stamp: "dist/.declarations",
};

if (isMain(import.meta.url)) {
  await install();
  await build({
    all: process.argv.includes("--all"),
    declarations: process.argv.includes("--declarations"),
  });
}

/**
 * `declarations` take long, and are what editors read of the package: without, what programs run is built.
 * @param {{ all?: boolean, declarations?: boolean }} [options]
 */
export async function build({ all = false, declarations = false } = {}) {
  process.chdir(root);
  if (all) for (const folder of ["build", "dist"]) rmSync(folder, { recursive: true, force: true });
  await step("kernel", async () => {
    if (isFresh(KERNEL)) return "has not changed";
    say("kernel", "AssemblyScript to WASM, SIMD and scalar");
    const built = [await compileKernel("simd"), await compileKernel("scalar")];
    writeStamp(KERNEL);
    return built.join(", ");
  });
  await step("package", async () => {
    if (isFresh(PACKAGE)) return "has not changed";
    say("package", "TypeScript to bundles");
    const { bundle } = await import("./bundle.mjs");
    const made = await bundle();
    writeStamp(PACKAGE);
    return made;
  });
  await step("web", async () => {
    if (isFresh(WEB)) return "has not changed";
    say("web", "the app of the service to bundles");
    const { buildWeb } = await import("./web.mjs");
    const made = await buildWeb();
    writeStamp(WEB);
    return made;
  });
  if (declarations) await buildDeclarations();
}

/** Of what is built: its `dist/` must be there. */
export async function buildDeclarations() {
  await step("declarations", async () => {
    if (isFresh(DECLARATIONS)) return "have not changed";
    say("declarations", "one file for the package");
    const script = "node_modules/dts-bundle-generator/dist/bin/dts-bundle-generator.js";
    await runNodeBeside("dts-bundle-generator", script, ["--config", "scripts/declarations.json"]);
    writeStamp(DECLARATIONS);
    return `${(readFileSync("dist/index.d.ts").length / 1024).toFixed(0)} KiB`;
  });
}

/** @param {"simd" | "scalar"} target */
async function compileKernel(target) {
  const { default: asc } = await import("assemblyscript/asc");
  /** @type {Map<string, string | Uint8Array>} */
  const made = new Map();
  const { error, stderr } = await asc.main(["--target", target, "--bindings", "raw"], {
    writeFile(name, contents) {
      made.set(name, contents);
    },
  });
  // Says no more than that the optimizer stopped at its limit of passes.
  const messages = stderr.toString().replace("Last converge was suboptimal.\n", "");
  if (messages !== "") process.stderr.write(messages);
  if (error !== null) {
    console.error(`asc failed on the ${target} kernel`);
    process.exit(1);
  }
  const declarations = String(made.get(`build/kernel.${target}.d.ts`));
  const hash = layoutHash(declarations);
  const module = withHash(Buffer.from(made.get(`build/kernel.${target}.wasm`) ?? []), hash);
  mkdirSync("build", { recursive: true });
  writeWhole(`build/kernel.${target}.wasm`, module);
  writeWhole("src/kernel/exports.ts", exportsModule(declarations, hash));
  return `${target} ${(module.length / 1024).toFixed(1)} KiB`;
}

/**
 * Written beside and renamed: a test that runs meanwhile sees the old file or the new one, whole.
 * @param {string} name
 * @param {string | Uint8Array} contents
 */
function writeWhole(name, contents) {
  writeFileSync(`${name}.tmp`, contents);
  renameSync(`${name}.tmp`, name);
}

/**
 * @typedef {{ sources: string[], made: string[], stamp: string }} Product
 * @param {Product} product
 */
function isFresh(product) {
  const isThere = [product.stamp, ...product.made].every((file) => existsSync(file));
  return isThere && readFileSync(product.stamp, "utf8") === fingerprint(product);
}

/** @param {Product} product */
function writeStamp(product) {
  writeFileSync(product.stamp, fingerprint(product));
}

/**
 * Of what a product is made from and of what came out: a product that something else has written since is stale too.
 * @param {Product} product
 */
function fingerprint({ sources, made }) {
  const hash = createHash("sha256");
  for (const file of [...sources.flatMap(filesUnder), ...made])
    hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

/**
 * The files of a folder and all below, in a fixed order; a file is its own.
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)],
    );
}
