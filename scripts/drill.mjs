/** Installs and builds what is missing, then drills: see `test/drill/main.ts` for what and how. */
import "./node-version.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runNode } from "./step.mjs";

await install();
await build();
runNode("drill", "--import", ["./scripts/typescript.mjs", "test/drill/main.ts", ...process.argv.slice(2)]);
