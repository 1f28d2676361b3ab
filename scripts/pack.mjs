/**
 * Puts chunks that are always loaded together into one file. A bundler cuts a module off for every set of commands that share it, and
 * `convert` would load 120 files, each of which Node must find, read, link and compile. What stands in a pack keeps its own file, which
 * names the pack: for whoever loads it alone there is still one of each module.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { build } from "esbuild";

/**
 * @typedef {object} Pack
 * @property {string} name
 * @property {readonly string[]} chunks Paths, each with all that it imports, unless that is in a pack before.
 *
 * @typedef {Awaited<ReturnType<typeof build>> & { metafile: import("esbuild").Metafile }} Built
 */

/**
 * Packs what these modules import, and they themselves where they are chunks; in this order, a later pack has nothing that stands in an
 * earlier one.
 * @param {Built} program What was built of the program, on disk.
 * @param {string} folder Where its chunks are.
 * @param {readonly { name: string, entries: readonly string[] }[]} wanted
 */
export async function packChunks({ metafile: { outputs } }, folder, wanted) {
  /** @type {Map<string, string>} By the chunk's path, the pack's name. */
  const packed = new Map();
  for (const { name, entries } of wanted) {
    const own = new Set();
    /** @param {string} path */
    const add = (path) => {
      const output = outputs[path];
      if (output === undefined || packed.has(path) || own.has(path)) return;
      if (path.startsWith(`${folder}/`)) own.add(path);
      for (const { path: imported, kind } of output.imports) if (kind === "import-statement") add(imported);
    };
    for (const entry of entries) {
      const found = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entry);
      if (found === undefined) throw new Error(`${entry} is no module that is loaded by itself`);
      add(found);
    }
    for (const path of own) packed.set(path, name);
  }
  for (const { name } of wanted) {
    const chunks = [...packed].filter(([, pack]) => pack === name).map(([path]) => path);
    const inputs = await writePack({ name, chunks }, folder, { outputs, packed });
    const foreign = inputs.filter((path) => path in outputs && packed.get(path) !== name);
    if (foreign.length > 0)
      throw new Error(`${name} has modules that others have as well: ${foreign.join(", ")}`);
  }
  for (const [path, name] of packed) writeFileSync(path, `${exportsOf(path, outputs, name)}\n`);
}

/**
 * Returns the files that the pack has.
 * @param {Pack} pack
 * @param {string} folder
 * @param {{ outputs: import("esbuild").Metafile["outputs"], packed: ReadonlyMap<string, string> }} all
 */
async function writePack({ name, chunks }, folder, { outputs, packed }) {
  const lines = chunks.map((path) => {
    const names = (outputs[path]?.exports ?? []).map((one) => `${quoted(one)} as ${nameInPack(path, one)}`);
    return names.length === 0
      ? `import ${JSON.stringify(`./${basename(path)}`)};`
      : `export { ${names.join(", ")} } from ${JSON.stringify(`./${basename(path)}`)};`;
  });
  const { metafile } = await build({
    stdin: { contents: lines.join("\n"), resolveDir: folder, sourcefile: `${name}-chunks` },
    outfile: join(folder, `${name}.js`),
    bundle: true,
    metafile: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    plugins: [
      {
        name: "packs",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\.?\// }, ({ path, kind, resolveDir, namespace }) => {
            // What is loaded when it is used is found under its own name; and a pack is what it is.
            if (kind === "dynamic-import" || namespace === "pack") return { path, external: true };
            const file = relative(".", join(resolveDir, path));
            const other = packed.get(file);
            return other === undefined || other === name ? undefined : { path: file, namespace: "pack" };
          });
          onLoad({ filter: /./, namespace: "pack" }, ({ path }) => ({
            contents: exportsOf(path, outputs, packed.get(path) ?? ""),
            resolveDir: folder,
          }));
        },
      },
    ],
  });
  return Object.keys(metafile.inputs);
}

/**
 * The text of a module that gives what a chunk in a pack exports.
 * @param {string} path
 * @param {import("esbuild").Metafile["outputs"]} outputs
 * @param {string} pack
 */
function exportsOf(path, outputs, pack) {
  const names = (outputs[path]?.exports ?? []).map((one) => `${nameInPack(path, one)} as ${quoted(one)}`);
  const from = JSON.stringify(`./${pack}.js`);
  return names.length === 0 ? `import${from};` : `export{${names.join(",")}}from${from};`;
}

/** @param {string} path @param {string} name */
const nameInPack = (path, name) => `${basename(path, ".js").replace(/\W/g, "_")}$${name}`;

/** @param {string} name */
const quoted = (name) => (/^[\w$]+$/.test(name) ? name : JSON.stringify(name));

/**
 * Gives `require` to files that ask for it: libraries of CommonJS do, of Node's modules.
 * @param {readonly string[]} paths
 */
export function giveRequire(paths) {
  for (const path of paths) {
    const text = readFileSync(path, "utf8");
    if (!/\brequire\b/.test(text)) continue;
    const at = text.startsWith("#!") ? text.indexOf("\n") + 1 : 0;
    writeFileSync(path, `${text.slice(0, at)}${REQUIRE}\n${text.slice(at)}`);
  }
}

const REQUIRE =
  'import{createRequire as requireFrom}from"node:module";const require=requireFrom(import.meta.url);';
