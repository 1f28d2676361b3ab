/** Installs and builds what is missing, then lives histories of datasets: see `test/drill/histories.ts`. */
import "./node-version.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runNode } from "./step.mjs";

await install();
await build();
runNode("histories", "--import", [
  "./scripts/typescript.mjs",
  "test/drill/histories.ts",
  ...process.argv.slice(2),
]);
