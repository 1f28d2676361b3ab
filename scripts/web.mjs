/**
 * Bundles the installed web app into `build/web/`, where the server reads it: script and style under names that hold their
 * hash, fonts and icons, the page that loads them, and the service worker, which carries the list of all these files and so
 * is another one whenever any of them is.
 */
import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { isMain, root } from "./step.mjs";

const FROM = "src/service/web";
const TO = "build/web";
/** Built beside and renamed: a server that runs meanwhile reads the old app or the new one, whole. */
const FRESH = "build/web.fresh";

const FONTS = {
  regular: "@expo-google-fonts/ibm-plex-sans-condensed/400Regular/IBMPlexSansCondensed_400Regular.ttf",
  semibold: "@expo-google-fonts/ibm-plex-sans-condensed/600SemiBold/IBMPlexSansCondensed_600SemiBold.ttf",
};

/** @type {import("esbuild").BuildOptions} */
const forBrowser = {
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
};

export async function buildWeb() {
  rmSync(FRESH, { recursive: true, force: true });
  mkdirSync(FRESH, { recursive: true });
  const { metafile } = await build({
    ...forBrowser,
    entryPoints: { main: `${FROM}/main.tsx` },
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    splitting: true,
    outdir: FRESH,
    metafile: true,
  });
  const main = Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint !== undefined);
  const fonts = Object.entries(FONTS).map(([name, file]) => {
    const found = createRequire(import.meta.url).resolve(file);
    return { name, file: hashed(`plex-${name}.ttf`, readFileSync(found)) };
  });
  const style = hashed("style.css", Buffer.from(await styleSheet(fonts)));
  for (const name of readdirSync(`${FROM}/icons`)) copyFileSync(`${FROM}/icons/${name}`, join(FRESH, name));
  copyFileSync(`${FROM}/manifest.webmanifest`, join(FRESH, "manifest.webmanifest"));
  const page = readFileSync(`${FROM}/index.html`, "utf8")
    .replace("%style%", style)
    .replace("%main%", basename(main ?? ""));
  writeFileSync(join(FRESH, "index.html"), page);
  const files = readdirSync(FRESH).filter((name) => name !== "index.html");
  const version = createHash("sha256").update(files.join()).update(page).digest("hex").slice(0, 12);
  await build({
    ...forBrowser,
    entryPoints: [`${FROM}/worker/worker.ts`],
    format: "iife",
    outfile: join(FRESH, "worker.js"),
    define: { FILES: JSON.stringify(files.map((name) => `/${name}`)), VERSION: JSON.stringify(version) },
  });
  rmSync(TO, { recursive: true, force: true });
  mkdirSync(dirname(TO), { recursive: true });
  renameSync(FRESH, TO);
  const bytes = readdirSync(TO)
    .filter((name) => name.endsWith(".js"))
    .reduce((sum, name) => sum + statSync(join(TO, name)).size, 0);
  return `${files.length} files, ${(bytes / 1024).toFixed(0)} KiB of script`;
}

/**
 * Written under a name that says what is in it.
 * @param {string} name
 * @param {Buffer} bytes
 */
function hashed(name, bytes) {
  const [stem, ending] = name.split(".");
  const full = `${stem}-${createHash("sha256").update(bytes).digest("hex").slice(0, 8)}.${ending}`;
  writeFileSync(join(FRESH, full), bytes);
  return full;
}

/**
 * Colours come from the palette that charts have; the rest is in files of its own.
 * @param {readonly { name: string, file: string }[]} fonts
 */
async function styleSheet(fonts) {
  const { outputFiles } = await build({
    ...forBrowser,
    entryPoints: [`${FROM}/look/colours.ts`],
    platform: "neutral",
    write: false,
  });
  const script = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  const { colours } = await import(`data:text/javascript;base64,${script}`);
  const faces = fonts.map(
    ({ name, file }) =>
      `@font-face{font-family:Plex;src:url(${file});font-weight:${name === "regular" ? 400 : 600};font-display:swap}`,
  );
  const sheets = readdirSync(`${FROM}/look`)
    .filter((name) => name.endsWith(".css"))
    .sort()
    .map((name) => readFileSync(`${FROM}/look/${name}`, "utf8"));
  const { outputFiles: small } = await build({
    stdin: { contents: [...faces, colours(), ...sheets].join("\n"), loader: "css" },
    minify: true,
    write: false,
    external: ["*.ttf"],
    bundle: true,
    target: "es2022",
  });
  return small[0]?.text ?? "";
}

if (isMain(import.meta.url)) {
  process.chdir(root);
  console.log(await buildWeb());
}
