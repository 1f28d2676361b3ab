/** What `witskit decode` prints. */

import { openStdout } from "../../durable/stdout-output.js";
import type { Frame } from "../../frame/frame-reader.js";
import type { Source } from "../../input/bytes/source.js";
import { shownLines } from "../../text/shown-text.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import { type FrameStyle, frameJson, frameText } from "./frame-text.js";
import { counted } from "./wording.js";

export interface PageStyle extends FrameStyle {
  readonly json: boolean;
}

/** Frames up to a limit, and what they hold in all. */
export class DecodePage {
  readonly tally = { frames: 0, values: 0, nulls: 0, rejects: 0 };
  /** Number of the frame that was shown last. */
  last = 0;
  /** Frames that follow it; undefined when they were not counted. */
  beyond: number | undefined;
  readonly #limit: number;
  #style: PageStyle;
  readonly #output = openStdout();
  /** Rejects since the last frame that stand outside all frames. */
  #outside = 0;

  constructor(limit: number, style: PageStyle) {
    this.#limit = limit === 0 ? Number.POSITIVE_INFINITY : limit;
    this.#style = style;
  }

  /** What the codes of the next source mean. */
  set catalog(catalog: Catalog) {
    this.#style = { ...this.#style, catalog };
  }

  get full(): boolean {
    return this.tally.frames >= this.#limit;
  }

  async show(frames: readonly Frame[], source: Source): Promise<void> {
    for (const frame of frames) {
      if (this.full) return;
      this.#count(frame);
      if (this.#style.json) await this.#write(frameJson(frame, source, this.#style));
      else if (frame.number === undefined) await this.#showOutside(frame, source);
      else {
        await this.#tellHidden();
        await this.#write(frameText(frame, source, this.#style));
      }
    }
  }

  /** The limit holds for these lines too: a file that is no log has nothing else. */
  async #showOutside(frame: Frame, source: Source): Promise<void> {
    const lines = frame.lines.slice(0, Math.max(0, this.#limit - this.#outside));
    this.#outside += frame.lines.length;
    if (lines.length > 0) await this.#write(frameText({ ...frame, lines }, source, this.#style));
  }

  async #tellHidden(): Promise<void> {
    const hidden = this.#outside - this.#limit;
    this.#outside = 0;
    if (hidden > 0)
      await this.#write(`… ${counted(hidden, "more reject")} outside frames (use --limit 0)\n\n`);
  }

  #write(text: string): Promise<void> {
    return this.#output.write(Buffer.from(this.#style.json ? text : shownLines(text)));
  }

  flush(): Promise<void> {
    return this.#output.finish();
  }

  async end(): Promise<void> {
    if (!this.#style.json) {
      await this.#tellHidden();
      await this.#write(`${this.#summary()}\n`);
    }
    await this.#output.finish();
  }

  #count({ number, lines }: Frame): void {
    if (number !== undefined) {
      this.tally.frames++;
      this.last = number;
    }
    for (const line of lines) {
      if (line.kind === "reject") this.tally.rejects++;
      else if (line.value === null) this.tally.nulls++;
      else this.tally.values++;
    }
  }

  #summary(): string {
    const { frames, values, nulls, rejects } = this.tally;
    const counts = [
      counted(frames, "frame"),
      counted(values, "value"),
      counted(nulls, "null"),
      counted(rejects, "reject"),
    ];
    return `${this.#more()}${counts.join(", ")}`;
  }

  #more(): string {
    if (!this.full || this.beyond === 0) return "";
    if (this.beyond === undefined) return "… and what follows (use --limit 0)\n";
    return `… ${counted(this.beyond, "more frame")} (use --limit 0)\n`;
  }
}
