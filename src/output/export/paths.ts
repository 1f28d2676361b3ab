/** Where the rows of a table and a well go: `{record}` and `{well}` in the name of an output stand for them. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { UNNAMED, wellText } from "../../dataset/wells.js";
import type { NamedFormat } from "../formats.js";

export interface Target {
  /** As it was given. */
  readonly output: string;
  readonly format: NamedFormat;
}

/** Whether an output means a folder that has a file for each table. */
export const isFolder = ({ output, format }: Target): boolean =>
  format.holds !== "folder" &&
  format.elsewhere !== true &&
  (/[/\\]$/.test(output) || (statSync(output, { throwIfNoEntry: false })?.isDirectory() ?? false));

/** Whether wells have outputs of their own. */
export const partsWells = (target: Target): boolean => target.output.includes("{well}");

/** The path for a table of one well; `well` is undefined where they are not told apart. */
export function pathOf(target: Target, table: string, well: string | undefined, files: FileNames): string {
  const { output, format } = target;
  const { holds, endings } = format;
  const name = well === undefined ? wellText(UNNAMED) : files.of(well);
  const filled = output.replaceAll("{record}", table).replaceAll("{well}", name);
  if (!isFolder(target) || holds === "objects") return filled;
  const wells = well === undefined || files.few ? "" : `${name}-`;
  return join(filled, `${holds === "tables" ? `${wells}tables` : `${wells}${table}`}${endings[0]}`);
}

/** What the files of a well's objects begin with, where a folder has those of several wells. */
export const prefixOf = (well: string | undefined, files: FileNames): string =>
  files.few ? "" : `${well === undefined ? wellText(UNNAMED) : files.of(well)}-`;

/** Names of things as files can have them, no two alike: the well `15/9-F-4` is `15_9-F-4`. */
export class FileNames {
  readonly #names = new Map<string, string>();
  readonly #textOf: (one: string) => string;

  constructor(things: Iterable<string>, textOf: (one: string) => string) {
    this.#textOf = textOf;
    const taken = new Set<string>();
    for (const one of things) {
      if (this.#names.has(one)) continue;
      const plain = fileName(textOf(one));
      let name = plain;
      for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${plain}-${i}`;
      taken.add(name.toLowerCase());
      this.#names.set(one, name);
    }
  }

  /** Whether there is one at most. */
  get few(): boolean {
    return this.#names.size < 2;
  }

  /** The one well that rows name, where others name none. */
  get only(): string | undefined {
    const named = [...this.#names.keys()].filter((well) => well !== UNNAMED);
    return named.length === 1 ? named[0] : undefined;
  }

  of(one: string): string {
    return this.#names.get(one) ?? fileName(this.#textOf(one));
  }
}

/** Without what some file system refuses, or a shell or terminal would not show. */
const fileName = (text: string): string =>
  text
    .replace(/[\p{C}\p{Z}\\/:*?"<>|{}]+/gu, "_")
    .replace(/^[.-]+|\.+$/g, "_")
    .slice(0, 100) || "_";
