/** Installs and builds what is missing, then measures: see `bench/main.mjs` for what and how. */
import "./node-version.mjs";
import { benchOptions } from "../bench/options.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runNode } from "./step.mjs";

benchOptions(process.argv.slice(2));
await install();
await build();
runNode("bench", "--import", ["./scripts/typescript.mjs", "bench/main.mjs", ...process.argv.slice(2)]);
