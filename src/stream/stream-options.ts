/** What a stream is told of its feed. */
import type { ConvertOptions } from "../bulk/options.js";

/** As `convert` takes them. */
export interface StreamOptions
  extends Omit<
    ConvertOptions,
    | "inputs"
    | "output"
    | "format"
    | "layout"
    | "compression"
    | "workers"
    | "partition"
    | "shard"
    | "partSize"
    | "rowGroupRows"
    | "rejects"
    | "force"
    | "onProgress"
    | "prune"
  > {} // prettier-ignore
