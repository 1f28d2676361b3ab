/**
 * A plugin in a thread of its own. What it throws, and where it does not answer, ends that thread and nothing else: the plugin is
 * disabled, all that waits for it fails with a sentence that names it, and so does whoever asks it later.
 */
import { pathToFileURL } from "node:url";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { callBack } from "../failure/callback.js";
import { type FailureCode, failureCodes } from "../failure/codes.js";
import { Failure } from "../failure/failure.js";
import { networkCode } from "../network/unreachable.js";
import { packageFile } from "../runtime/package.js";
import { durationText } from "../text/duration.js";
import { shownText } from "../text/shown-text.js";
import type { Answer, Described, Fault, Request, ThreadData, Told } from "./protocol.js";
import type { PluginsTold, PluginTold } from "./told.js";

/** How a plugin is. */
export interface PluginStatus {
  /** Its name; the module's, before it is loaded. */
  readonly name: string;
  readonly module: string;
  /** Where it is listed. */
  readonly place: string;
  /** Undefined where it was never loaded. */
  readonly described: Described | undefined;
  /** Why it is disabled; undefined while it works. */
  readonly disabled: string | undefined;
}

interface Waiting {
  readonly method: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: Failure) => void;
  readonly timer: NodeJS.Timeout | undefined;
}

