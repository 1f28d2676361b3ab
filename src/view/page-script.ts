/** The scripts of pages. Each is bundled from its modules when the package is built, and needs nothing else. */
import { readFile } from "node:fs/promises";
import { packageFile } from "../runtime/package.js";

/** A chart that is whole, and the dashboard. */
export type PageName = "chart" | "dashboard";

/** The script of a page, to stand in it or to be served beside it. */
export const pageScript = (page: PageName): Promise<string> =>
  readFile(packageFile(`dist/page/${page}.js`), "utf8");
