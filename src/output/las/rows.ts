/** The rows of a LAS file, which wait until all are there: what stands above them tells of the last one too. */
import { Scratch } from "../../durable/scratch.js";
import { plainDecimal } from "./decimal.js";
import { NULL } from "./header.js";

/** The most characters of an unwrapped line, and of a wrapped one. */
const UNWRAPPED = 256;
const WRAPPED = 80;

export class LasRows {
  readonly #scratch = new Scratch();
  readonly #nullText = String(NULL);
  #text = "";
  #widest = 0;

  /** The place of the row by the index, then its curves. */
  async push(cells: readonly (number | undefined)[]): Promise<void> {
    let line = "";
    for (const cell of cells) {
      const text = cell === undefined ? this.#nullText : plainDecimal(cell);
      line += line === "" ? text : ` ${text}`;
    }
    if (line.length > this.#widest) this.#widest = line.length;
    this.#text += `${line}\n`;
    if (this.#text.length > 1 << 16) await this.#flush();
  }

  /** Whether some line is longer than the standard allows. */
  get wrapped(): boolean {
    return this.#widest > UNWRAPPED;
  }

  /** The text of all rows, in order. */
  async *read(): AsyncGenerator<Uint8Array> {
    await this.#flush();
    if (!this.wrapped) {
      yield* this.#scratch.read();
      return;
    }
    let rest = "";
    for await (const bytes of this.#scratch.read()) {
      const lines = (
        rest + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1")
      ).split("\n");
      rest = lines.pop()!;
      yield Buffer.from(lines.map(wrappedText).join(""));
    }
  }

  remove(): Promise<void> {
    return this.#scratch.remove();
  }

  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    if (text !== "") await this.#scratch.write(Buffer.from(text));
  }
}

/** The index on a line of its own, the others below it. */
function wrappedText(row: string): string {
  const [place = "", ...cells] = row.split(" ");
  let text = `${place}\n`;
  let line = "";
  for (const cell of cells) {
    if (line !== "" && line.length + 1 + cell.length > WRAPPED) {
      text += `${line}\n`;
      line = cell;
    } else line = line === "" ? cell : `${line} ${cell}`;
  }
  return `${text}${line}\n`;
}
