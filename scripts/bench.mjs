/** Installs and builds what is missing, then measures: see `bench/main.mjs` for what and how. */
import "./node-version.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runNode } from "./step.mjs";

await install();
await build();
runNode("bench", "--import", ["./scripts/typescript.mjs", "bench/main.mjs", ...process.argv.slice(2)]);
