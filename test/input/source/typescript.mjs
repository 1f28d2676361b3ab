/**
 * Lets a child process of a test run our TypeScript as it stands: `node --import ./typescript.mjs child.ts`.
 * Node 20 cannot strip types itself.
 */
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

if (process.env.WITSKIT_TEST_HOOKS === undefined) {
  process.env.WITSKIT_TEST_HOOKS = "registered";
  register(import.meta.url, pathToFileURL("./"));
}

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
