/** The files of `deploy/`, and what they hold. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";

export const DEPLOY = fileURLToPath(new URL("../../deploy/", import.meta.url));

/** Paths below `deploy/`, with slashes. */
export const deployed: readonly string[] = readdirSync(DEPLOY, { recursive: true, encoding: "utf8" })
  .filter((path) => statSync(join(DEPLOY, path)).isFile())
  .map((path) => path.replaceAll(sep, "/"))
  .sort();

export const textOf = (path: string): string => readFileSync(join(DEPLOY, path), "utf8");

/** The documents of a YAML file; throws where it is none, or has a key twice. */
export function documentsOf(path: string): unknown[] {
  return parseAllDocuments(textOf(path), { merge: true })
    .map((document) => {
      const [fault] = [...document.errors, ...document.warnings];
      if (fault !== undefined) throw new Error(`${path}: ${fault.message}`);
      return document.toJS() as unknown;
    })
    .filter((document) => document !== null);
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
}

/** An object of Kubernetes, as far as tests look into it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly spec: { readonly containers: readonly Container[] } };
  };
}

export const manifests: readonly (readonly [string, Manifest])[] = deployed
  .filter((path) => /^kubernetes.*\.ya?ml$/.test(path))
  .flatMap((path) => documentsOf(path).map((document) => [path, document as Manifest] as const));

export interface Service {
  readonly image: string;
  readonly hostname?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
}

const composeIn = (path: string): Compose => documentsOf(path)[0] as Compose;

export const compose = composeIn("compose.yaml");

/** All of Compose, by their paths: a recorder, the service of an office, and of a camp. */
export const composes: readonly (readonly [string, Compose])[] = [
  ["compose.yaml", compose],
  ["service/compose.yaml", composeIn("service/compose.yaml")],
  ["service/camp.yaml", composeIn("service/camp.yaml")],
];
