/** The package itself: its version, and the files that ship with it, wherever a bundle has put this module. */
import { existsSync, readFileSync } from "node:fs";

const root = folderOfManifest(new URL("./", import.meta.url));

function folderOfManifest(folder: URL): URL {
  return existsSync(new URL("package.json", folder)) ? folder : folderOfManifest(new URL("../", folder));
}

/** A file of the package by its path in it. What is built stands in `dist` and `build`, for the sources as well. */
export const packageFile = (path: string): URL => new URL(path, root);

const manifest = JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** The version of the package. */
export const version = manifest.version;

/** What the service alone needs, each with the versions that will do: not installed with the package. */
export const peerDependencies = manifest.peerDependencies;
