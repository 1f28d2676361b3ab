/**
 * Holds a document against the schemas of its version, which lie in a folder: by libxml2, and without any network. What a schema names by an
 * address is taken from the folder.
 */
import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { Failure } from "../../failure/failure.js";
import type { Root } from "../read/root.js";

export interface SchemaFault {
  readonly line: number | undefined;
  readonly message: string;
}

/** Documents that are larger do not fit into the checker's memory beside their tree. */
export const LARGEST_CHECKED = 64 << 20;
/** Of 64 KiB: 1 GiB. */
const MOST_PAGES = 16_384;
const FIRST_PAGES = 1024;

export class Schemas {
  readonly #folder: string;
  readonly #paths: readonly string[];

  private constructor(folder: string, paths: readonly string[]) {
    this.#folder = folder;
    this.#paths = paths;
  }

  /** Throws a `Failure` where the folder has none. */
  static async in(folder: string): Promise<Schemas> {
    const all = await readdir(folder, { recursive: true }).catch(() => []);
    const paths = all.map((path) => path.replaceAll("\\", "/")).filter((path) => path.endsWith(".xsd"));
    if (paths.length > 0) return new Schemas(folder, paths);
    throw new Failure(
      "input-missing",
      `there is no schema in ${folder}; --schemas names the folder in which the .xsd files of WITSML lie, or those above it`,
      { place: { file: folder } },
    );
  }

  /** What is wrong with a document of this root; undefined where the folder has no schema for it. */
  async faults(root: Root, document: Uint8Array): Promise<readonly SchemaFault[] | undefined> {
    const first = this.#schemaOf(root);
    if (first === undefined) return undefined;
    const files = await this.#withAll(first);
    // A CommonJS module: some loaders have its names, and some its default alone.
    const checker = await import("xmllint-wasm");
    const { validateXML } =
      "validateXML" in checker ? checker : (checker as { default: typeof checker }).default;
    const { errors, rawOutput, valid } = await validateXML({
      xml: [{ fileName: "document.xml", contents: document }],
      schema: [files[0]!],
      preload: files.slice(1),
      initialMemoryPages: FIRST_PAGES,
      maxMemoryPages: MOST_PAGES,
    });
    if (valid) return [];
    const found = errors.map(({ message, loc }) => ({ line: loc?.lineNumber, message: plainWords(message) }));
    return found.length > 0 ? found : [{ line: undefined, message: rawOutput.trim() }];
  }

  #schemaOf({ name, version }: Root): string | undefined {
    const names = [
      ...(version === undefined ? [] : [`witsml-${version}.xsd`]),
      `obj_${name.replace(/s$/, "")}.xsd`,
      `${name}.xsd`,
    ];
    const ofVersion = (path: string): boolean => version === undefined || path.includes(version.slice(0, 3));
    for (const wanted of names) {
      const found = this.#paths.filter((path) => posix.basename(path) === wanted);
      const one = found.find(ofVersion) ?? found[0];
      if (one !== undefined) return one;
    }
    return undefined;
  }

  /** The schema and all that it names, each once, under names without folders, which is what the checker's own disk has. */
  async #withAll(first: string): Promise<{ fileName: string; contents: string }[]> {
    const names = new Map<string, string>([[first, "s0.xsd"]]);
    const files: { fileName: string; contents: string }[] = [];
    for (const [path, fileName] of names) {
      const text = await readFile(join(this.#folder, path), "utf8");
      const contents = text.replace(/schemaLocation\s*=\s*"([^"]*)"/g, (whole, location: string) => {
        const named = this.#located(location, path);
        if (named === undefined) return whole;
        if (!names.has(named)) names.set(named, `s${names.size}.xsd`);
        return `schemaLocation="${names.get(named)!}"`;
      });
      files.push({ fileName, contents });
    }
    return files;
  }

  /** The file of the folder that a location means: beside the one that names it, or with the end of an address. */
  #located(location: string, from: string): string | undefined {
    const beside = posix.normalize(posix.join(posix.dirname(from), location));
    if (this.#paths.includes(beside)) return beside;
    const parts = location.split("/").filter((part) => part !== "" && part !== "..");
    for (let first = 0; first < parts.length; first++) {
      const end = `/${parts.slice(first).join("/")}`;
      const found = this.#paths.find((path) => `/${path}`.endsWith(end));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** libxml2's, without the addresses of namespaces. */
const plainWords = (message: string): string =>
  message
    .replace(/\{http[^}]*\}/g, "")
    .replace(/^(?:element \w+: )?Schemas validity error : /, "")
    .trim();
