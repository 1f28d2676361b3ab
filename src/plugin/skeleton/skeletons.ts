/** All kinds of plugins that there is a beginning of. */
import { command } from "./command.js";
import { container } from "./container.js";
import { exporter } from "./exporter.js";
import { measure } from "./measure.js";
import { notifier } from "./notifier.js";
import { sink } from "./sink.js";
import type { Skeleton } from "./skeleton.js";
import { transport } from "./transport.js";

export const skeletons = {
  transport,
  container,
  sink,
  exporter,
  measure,
  command,
  notifier,
} as const satisfies Readonly<Record<string, Skeleton>>;
