/** What a stream is told of its feed. */

import type { ConvertOptions } from "../bulk/convert-options.js";
import type { FeedOptions } from "../input/feed/options.js";

/** As `convert` takes them. */
export interface StreamOptions extends FeedOptions, Pick<ConvertOptions, "from" | "until" | "signal"> {}
