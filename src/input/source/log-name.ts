/**
 * Which files of a folder, or members of an archive, are logs by their names. A file that is named itself may be called
 * anything.
 */
import { isSidecarName } from "../bytes/sidecar.js";

const PACKED = String.raw`(?:\.gz|\.zst)?`;
const ENDING = String.raw`\.(?:wits|wit|wts|w0|txt|log|dat|hex)`;
/** What rotation puts behind a name, before it packs the file: `.1`, `-20240501`, `.2024-05-01T00:00:00Z`, `.old`. */
const ROTATED = String.raw`(?:[._-]\d[\d._:TZ-]*|\.old|\.bak)?`;

const LOG = new RegExp(`${ENDING}${ROTATED}${PACKED}$`, "i");
/** What counts when its first lines show frames: much else has these names. */
const PERHAPS = new RegExp(String.raw`\.(?:json|jsonl|ndjson|xml|csv)${ROTATED}${PACKED}$`, "i");

export const LOGS_IN_WORDS =
  ".wits .wit .wts .w0 .txt .log .dat .hex, and with frames in them .json .jsonl .ndjson .xml .csv, each with a number or a " +
  "date of rotation behind it or not, with .gz or .zst behind that or not, or .zip";

export const isLogName = (name: string): boolean => LOG.test(name) || pieceOf(name) !== undefined;
export const isPerhapsName = (name: string): boolean => PERHAPS.test(name);

/** Begins with a dot or an underscore: what lies beside data by custom, and is none. */
export const isHidden = (name: string): boolean => name.startsWith(".") || name.startsWith("_");

/** Whether a file tells of a log beside it, as `day.truth.json` does of `day.wits`, and is none itself. */
export function isBeside(name: string, names: ReadonlySet<string>): boolean {
  if (isSidecarName(name)) return true;
  const log = /^(.+)\.\w+\.json$/i.exec(name)?.[1];
  return log !== undefined && names.has(log);
}

/** What the files of a folder may be told beside: the beginnings of the names of its logs. */
export function besideNames(names: Iterable<string>): ReadonlySet<string> {
  const logs = new Set<string>();
  for (const name of names) {
    if (!LOG.test(name)) continue;
    for (let at = name.indexOf("."); at >= 0; at = name.indexOf(".", at + 1)) logs.add(name.slice(0, at));
  }
  return logs;
}

/** The log of which a name is that of a piece, as `split` makes them, and which one: `x.wits.aa`, `x.wits.ab`, `x.wits.001`. */
export function pieceOf(name: string): { readonly log: string; readonly piece: string } | undefined {
  const [, log, piece] = PIECE.exec(name) ?? [];
  return log === undefined || piece === undefined ? undefined : { log, piece };
}

const PIECE = new RegExp(String.raw`^(.*${ENDING})\.?(a[a-z]|aa[a-z]|0\d{1,4})$`, "i");
