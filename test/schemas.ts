/**
 * Schemas of WITSML, which are not part of the project: in the folder that `WITSKIT_SCHEMAS` names, or in `shared/data/truths/witsml-xsd`
 * beside the project, and `xmllint`, which holds a document against them. Tests of them are skipped where they are not.
 */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { program } from "./program.js";

const folder =
  process.env["WITSKIT_SCHEMAS"] ??
  fileURLToPath(new URL("../../shared/data/truths/witsml-xsd", import.meta.url));

/** What xmllint has against the document; empty where it is valid. */
export const schemaFaults = (version: string, document: Uint8Array): Promise<string> =>
  faults(version, ["-"], document);

/** The same of many files: the schemas are read once. */
export const schemaFaultsIn = (version: string, paths: readonly string[]): Promise<string> =>
  faults(version, paths, new Uint8Array());

function faults(version: string, paths: readonly string[], input: Uint8Array): Promise<string> {
  const args = ["--nonet", "--noout", "--schema", join(folder, `witsml-${version}.xsd`), ...paths];
  const env = { ...process.env, XML_CATALOG_FILES: join(folder, "catalog.xml") };
  return new Promise((resolve) => {
    const child = execFile(xmllint!, args, { env }, (error, _, stderr) => resolve(error ? stderr : ""));
    child.stdin!.end(input);
  });
}

/** Every value of every list of the version's schemas. */
export const enumerated = (version: string): ReadonlySet<string> =>
  new Set(
    readdirSync(join(folder, version), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".xsd"))
      .map((path) => readFileSync(join(folder, version, path), "utf8"))
      .flatMap((text) =>
        [...text.matchAll(/enumeration value=["']([^"']*)["']/g)].map(([, value]) => value!),
      ),
  );

const xmllint = program("xmllint");

/** Whether both are here. */
export const schemas = existsSync(folder) && xmllint !== undefined;

/** For the title of what is skipped. */
export const withoutSchemas = `skipped without xmllint and the schemas in ${folder}`;
