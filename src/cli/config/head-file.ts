/** The file of what stands at the top of reports. */
import { existsSync } from "node:fs";
import { type HeadsTold, headsIn } from "../../report/head-file.js";
import { tomlText } from "./toml-text.js";

/** Read when it stands in the working directory and no other is named. */
export const HEAD_FILE = "report.toml";

export const headPath = (given: string | undefined): string | undefined =>
  given ?? (existsSync(HEAD_FILE) ? HEAD_FILE : undefined);

/** Throws a `Failure` that names the line. */
export const readHeads = async (path: string): Promise<HeadsTold> => headsIn(tomlText(path), path);
