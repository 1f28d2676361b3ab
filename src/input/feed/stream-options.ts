/** What a stream is told of its feed: which of its frames count, and when to end. */
import type { FeedOptions, RowOptions } from "./options.js";

/** As `convert` takes them. */
export interface StreamOptions extends FeedOptions, Pick<RowOptions, "from" | "until"> {
  /** Ends a reading, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
