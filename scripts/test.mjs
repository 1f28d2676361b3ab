/**
 * All that must hold before a change is good: format and lint, types, the catalog, the tests. Arguments go to vitest:
 * `npm test -- test/columns` runs the tests of one folder after the checks. `npm run lint`, `npm run types` and
 * `npm run test:unit`, the tests that need no program and no time, are parts of it.
 */
import "./node-version.mjs";
import { build, buildDeclarations } from "./build.mjs";
import { catalog, lint, types } from "./checks.mjs";
import { install } from "./install.mjs";
import { runNode, step } from "./step.mjs";

const [part, ...rest] = process.argv[2]?.startsWith("--only=")
  ? process.argv.slice(2)
  : ["", ...process.argv.slice(2)];
const parts = { lint: "--only=lint", types: "--only=types", unit: "--only=unit" };

await install();
if (part !== parts.lint) await build();
if (part === "" || part === parts.lint) await lint();
// Both take most of a minute on one core each.
if (part === "" || part === parts.types) await Promise.all([buildDeclarations(), types()]);
if (part === "" || part === parts.lint) await catalog();
if (part === "" || part === parts.unit)
  await step("tests", () => {
    const chosen = part === parts.unit ? ["--project", "unit"] : [];
    runNode("vitest", "node_modules/vitest/vitest.mjs", ["run", ...chosen, ...rest]);
    return "pass";
  });
