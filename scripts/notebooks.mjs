/**
 * The notebooks of `samples/notebooks`, run from top to bottom, and what they say held against what is written in them:
 * `npm run notebooks`. With `-- --write` their outputs are written anew. Needs a build, and a Python with Jupyter's kernel
 * and the packages; without one it says what is missing, and leaves it.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { isMain, root } from "./step.mjs";

const SCRIPT = "scripts/notebooks.py";

/**
 * The first Python that has all that notebooks need, or why there is none.
 * @returns {{ python: string } | { missing: string }}
 */
export function findPython() {
  const own = process.platform === "win32" ? "out/python/Scripts/python.exe" : "out/python/bin/python";
  const given = process.env["WITSKIT_PYTHON"];
  const candidates = given === undefined ? [own, ".venv/bin/python", "python3", "python"] : [given];
  let missing = "there is no Python 3";
  for (const python of candidates) {
    const { status, stdout } = spawnSync(python, [SCRIPT, "--missing"], { cwd: root, encoding: "utf8" });
    if (status !== 0) continue;
    if (stdout.trim() === "") return { python };
    missing = `${python} lacks ${stdout.trim().replaceAll(" ", ", ")}`;
  }
  return { missing };
}

if (isMain(import.meta.url)) {
  // Whether they could run is asked before the packages are installed.
  if (process.argv.includes("--found")) process.exit("python" in findPython() ? 0 : 1);
  if (!existsSync(`${root}dist/cli/main.js`)) {
    console.error("notebooks need the program: npm run build makes it");
    process.exit(1);
  }
  const found = findPython();
  if ("missing" in found) {
    console.log(
      `notebooks are skipped: ${found.missing}; install that by pip, or name a Python that has it in WITSKIT_PYTHON`,
    );
  } else {
    const words = [SCRIPT, ...process.argv.slice(2)];
    process.exitCode = spawnSync(found.python, words, { cwd: root, stdio: "inherit" }).status ?? 1;
  }
}
