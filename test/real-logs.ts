/**
 * Logs of real rigs, which are not part of the project: in the folder that `WITSKIT_LOGS` names, or in `shared/logs` beside
 * the project. Tests of them are skipped where they are not, and say where they looked.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.env["WITSKIT_LOGS"] ?? fileURLToPath(new URL("../../shared/logs", import.meta.url));

/** The path of the log, or of what lies beside it; undefined where it is not. */
export function realLog(name: string): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
}

/** The names of all that are there. */
export const realLogs = (): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => /\.(wits|txt)(\.gz)?$/.test(name)) : [];

/** For the title of what is skipped. */
export const withoutRealLogs = `skipped: there is none in ${folder}`;
