/** The well of a log, which its document names once, as an item of each row: without it rows of two wells were those of one. */
import type { Code } from "../../../wits/catalog/code.js";
import { codeDigits } from "./cells.js";

const LF = 10;

/** The line, with its end; empty where nothing names the well or `code` is 0. Logs of 2.x name their wellbore alone. */
export function wellLine(
  { well, wellbore }: { readonly well: string; readonly wellbore: string },
  code: Code,
): Uint8Array<ArrayBuffer> {
  const name = (well || wellbore).replace(/\p{Cc}/gu, " ").trim();
  if (name === "" || code === 0) return new Uint8Array(0);
  return Uint8Array.from([...codeDigits(code), ...Buffer.from(name, "utf8"), LF]);
}
