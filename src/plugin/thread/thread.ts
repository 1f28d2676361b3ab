/** The thread of a plugin: loads it, does what is asked of it, and answers. What is thrown in it is an answer too. */
import { parentPort, workerData } from "node:worker_threads";
import type { Answer, Request, ThreadData, Told } from "../protocol.js";
import { callCommand } from "./commands.js";
import { containerMethods } from "./containers.js";
import { exporterMethods } from "./exporters.js";
import { faultOf } from "./fault.js";
import { load, loaded } from "./load.js";
import { measureMethods } from "./measures.js";
import { Moved } from "./moved.js";
import { sinkMethods } from "./sinks.js";
import { transportMethods } from "./transports.js";

// Standard output is for data; whatever a plugin says of its own is none. (Read over there, its streams would keep the program from ending.)
process.stdout.write = process.stderr.write.bind(process.stderr);

const { answers, flag } = workerData as ThreadData;
const port = parentPort!;

export type Methods = Readonly<Record<string, (...words: never[]) => unknown>>;

const tell = (told: Told): void => port.postMessage(told);

const methods: Methods = {
  load: () => load(workerData as ThreadData),
  ping: () => undefined,
  ...transportMethods(tell),
  ...containerMethods,
  ...sinkMethods,
  ...exporterMethods,
  ...measureMethods,
  ...callCommand(tell),
  notify: (name: string, notice: never) => loaded().notifiers![name]!(notice),
};

port.on("message", async ({ id, method, words, now }: Request) => {
  let answer: Answer;
  let moved: ArrayBuffer[] = [];
  try {
    const made = await methods[method]!(...(words as never[]));
    answer = { id, value: made instanceof Moved ? made.value : made };
    if (made instanceof Moved) moved = made.buffers;
  } catch (error) {
    answer = { id, fault: faultOf(error) };
  }
  send(answer, moved, now);
});

function send(answer: Answer, moved: ArrayBuffer[], now: boolean): void {
  const to = now ? answers : port;
  try {
    to.postMessage(answer, moved);
  } catch (error) {
    // It answers something that cannot leave its thread, such as a function.
    to.postMessage({ id: answer.id, fault: faultOf(error) });
  }
  if (!now) return;
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}