export class PluginHost {
  readonly told: PluginTold;
  readonly patience: number;
  /** Called once, when it is disabled. */
  onDisabled: ((why: string) => void) | undefined;
  /** Called with what it prints, and with what a transport of it remarks. */
  onPrint: ((text: string) => void) | undefined;
  readonly remarks = new Map<number, (text: string) => void>();
  readonly #worker: Worker;
  readonly #answers: MessagePort;
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));
  readonly #waiting = new Map<number, Waiting>();
  #described: Described | undefined;
  #disabled: string | undefined;
  #closed = false;
  #last = 0;
  /** Looks whether it still answers, while somebody waits for it who sets no limit. */
  #pulse: NodeJS.Timeout | undefined;
  #missed = 0;

  /** Loads it, or finds out why it cannot be; then it is disabled. */
  static async load(told: PluginTold, all: PluginsTold): Promise<PluginHost> {
    const host = new PluginHost(told, all);
    try {
      host.#described = await host.call<Described>("load", []);
    } catch (error) {
      host.disable(error instanceof Error ? error.message : String(error));
    }
    return host;
  }

  private constructor(told: PluginTold, { folder, patience, settings }: PluginsTold) {
    this.told = told;
    const { module } = told;
    this.patience = patience;
    const { port1, port2 } = new MessageChannel();
    this.#answers = port1;
    const from = pathToFileURL(`${folder}/witskit.toml`).href;
    const workerData: ThreadData = { module, from, settings, answers: port2, flag: this.#flag };
    this.#worker = new Worker(packageFile("dist/plugin/thread/thread.js"), {
      workerData,
      transferList: [port2],
      // What stands in the list is found from the list's folder, wherever the program is.
      execArgv: ["--experimental-import-meta-resolve", "--no-warnings"],
    });
    this.#worker
      .on("message", (message: Answer | Told) => this.#take(message))
      .on("error", (error) => this.disable(`it threw ${messageOf(error)}`))
      .on("exit", () => this.disable("it has ended its thread"));
    this.#worker.unref();
  }

  get module(): string {
    return this.told.module;
  }

  get place(): string {
    return this.told.place;
  }

  get name(): string {
    return this.#described?.name ?? this.module;
  }

  /** Undefined where it was never loaded. */
  get described(): Described | undefined {
    return this.#described;
  }

  get disabled(): string | undefined {
    return this.#disabled;
  }

  get status(): PluginStatus {
    const { name, module, place, described, disabled } = this;
    return { name, module, place, described, disabled };
  }

  /** What it is refused for, in the words of whoever meets it. */
  get failure(): Failure {
    return new Failure("plugin-failed", `the plugin ${this.name} is disabled: ${this.#disabled}`);
  }

  /**
   * Asks it, and disables it when it does not answer within so many milliseconds; without a limit, when its thread is stuck. Throws what it
   * throws where that is a `Failure` or of the network, and otherwise disables it and throws Failure("plugin-failed").
   */
  call<Value>(
    method: string,
    words: readonly unknown[],
    { within = this.patience, moved = [] }: { within?: number | undefined; moved?: ArrayBuffer[] } = {},
  ): Promise<Value> {
    if (this.#disabled !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      const timer = Number.isFinite(within)
        ? setTimeout(() => this.#hangs(method, within), within)
        : undefined;
      this.#waiting.set(id, { method, resolve: resolve as (value: unknown) => void, reject, timer });
      this.#worker.ref();
      if (timer === undefined) this.#watch();
      try {
        this.#post({ id, method, words, now: false }, moved);
      } catch (error) {
        this.#settle(id)?.reject(
          new Failure("plugin-failed", `${this.name} cannot be given it: ${messageOf(error)}`),
        );
      }
    });
  }

  /** Asks it while all else here waits. Throws as `call`. */
  callNow<Value>(method: string, words: readonly unknown[]): Value {
    if (this.#disabled !== undefined) throw this.failure;
    Atomics.store(this.#flag, 0, 0);
    this.#post({ id: ++this.#last, method, words, now: true }, []);
    if (Atomics.wait(this.#flag, 0, 0, this.patience) === "timed-out") {
      this.#hangs(method, this.patience);
      throw this.failure;
    }
    const { message } = receiveMessageOnPort(this.#answers) as { readonly message: Answer };
    if ("fault" in message) throw this.#failureOf(method, message.fault);
    return message.value as Value;
  }

  /** Its thread is ended; what waits for it fails. Again is no different. */
  disable(why: string): void {
    if (this.#disabled !== undefined || this.#closed) return;
    this.#disabled = shownText(why);
    void this.close();
    const { failure } = this;
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(failure);
    callBack(
      () => this.onDisabled?.(failure.message),
      () => {},
    );
  }

  /** Nobody needs it any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#pulse);
    this.#answers.close();
    await this.#worker.terminate();
  }

  #post(request: Request, moved: ArrayBuffer[]): void {
    this.#worker.postMessage(request, moved);
  }

  #take(message: Answer | Told): void {
    if ("told" in message) {
      if (message.told === "print") this.onPrint?.(message.text);
      else this.remarks.get(message.of ?? 0)?.(shownText(message.text));
      return;
    }
    const waiting = this.#settle(message.id);
    if (waiting === undefined) return;
    if ("fault" in message) waiting.reject(this.#failureOf(waiting.method, message.fault));
    else waiting.resolve(message.value);
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    if (this.#waiting.size === 0) this.#worker.unref();
    return waiting;
  }

  #hangs(method: string, within: number): void {
    this.disable(`${WORDS[method] ?? method} took more than ${durationText(within)}`);
  }

  /** Of what the network does the plugin says so by a code; all else is a mistake of its own. */
  #failureOf(method: string, { message, code = "" }: Fault): Failure {
    const told = `plugin ${this.name}: ${message}`;
    if (Object.hasOwn(failureCodes, code)) return new Failure(code as FailureCode, told);
    if (/^E[A-Z_]+$/.test(code) && code !== "EACCES") {
      const known = networkCode(Object.assign(new Error(message), { code }));
      if (known !== "unreachable" || NETWORK.has(code)) return new Failure(known, told);
    }
    this.disable(method === "load" ? message : `${WORDS[method] ?? method} threw ${message}`);
    return this.failure;
  }

  /** Twice no answer: one alone may be missed because this thread, or the machine, was asleep. */
  #watch(): void {
    if (this.#pulse !== undefined) return;
    const ping = this.#beat();
    let answered = ping;
    this.#pulse = setInterval(() => {
      if (answered.done) {
        this.#missed = 0;
        answered = this.#beat();
      } else if (++this.#missed > 1)
        this.disable(`its thread has been stuck for ${durationText(2 * this.patience)}`);
    }, this.patience).unref();
  }

  #beat(): { done: boolean } {
    const beat = { done: false };
    const id = ++this.#last;
    const done = (): void => {
      beat.done = true;
    };
    this.#waiting.set(id, { method: "ping", resolve: done, reject: done, timer: undefined });
    this.#post({ id, method: "ping", words: [], now: false }, []);
    return beat;
  }
}

const NETWORK: ReadonlySet<string> = new Set([
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ECONNABORTED",
  "ENETDOWN",
  "EHOSTDOWN",
]);

/** What was asked of it, for messages. */
const WORDS: Readonly<Record<string, string>> = {
  load: "loading",
  "transport.make": "making its transport",
  "transport.open": "opening its link",
  "link.next": "waiting for a connection",
  "link.close": "closing its link",
  "connection.next": "reading its link",
  "connection.send": "sending on its link",
  "connection.close": "closing a connection",
  "connection.settle": "settling what it sent",
  "container.open": "beginning a source",
  "container.push": "reading a source",
  "sink.open": "opening its sink",
  "sink.begin": "beginning a table",
  "sink.write": "writing rows",
  "sink.prepare": "making rows durable",
  "sink.commit": "showing rows",
  "exporter.open": "beginning a file",
  "exporter.write": "writing rows",
  "exporter.end": "ending a file",
  "measure.begin": "beginning a measure",
  "measure.add": "measuring a page",
  "measure.reached": "measuring",
  "measure.end": "ending a measure",
  "command.run": "its command",
  notify: "telling a notice",
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
