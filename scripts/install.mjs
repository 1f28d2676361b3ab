/** Installs the dependencies when those of the lock file are not there yet. */
import "./node-version.mjs";
import { existsSync, readFileSync } from "node:fs";
import { isMain, root, runCommand, runNode, say, step } from "./step.mjs";

if (isMain(import.meta.url)) await install();

export async function install() {
  await step("install", () => {
    const packages = wanted();
    if (isInstalled(packages)) return `${packages.length} packages are there`;
    say("install", "npm ci");
    const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    // Set when npm runs this script: the npm to use then is that one.
    const npm = process.env["npm_execpath"];
    if (npm?.endsWith(".js")) runNode("npm ci", npm, args, { quiet: true });
    else runCommand("npm ci", "npm", args, true);
    return `${packages.length} packages installed`;
  });
}

/**
 * @typedef {{ version: string, optional?: boolean }} Package
 * @param {string} file
 * @returns {Record<string, Package>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(`${root}${file}`, "utf8")).packages;
}

/** The packages of the lock file; optional ones, which are for one platform each, come as the platform needs them. */
function wanted() {
  const packages = Object.entries(packagesOf("package-lock.json"));
  return packages.filter(([path, { optional }]) => path !== "" && !optional);
}

/**
 * npm leaves a record of what it installed as its last step: no other stamp is needed.
 * @param {[path: string, Package][]} packages
 */
function isInstalled(packages) {
  const record = "node_modules/.package-lock.json";
  if (!existsSync(`${root}${record}`)) return false;
  const installed = packagesOf(record);
  return packages.every(([path, { version }]) => installed[path]?.version === version);
}
