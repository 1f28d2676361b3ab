/**
 * `replay:///path?speed=10`: a log as it once came. Frames come at the pace of their own clock, or of the arrivals that the
 * file beside a raw segment tells; so many times faster with `speed`. A folder is replayed a file after the other. What
 * is compressed or wrapped is replayed as plain frames.
 */
import { setTimeout as delay } from "node:timers/promises";
import { Failure } from "../../../failure/failure.js";
import { choice, type LinkUrl, truth } from "../../../network/link-url.js";
import { durationIn } from "../../../text/duration.js";
import { abortable } from "../../bytes/abortable.js";
import { arrivalNow } from "../../bytes/arrival-clock.js";
import type { Source } from "../../bytes/source.js";
import { findSources } from "../../source/find.js";
import { openSource } from "../../source/open.js";
import { filePath } from "./follow.js";
import { FrameCutter } from "./frames.js";
import { Pace } from "./pace.js";
import { type Chunk, oneConnection, type Transport } from "./transport.js";

const PIECE = 65_536;

/** `arrival`: as the bytes arrived, where the file beside tells; `clock`: as the frames' clock says. */
const clocks = ["arrival", "clock"] as const;

interface ReplayOptions {
  readonly speed: number | "max";
  readonly loop: boolean;
  /** Undefined: by arrival where that is known. */
  readonly by: (typeof clocks)[number] | undefined;
  /** The longest pause, in milliseconds before the speed counts. */
  readonly maxGap: number | undefined;
}

export function replayTransport(url: LinkUrl): Transport {
  const path = filePath(url);
  const options: ReplayOptions = {
    speed: url.parameter("speed", speedIn) ?? 1,
    loop: url.parameter("loop", truth) ?? false,
    by: url.parameter("by", choice(clocks)),
    maxGap: url.parameter("maxGap", durationIn),
  };
  return {
    shown: url.shown,
    finite: true,
    async open() {
      const sources = await findSources([path]);
      if (sources.length === 0)
        throw new Failure("input-empty", `there is no log in ${path} to replay`, { place: { file: path } });
      if (options.by === "arrival" && sources.some(({ sidecar }) => sidecar === undefined)) {
        throw new Failure(
          "input-unsuited",
          `nothing beside ${path} tells when its bytes arrived; leave by=arrival out`,
          { place: { file: path } },
        );
      }
      const closing = new AbortController();
      const chunks = replayed(sources, options, closing.signal);
      return oneConnection({
        peer: path,
        lost: 0,
        async next() {
          if (closing.signal.aborted) return undefined;
          const next = await abortable(closing.signal, chunks.next()).catch((error: unknown) => {
            if (closing.signal.aborted) return undefined;
            throw error;
          });
          return next === undefined || next.done ? undefined : next.value;
        },
        async close() {
          closing.abort();
          await chunks.return(undefined).catch(() => {});
        },
      });
    },
  };
}

function speedIn(text: string): number | "max" {
  if (text === "max") return text;
  const speed = Number(text);
  if (speed > 0 && speed <= 1e6) return speed;
  throw new Error(`"${text}" is no speed; write how many times faster, as 10 or 0.5, or max`);
}

async function* replayed(
  sources: readonly Source[],
  options: ReplayOptions,
  signal: AbortSignal,
): AsyncGenerator<Chunk, undefined, undefined> {
  const { speed, maxGap } = options;
  const pace = new Pace({ speed, longestGap: maxGap });
  do {
    let empty = true;
    for (const source of sources) {
      const byArrival = options.by !== "clock" && source.sidecar !== undefined;
      for await (const { bytes, time } of byArrival ? asTheyArrived(source) : byTheirClock(source)) {
        const wait = byArrival ? pace.waitFor(time) : pace.wait(bytes);
        if (wait > 0) await delay(wait, undefined, { signal });
        empty = false;
        yield { bytes, arrival: arrivalNow() };
      }
    }
    if (empty) return;
    pace.startAgain();
  } while (options.loop);
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly time: number | undefined;
}

async function* asTheyArrived(source: Source): AsyncGenerator<Piece> {
  const reader = await openSource(source);
  try {
    for (;;) {
      const piece = new Uint8Array(PIECE);
      const length = await reader.read(piece);
      if (length === 0) return;
      yield { bytes: piece.subarray(0, length), time: reader.arrival };
    }
  } finally {
    await reader.close();
  }
}

async function* byTheirClock(source: Source): AsyncGenerator<Piece> {
  const cutter = new FrameCutter();
  for await (const { bytes } of asTheyArrived(source)) {
    for (const frame of cutter.push(bytes)) yield { bytes: frame, time: undefined };
  }
  for (const frame of cutter.end()) yield { bytes: frame, time: undefined };
}
