/** Ctrl-C and `kill` become an aborted signal, so that a command removes what it has not finished. */
import { Failure } from "../failure.js";

const signals = ["SIGINT", "SIGTERM"] as const;

export function onInterrupt(): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    for (const name of signals) process.off(name, interrupt);
  };
  function interrupt(): void {
    // Whoever asks twice does not want to wait: the second signal ends the process as if nobody listened.
    stop();
    controller.abort(new Failure("interrupted", "interrupted; what was not finished is removed"));
  }
  for (const name of signals) process.on(name, interrupt);
  return { signal: controller.signal, stop };
}
