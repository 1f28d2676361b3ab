/**
 * Ctrl-C and `kill` become an aborted signal, so that a command removes what it has not finished. Its reason has the signal as its
 * cause. A command that does not end in time, because it waits for what nobody will answer, is left where it is.
 */
import { Failure } from "../failure/failure.js";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Milliseconds in which an interrupted command ends, unless it says that it needs longer. All of it ends within two seconds; removing
 * what was begun takes 50 ms, and was seen to take more than a second where ten times as many processes as cores were busy.
 */
const ENDS_WITHIN = 1500;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Rejects when an interrupted command has not ended in time. */
  readonly overdue: Promise<never>;
  /** No signal is listened to any more. */
  stop(): void;
}

export function onInterrupt(endsWithin = ENDS_WITHIN): Interrupt {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let give: (error: unknown) => void = () => {};
  const overdue = new Promise<never>((_, reject) => {
    give = reject;
  });
  overdue.catch(() => {});
  const deaf = (): void => {
    for (const name of signals) process.off(name, interrupt);
  };
  function interrupt(name: NodeJS.Signals): void {
    // Whoever asks twice does not want to wait: the second signal ends the process as if nobody listened.
    deaf();
    const reason = new Failure("interrupted", "interrupted; what was not finished is removed", {
      cause: name,
    });
    controller.abort(reason);
    const late = new Failure("interrupted", "interrupted, in the middle of what does not answer", {
      cause: name,
    });
    timer = setTimeout(() => give(late), endsWithin);
  }
  for (const name of signals) process.on(name, interrupt);
  return {
    signal: controller.signal,
    overdue,
    stop() {
      deaf();
      clearTimeout(timer);
    },
  };
}

/** Milliseconds in which a process ends by itself that has nothing left to do. */
const BY_ITSELF = 100;

/** What waits in a thread of the system: an open of a pipe that nobody writes, a name server that does not answer. */
const IN_A_THREAD = /^(FSReq|GetAddrInfo|GetNameInfo)/;

/** Ends the process, whose command was interrupted and has ended, though something may still be waited for that never comes. */
export function leave({ reason }: AbortSignal): void {
  setTimeout(() => {
    const name = reason instanceof Failure ? (reason.cause as NodeJS.Signals) : "SIGTERM";
    // Node's own way out waits for such threads, for ever.
    if (process.getActiveResourcesInfo().some((resource) => IN_A_THREAD.test(resource))) {
      process.kill(process.pid, name);
    } else process.exit();
  }, BY_ITSELF).unref();
}
