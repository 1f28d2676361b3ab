/**
 * All that must hold before a change is good: format and lint, types, the catalog, the tests. Arguments go to vitest:
 * `npm test -- test/parquet` runs the tests of one folder after the checks.
 */
import "./node-version.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runNode, say, step } from "./step.mjs";

await install();
await build();

await step("format", () => {
  runNode("biome", "node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings"], {
    quiet: true,
  });
  return "and lint are clean";
});
await step("types", () => {
  say("types", "tsc over sources, tests, scripts and benchmarks");
  const cache = "node_modules/.cache/types.tsbuildinfo";
  runNode("tsc", "node_modules/typescript/bin/tsc", [
    "--noEmit",
    "--incremental",
    "--tsBuildInfoFile",
    cache,
  ]);
  return "hold";
});
await step("catalog", () => {
  runNode("catalog", "scripts/catalog.mjs", ["check"], { quiet: true });
  return "is consistent";
});
await step("tests", () => {
  runNode("vitest", "node_modules/vitest/vitest.mjs", ["run", ...process.argv.slice(2)]);
  return "pass";
});
