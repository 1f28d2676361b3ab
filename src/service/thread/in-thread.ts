/**
 * Does a piece of work beside this thread, which goes on to answer. Each has a thread of its own that ends with it: what it took of memory is given back
 * at once, and a paper of hundreds of sheets leaves nothing behind.
 */
import { Worker } from "node:worker_threads";
import { type FailureNote, failureOf } from "../../failure/failure.js";
import { packageFile } from "../../runtime/package.js";
import type { Works } from "./works.js";

/** What a thread is told as it starts. */
export interface Asked {
  readonly work: keyof Works;
  readonly words: readonly unknown[];
}

/** An error that crosses threads loses its class: a failure comes as its note. */
export type Answer = { readonly value: unknown } | { readonly failed: FailureNote };

/** MiB for short-lived objects. */
const YOUNG_HEAP = 6;

/** Throws what the work throws. Words and answer are copied on their way. */
export function inThread<Name extends keyof Works>(
  work: Name,
  ...words: Parameters<Works[Name]>
): Promise<Awaited<ReturnType<Works[Name]>>> {
  return new Promise((resolve, reject) => {
    let answer: Answer | undefined;
    new Worker(packageFile("dist/service/thread/thread.js"), {
      workerData: { work, words } satisfies Asked,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP },
    })
      .on("message", (told: Answer) => {
        answer = told;
      })
      .on("error", reject)
      .on("exit", () => {
        if (answer === undefined) reject(new Error(`${work} ended its thread without an answer`));
        else if ("failed" in answer) reject(failureOf(answer.failed));
        else resolve(answer.value as Awaited<ReturnType<Works[Name]>>);
      });
  });
}
