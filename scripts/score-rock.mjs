/** Installs and builds what is missing, then compares rock, trajectory and key figures with real rigs: see `test/score/rock.ts`. */
import "./node-version.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runNode } from "./step.mjs";

await install();
await build();
runNode("score", "--import", ["./scripts/typescript.mjs", "test/score/rock.ts", ...process.argv.slice(2)]);
