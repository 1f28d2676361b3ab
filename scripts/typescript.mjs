/**
 * Lets programs that do not ship, benchmarks and children of tests, run our TypeScript as it stands:
 * `node --import ./scripts/typescript.mjs child.ts`.
 * Node 20 cannot strip types itself.
 */
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

// The module runs once more where Node keeps hooks, under this name.
if (!import.meta.url.endsWith("?hooks")) register(`${import.meta.url}?hooks`, pathToFileURL("./"));

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (!specifier.startsWith(".") || !specifier.endsWith(".js")) throw error;
    return next(specifier.replace(/\.js$/, ".ts"), context);
  }
}

/** @type {import("node:module").LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const { default: typescript } = await import("typescript");
  const { outputText } = typescript.transpileModule(readFileSync(fileURLToPath(url), "utf8"), {
    compilerOptions: { target: typescript.ScriptTarget.ES2023, module: typescript.ModuleKind.ESNext },
  });
  return { format: "module", source: outputText, shortCircuit: true };
}
