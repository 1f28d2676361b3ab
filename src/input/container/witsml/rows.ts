/** A row of a log as texts, for who looks at some of them. */
import type { Stretch } from "../../../witsml/read/taker.js";

/** Its cells, without blanks around them; none of a row that is empty. */
export function unlessEmpty({ bytes, from, to }: Stretch, delimiter: number): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf8");
  if (text.trim() === "") return [];
  return text.split(String.fromCharCode(delimiter)).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}
