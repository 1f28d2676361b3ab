/**
 * For the image: what `witskit serve` alone needs, and whoever installs witskit chooses, becomes what the program needs, in the versions that it is tested with. So
 * it stays when what is for development goes: `node deploy/service-packages.mjs && npm prune --omit=dev`.
 */
import { readFileSync, writeFileSync } from "node:fs";

const { peerDependencies, peerDependenciesMeta: _, devDependencies, dependencies, ...rest } = JSON.parse(
  readFileSync("package.json", "utf8"),
);
const chosen = Object.keys(peerDependencies).map((name) => [name, devDependencies[name]]);
const others = Object.entries(devDependencies).filter(([name]) => peerDependencies[name] === undefined);
const told = {
  ...rest,
  dependencies: { ...dependencies, ...Object.fromEntries(chosen) },
  devDependencies: Object.fromEntries(others),
};
writeFileSync("package.json", `${JSON.stringify(told, undefined, 2)}\n`);
