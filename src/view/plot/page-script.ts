/**
 * The modules of `page/` as one script. They are plain modules of this package that import each other alone, so that it is
 * enough to write them one after the other, without their imports and exports.
 */
import { readFile } from "node:fs/promises";

const inPage = (name: string): URL => new URL(`./page/${name}.js`, import.meta.url);

/** Each after those that it imports. */
const viewer = [
  "scale",
  "steps",
  "trace",
  "row-pen",
  "pyramid",
  "palette",
  "packed",
  "view",
  "layout",
  "paint",
  "heads",
  "viewer",
].map(inPage);

/** The script of a chart that is whole. */
export const pageScript = (): Promise<string> => scriptOf([...viewer, inPage("main")]);

/** The script of a page that shows a chart in its own way, by modules of its own. */
export const viewerScript = (own: readonly URL[]): Promise<string> =>
  scriptOf([...viewer, ...["scale-choice", "sheet", "activity-runs"].map(inPage), ...own]);

async function scriptOf(modules: readonly URL[]): Promise<string> {
  const texts = await Promise.all(modules.map((url) => readFile(url, "utf8")));
  return texts.map(joined).join("\n");
}

const joined = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !/^(import .*|export \{\};)$/.test(line))
    .map((line) => line.replace(/^export (?=(async |function|const|class))/, ""))
    .join("\n");
