/**
 * Bundles what ships: the program, the worker of its pool and the library share their modules in chunks; each page's script
 * stands alone. Libraries stay outside, where npm puts them. What is loaded only when it is used stays apart, too.
 */
import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Built beside and renamed: a test that runs meanwhile sees the old program or the new one, whole. */
const FRESH = "dist.fresh";

export async function bundle() {
  rmSync(FRESH, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: ["src/cli/main.ts", "src/bulk/worker.ts", "src/index.ts"],
    outbase: "src",
    outdir: FRESH,
    chunkNames: "chunk/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    metafile: true,
    logLevel: "warning",
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
  // Declarations are made apart, and say by themselves whether they are stale.
  for (const name of ["index.d.ts", ".declarations"])
    if (existsSync(join("dist", name))) renameSync(join("dist", name), join(FRESH, name));
  rmSync("dist", { recursive: true, force: true });
  renameSync(FRESH, "dist");
  const modules = Object.keys(metafile.inputs).length;
  return `${modules} modules in ${readdirSync("dist/chunk").length} chunks`;
}
