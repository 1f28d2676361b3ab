/** Installs and builds what is missing, then compares states and connections with what is known: see `test/score/rig.ts`. */
import "./node-version.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runNode } from "./step.mjs";

await install();
await build();
runNode("score", "--import", ["./scripts/typescript.mjs", "test/score/rig.ts", ...process.argv.slice(2)]);
