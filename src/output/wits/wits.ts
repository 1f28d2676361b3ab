/** WITS level 0: rows as frames again, in the dialect of a receiver. One source an output, its frames in their order. */

import { formatCode } from "../../wits/catalog/code.js";
import { recordOfTable } from "../../wits/catalog/table.js";
import { KEEP_VENDOR, NO_VENDOR } from "../../wits/writing/writing.js";
import { fileSink } from "../file-sink.js";
import { textWriter } from "../text-writer.js";
import { Frames, type FrameText } from "./frames.js";
import { Unwritten } from "./items.js";
import type { WitsOptions } from "./options.js";
import { partsOf } from "./rows.js";

const VENDOR = formatCode(1984);

export const wits = fileSink(async (options) => {
  if (options.wits === undefined) throw new Error("WITS is written by somebody who says how");
  const output = await options.open("all");
  const writer = textWriter(output, "latin1");
  const frames = new Frames(options.wits.writing.lineEnd);
  const around = frameAround(options.wits);
  const notes: (() => void)[] = [];
  const write = async (some: Iterable<FrameText>): Promise<void> => {
    let text = "";
    for (const frame of some) {
      text += around(frame);
      if (writer.isFull(text)) {
        await writer.write(text);
        text = "";
      }
    }
    await writer.write(text);
  };
  return {
    async begin({ table, name }, tally) {
      const unwritten = new Unwritten();
      const left = new Set<string>();
      const parts = partsOf(table, options.wits!, unwritten, (item) => left.add(item));
      // Items outside the catalog come last, and find their place among the others by their codes.
      const place = recordOfTable(table.name) ?? 100;
      notes.push(() => {
        unwritten.tell(tally);
        if (left.size > 0) tally.note(`the receiver's map has no code for ${[...left].join(", ")}: left out`);
      });
      return { write: (batch) => write(frames.add(place, parts(batch), name)) };
    },
    async end() {
      await write(frames.rest());
      for (const note of notes) note();
    },
  };
});

function frameAround({ writing }: WitsOptions): (frame: FrameText) => string {
  const { lineEnd, separator, vendor } = writing;
  const fixed = vendor === KEEP_VENDOR || vendor === NO_VENDOR ? undefined : vendor;
  const [start, end, identity] = [`&&${lineEnd}`, `!!${lineEnd}`, VENDOR + separator];
  return ({ vendor: told, lines }) => {
    const text = fixed ?? told;
    return text === undefined ? start + lines + end : start + identity + text + lineEnd + lines + end;
  };
}
