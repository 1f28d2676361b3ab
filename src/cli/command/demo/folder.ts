/**
 * The folder of a demo. A file of notes says that the folder is a demo's, and so which one a later demo may write
 * to: a log called `rig.wits` may well be somebody's own.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolders } from "../../../durable/make-folders.js";
import { unwritable } from "../../../durable/unwritable.js";
import { Failure, systemCode } from "../../../failure/failure.js";

const MARK = "# Made by `witskit demo`";

export class DemoFolder {
  /** The path of the notes. */
  readonly notes: string;

  private constructor(folder: string) {
    this.notes = join(folder, "README.md");
  }

  /** Makes it. Throws a `Failure` of kind `output` when it is there, has anything in it, and was not made by a demo. */
  static async open(folder: string, force: true | undefined): Promise<DemoFolder> {
    const opened = new DemoFolder(folder);
    try {
      await makeFolders(folder);
      const entries = await readdir(folder);
      if (entries.length > 0 && !force && !(await opened.#isMarked())) {
        throw new Failure(
          "output-foreign",
          `cannot write ${folder}: there is ${entries[0]} in it, and no demo has made the folder; ` +
            "name another with -o, or give --force to replace rig.wits, rig.html and the dataset in it",
        );
      }
    } catch (error) {
      throw unwritable(folder, error);
    }
    return opened;
  }

  async #isMarked(): Promise<boolean> {
    try {
      return (await readFile(this.notes, "utf8")).startsWith(MARK);
    } catch (error) {
      if (systemCode(error) === "ENOENT") return false;
      throw error;
    }
  }

  /** Writes the notes, before all else: the folder of a demo that was stopped is a demo's too. */
  async mark(commands: readonly string[]): Promise<void> {
    const blocks = commands.map((command) => `\`\`\`sh\n${command}\n\`\`\``).join("\n\n");
    const text = `${MARK}\n\nBy these commands; the next demo replaces what they made.\n\n${blocks}\n`;
    try {
      await writeFile(this.notes, text);
    } catch (error) {
      throw unwritable(this.notes, error);
    }
  }
}
