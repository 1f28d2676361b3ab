/** Installs and builds what is missing, then scores events on scenarios: see `test/analysis/trouble/main.ts` for what and how. */
import "./node-version.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runNode } from "./step.mjs";

await install();
await build();
runNode("trouble", "--import", [
  "./scripts/typescript.mjs",
  "test/analysis/trouble/main.ts",
  ...process.argv.slice(2),
]);
