/** `witskit dashboard --web`: serves the page until it is interrupted. */

import { Failure } from "../../../failure/failure.js";
import type { Dashboard } from "../../../view/dashboard/dashboard.js";
import { serveDashboard, type WebOptions } from "../../../view/dashboard/web/server.js";
import { ExitCode } from "../../failure.js";
import { WEB_PORT } from "../../flags/view.js";
import { print } from "../../page/print.js";

/** Prints the page's address: where a script looks for it, on standard output. */
export async function serveWeb(
  dashboard: Dashboard,
  options: Omit<WebOptions, "anyPort">,
  signal: AbortSignal,
): Promise<ExitCode> {
  const served = await serveDashboard(dashboard, { ...options, anyPort: options.port === WEB_PORT });
  try {
    await print(served.url);
    if (!signal.aborted) {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    }
  } finally {
    await served.close();
  }
  // A service that is stopped has done what it should; whoever presses Ctrl-C sees that it was heard.
  return signal.reason instanceof Failure && signal.reason.cause === "SIGTERM"
    ? ExitCode.done
    : ExitCode.interrupted;
}
