/** What a stream is told of its feed. */
import type { ConvertOptions, FeedOptions } from "../input/feed/options.js";

/** As `convert` takes them. */
export interface StreamOptions extends FeedOptions, Pick<ConvertOptions, "from" | "until" | "signal"> {}
