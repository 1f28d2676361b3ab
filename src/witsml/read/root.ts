/**
 * Whether bytes begin a WITSML document, and of what: by its root element, whatever its prefix. Nothing is expanded or fetched, and a
 * document type is passed over.
 */
import { DocumentType } from "./document-type.js";

/** Bytes within which the root shows; what shows none in them is no document. */
export const ROOT_HEAD = 65_536;

export interface Root {
  /** Without its prefix: `logs`, `Log`, `wells`. */
  readonly name: string;
  /** What the document says of itself: `1.4.1.1`, `2.0`; undefined where it says nothing. */
  readonly version: string | undefined;
  /** Rows can be in it. */
  readonly hasRows: boolean;
}

const ROWS: ReadonlySet<string> = new Set([
  "logs",
  "log",
  "Log",
  "ChannelSet",
  "trajectorys",
  "trajectory",
  "Trajectory",
]);
/** What is WITSML without saying so: no other format has such a root. */
const PLAINLY: ReadonlySet<string> = new Set(["logs", "trajectorys"]);

const TAG = /^<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:\s[^<>]*)?)\/?>/;
const VERSION = /\s(?:version|schemaVersion)\s*=\s*["']([^"']{1,20})["']/;
const NAMESPACE = /["'][^"']*(?:witsml|energistics)[^"']*["']/i;

/** `undefined` when more bytes are needed, `null` when it is none. `whole` when there are no more. */
export function rootOf(bytes: Uint8Array, whole: boolean): Root | null | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, ROOT_HEAD)).toString(
    "latin1",
  );
  const last = whole || bytes.length >= ROOT_HEAD;
  let at = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at]!)) at++;
    if (at === text.length) return last ? null : undefined;
    if (text[at] !== "<") return null;
    const end = endOfProlog(text, at);
    if (end === undefined) return last ? null : undefined;
    if (end > at) {
      at = end;
      continue;
    }
    const found = TAG.exec(text.slice(at));
    if (found === null) return last || text.indexOf(">", at) >= 0 ? null : undefined;
    const [, name = "", attributes = ""] = found;
    if (!NAMESPACE.test(attributes) && !PLAINLY.has(name)) return null;
    return { name, version: VERSION.exec(attributes)?.[1], hasRows: ROWS.has(name) };
  }
}

/** Behind a comment, an instruction or a document type at `at`; `at` itself for an element, undefined where it does not end. */
function endOfProlog(text: string, at: number): number | undefined {
  const behind = (closing: string, from: number): number | undefined => {
    const end = text.indexOf(closing, from);
    return end < 0 ? undefined : end + closing.length;
  };
  if (text.startsWith("<!--", at)) return behind("-->", at + 4);
  if (text.startsWith("<?", at)) return behind("?>", at + 2);
  if (!text.startsWith("<!", at)) return at;
  if (!text.startsWith("<!DOCTYPE", at)) return behind(">", at + 2);
  const type = new DocumentType();
  for (let end = at + 9; end < text.length; end++) if (type.isOver(text.charCodeAt(end))) return end + 1;
  return undefined;
}
