/** Rejects of a stream within a time, by when they came. */
import type { Frame } from "../../../frame/frame-reader.js";
import { durationText } from "../../../text/duration.js";
import { counted } from "../../../text/quantity.js";
import { holds, type RejectsRule } from "../rule.js";
import type { Watch, Watched } from "./watch.js";

export function rejectsWatch(
  { told, matches, open }: Watched,
  { operator, bound, within }: RejectsRule,
): Watch {
  let counts: { readonly time: number; readonly stream: string; readonly count: number }[] = [];

  /** Of one stream, or of all that had some or have a notice. */
  const judge = (now: number, of?: string): void => {
    const known = of === undefined ? counts.map(({ stream }) => stream) : [of];
    counts = counts.filter(({ time }) => now - time <= within);
    for (const stream of new Set([...known, ...open.sourcesOf(told)])) {
      const value = counts.reduce((sum, one) => (one.stream === stream ? sum + one.count : sum), 0);
      const text = `${counted(value, "reject")} in ${durationText(within)}`;
      if (holds(value, operator, bound)) open.opens(told, stream, { text, value });
      else open.clears(told, stream, { text, value });
    }
  };
  return {
    frames(stream, frames) {
      const count = rejectsIn(frames);
      if (count === 0 || !matches(stream)) return;
      const time = Date.now();
      const last = counts.at(-1);
      // By the second, so that a bad feed takes no memory.
      if (last?.stream === stream && Math.floor(last.time / 1000) === Math.floor(time / 1000))
        counts[counts.length - 1] = { ...last, count: last.count + count };
      else counts.push({ time, stream, count });
      judge(time, stream);
    },
    look: (_, now) => judge(now),
  };
}

const rejectsIn = (frames: readonly Frame[]): number =>
  frames.reduce((sum, { lines }) => sum + lines.filter(({ kind }) => kind === "reject").length, 0);
