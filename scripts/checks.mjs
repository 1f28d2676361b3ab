/** The checks that need no run: format and lint, types, the catalog. */
import { runNode, runNodeBeside, say, step } from "./step.mjs";

export const lint = () =>
  step("format", () => {
    runNode("biome", "node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings"], {
      quiet: true,
    });
    return "and lint are clean";
  });

/** Sources, tests, scripts and benchmarks for Node; pages for a browser; tests of pages for both. */
const PROJECTS = {
  node: "tsconfig.json",
  pages: "src/view/tsconfig.json",
  "web app": "src/service/web/tsconfig.json",
  "its worker": "src/service/web/worker/tsconfig.json",
  "tests of pages": "test/view/tsconfig.json",
};

export const types = () =>
  step("types", async () => {
    for (const [name, project] of Object.entries(PROJECTS)) {
      say("types", `tsc, ${name}`);
      const cache = `node_modules/.cache/types-${name.replaceAll(" ", "-")}.tsbuildinfo`;
      const incremental = ["--noEmit", "--incremental", "--tsBuildInfoFile", cache];
      await runNodeBeside("tsc", "node_modules/typescript/bin/tsc", ["-p", project, ...incremental]);
    }
    return "hold";
  });

export const catalog = () =>
  step("catalog", () => {
    runNode("catalog", "scripts/catalog.mjs", ["check"], { quiet: true });
    return "is consistent";
  });
