/**
 * Where a document type ends: with the `>` that stands in no quotes, no comment or instruction, and not in the brackets of its declarations. What
 * it declares is of no account. https://www.w3.org/TR/xml/#NT-doctypedecl
 */
const [QUOTE, APOSTROPHE, OPENING, CLOSING, GREATER] = [34, 39, 91, 93, 62];

export class DocumentType {
  #quote = 0;
  #depth = 0;
  /** What ends the comment or the instruction that is open. */
  #terminator = "";
  /** The last characters, which may be the beginning of one. */
  #last = "";

  /** Takes the bytes behind `<!DOCTYPE`, one by one; answers whether this one is the last. */
  isOver(byte: number): boolean {
    this.#last = (this.#last + String.fromCharCode(byte)).slice(-4);
    if (this.#terminator !== "") {
      if (this.#last.endsWith(this.#terminator)) this.#terminator = this.#last = "";
    } else if (this.#quote !== 0) {
      if (byte === this.#quote) this.#quote = 0;
    } else if (this.#last === "<!--") {
      this.#terminator = "-->";
      this.#last = "";
    } else if (this.#last.endsWith("<?")) this.#terminator = "?>";
    else if (byte === QUOTE || byte === APOSTROPHE) this.#quote = byte;
    else if (byte === OPENING) this.#depth++;
    else if (byte === CLOSING) this.#depth--;
    else return byte === GREATER && this.#depth <= 0;
    return false;
  }
}
