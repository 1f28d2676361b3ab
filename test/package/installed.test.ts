/** The package as it is installed: packed, put into an empty project, and used from there. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../docs/process.js";
import { person } from "../service/api/people.js";
import { company, ids, put, report } from "../service/api/rigs.js";
import { ask, cookieOf, PASSWORD } from "../service/api/serving.js";
import { until } from "../until.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "witskit-installed-"));
const modules = join(folder, "node_modules");
const home = join(modules, "witskit");
const env = { ...process.env, NO_COLOR: "1", npm_config_loglevel: "error" };
let packed: string[] = [];

/** Resolves with what it printed; what fails is told. */
async function done(command: string, args: readonly string[], cwd = folder): Promise<string> {
  const { code, printed } = await run(command, args, { cwd, env });
  expect(code, `${command} ${args.join(" ")}\n${printed}`).toBe(0);
  return printed;
}
const node = (program: string): Promise<string> =>
  done(process.execPath, ["--input-type=module", "--eval", program]);

/** What npm would install with the package: nothing that only its development needs. */
function librariesOf(): string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  return Object.entries<{ dev?: boolean }>(lock.packages)
    .filter(([path, { dev }]) => dev !== true && /^node_modules\/(?!.*node_modules)/.test(path))
    .map(([path]) => path.slice("node_modules/".length))
    .filter((name) => existsSync(join(ROOT, "node_modules", name)));
}

beforeAll(async () => {
  // No network: the package is unpacked where npm would put it, and finds its libraries where they are here.
  await done("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], ROOT);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
  await done("tar", ["-xzf", tarball]);
  mkdirSync(join(modules, ".bin"), { recursive: true });
  for (const name of librariesOf()) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
  await done("mv", ["package", home]);
  const { bin } = JSON.parse(
    await node(`
    import { readFileSync } from "node:fs";
    console.log(readFileSync("node_modules/witskit/package.json", "utf8"));
  `),
  );
  symlinkSync(join(home, bin.witskit), join(modules, ".bin/witskit"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  packed = readdirSync(home, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
  it("has what is needed and nothing that is not", () => {
    for (const path of [
      "dist/index.js",
      "dist/index.d.ts",
      "dist/shift.js",
      "dist/shift.d.ts",
      "dist/cli/main.js",
      "README.md",
      "LICENSE",
      "docs/library.md",
      "samples/rig.wits",
    ])
      expect(packed).toContain(path);
    expect(packed.filter((path) => path.endsWith(".wasm")).length).toBeGreaterThan(0);
    expect(packed.filter((path) => /^(?:test|src|assembly|bench|scripts|out)\//.test(path))).toEqual([]);
    expect(packed.filter((path) => path.endsWith(".tsbuildinfo"))).toEqual([]);
  });

  it("runs as a command", async () => {
    expect(await done("npx", ["--no-install", "witskit", "--version"])).toMatch(/^\d+\.\d+\.\d+\n$/);
    const log = join(home, "samples/rig.wits");
    await done(join(modules, ".bin/witskit"), ["convert", log, "-o", "dataset", "-q"]);
    expect(existsSync(join(folder, "dataset/record=01/part-00000.parquet"))).toBe(true);
  }, 120_000);

  it("converts and decodes as a library", async () => {
    const printed = await node(`
      import { convert, decode, WitsStream } from "witskit";
      const log = "node_modules/witskit/samples/rig.wits";
      const { frames } = await convert({ inputs: [log], output: "log.parquet" });
      const { rop } = await decode("01083650.40\\n011323.38");
      const { numRows } = await WitsStream.fromFile(log).table(1);
      console.log(JSON.stringify({ frames, rop, numRows }));
    `);
    expect(JSON.parse(printed)).toEqual({ frames: 1363, rop: 23.38, numRows: 1138 });
  }, 120_000);
});

describe("serve of the package", () => {
  it("names the libraries that it does not bring, and with them lets people in, keeps their reports and has the app", async () => {
    const words = [join(modules, ".bin/witskit"), "serve", "--data", join(folder, "data"), "--port", "0"];
    const { code, printed } = await run(process.execPath, words, { cwd: folder, env });
    const [, named] = /run npm install ([^[]*?) \[library-missing\]/.exec(printed) ?? [];
    expect([code, named], printed).toEqual([2, expect.stringContaining("hono@")]);
    for (const one of named!.split(" ")) {
      const name = one.slice(0, one.lastIndexOf("@"));
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
    }
    const child = spawn(process.execPath, words, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    try {
      let [out, err] = ["", ""];
      child.stdout.setEncoding("utf8").on("data", (text) => {
        out += text;
      });
      child.stderr.setEncoding("utf8").on("data", (text) => {
        err += text;
      });
      const [, link] = await until(() => /\/first\/(\S+)/.exec(err) ?? undefined);
      const served = { url: await until(() => /^http\S+/.exec(out)?.[0]) };
      const account = { email: "ada@rig.example", password: PASSWORD };
      await ask(served, `PUT /first-admin/${link}`, { body: { ...account, name: "Ada" } });
      const cookie = cookieOf(await ask(served, "POST /session", { body: account }));
      await company(served, { cookie });
      const max = await person(served, cookie, "max", "manager");
      await put(served, `/shifts/${ids.ours}`, report({ notes: "rain" }), max);
      expect((await ask(served, `GET /shifts/${ids.ours}`, { cookie })).body.notes).toBe("rain");
      const paper = await ask(served, `GET /exports/shift/${ids.ours}.pdf`, max);
      expect([paper.status, paper.body.slice(0, 5)]).toEqual([200, "%PDF-"]);
      for (const path of ["/", "/worker.js"]) expect((await fetch(served.url + path)).status).toBe(200);
      child.kill("SIGTERM");
      expect(await once(child, "exit"), err).toEqual([0, null]);
    } finally {
      child.kill("SIGKILL");
    }
  });
});

describe("importing the package", () => {
  it("opens nothing", async () => {
    // Node's own util opens standard error when it is imported, since Node 22.
    const printed = await node(`
      import "node:util";
      const before = process.getActiveResourcesInfo();
      await import("witskit");
      await new Promise((resolve) => setImmediate(resolve));
      console.log(JSON.stringify([before, process.getActiveResourcesInfo()]));
    `);
    const [before, after] = JSON.parse(printed) as [string[], string[]];
    expect(after.filter((name) => !before.includes(name) && name !== "Immediate")).toEqual([]);
  });

  it("loads no heavy library", async () => {
    // What is loaded is told by a hook on the loader, before the import, and by what Node keeps of CommonJS.
    writeFileSync(
      join(folder, "hook.mjs"),
      `import { writeSync } from "node:fs";
       export async function load(url, context, next) { writeSync(1, url + "\\n"); return next(url, context); }`,
    );
    const printed = await node(`
      import { createRequire, register } from "node:module";
      import { pathToFileURL } from "node:url";
      register(pathToFileURL("hook.mjs").href);
      await import("witskit");
      for (const path of Object.keys(createRequire(import.meta.url).cache)) console.log(path);
    `);
    expect(printed).toContain("dist/index.js");
    const libraries = [
      ...printed.matchAll(/node_modules\/(@[\w.-]+\/[\w.-]+|[\w.-]+)\/(?!.*node_modules)/g),
    ].map(([, name]) => name!);
    const loaded = new Set(libraries.filter((name) => name !== "witskit"));
    // What writes the metadata of Parquet files: small, and without an import of its own.
    expect([...loaded].sort()).toEqual(["hyparquet", "hyparquet-writer"]);
  });
});
