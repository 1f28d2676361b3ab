/** Installs and builds what is missing, then fuzzes: see `test/fuzz/main.ts` for what and how. */
import "./node-version.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runNode } from "./step.mjs";

await install();
await build();
runNode("fuzz", "--import", ["./scripts/typescript.mjs", "test/fuzz/main.ts", ...process.argv.slice(2)]);
