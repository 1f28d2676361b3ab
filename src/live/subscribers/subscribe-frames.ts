/** Frames of a live run for a program, decoded beside the recording. */

import { callBack } from "../../failure/callback.js";
import { WitsFrame } from "../../frame/frame.js";
import { dataOptions } from "../../input/feed/options.js";
import type { StreamOptions } from "../../input/feed/stream-options.js";
import { reasonIn } from "../lookers-on.js";
import type { LiveRun } from "../run.js";
import { Feed, type Outlet } from "./feed.js";
import { Decoding, type Passing } from "./passing.js";

/** How a program looks on at a live run. */
export interface FrameSubscription {
  /** Bytes that came faster than they could be decoded, and were left out. */
  readonly dropped: number;
  /** No frame comes any more. */
  leave(): void;
}

/**
 * Calls `take` with each frame that a live run receives, and when its last bytes arrived. The recording does not wait
 * for it; what comes faster than it is decoded is left out and counted. What `take` throws, or a promise that it answers
 * rejects with, ends the subscription, and `onTrouble` is told. Throws a `Failure` for options that cannot be meant.
 */
export async function subscribeFrames(
  run: LiveRun,
  take: (frame: WitsFrame, arrived: Date) => unknown,
  { onTrouble, ...options }: StreamOptions & { readonly onTrouble?: (trouble: string) => void } = {},
): Promise<FrameSubscription> {
  const told = (trouble: string | undefined): void => {
    if (trouble === undefined) return;
    callBack(
      () => onTrouble?.(trouble),
      (error) => process.emitWarning(`witskit: onTrouble has failed: ${reasonIn(error)}`),
    );
  };
  const decoding = new Decoding(await dataOptions(options, "long"), told);
  const outlet: Outlet = {
    idle: false,
    async take(passing: Passing) {
      const { stream, arrival } = passing.whole;
      for (const frame of await passing.frames()) {
        if (feed.broken) return;
        callBack(
          () => take(new WitsFrame(frame, decoding.catalog, stream), new Date(arrival)),
          (error) => {
            leave();
            feed.break(error);
          },
        );
      }
    },
    async end() {},
  };
  const feed = new Feed(decoding, [outlet], () => run.busy);
  const leave = run.subscribe(feed);
  return {
    get dropped() {
      return feed.dropped;
    },
    leave,
  };
}
