/** Ctrl-C and `kill` become an aborted signal, so that a command removes what it has not finished. Its reason has the signal as its cause. */
import { Failure } from "../failure.js";

const signals = ["SIGINT", "SIGTERM"] as const;

export function onInterrupt(): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    for (const name of signals) process.off(name, interrupt);
  };
  function interrupt(name: NodeJS.Signals): void {
    // Whoever asks twice does not want to wait: the second signal ends the process as if nobody listened.
    stop();
    const message = "interrupted; what was not finished is removed";
    controller.abort(new Failure("interrupted", message, { cause: name }));
  }
  for (const name of signals) process.on(name, interrupt);
  return { signal: controller.signal, stop };
}
