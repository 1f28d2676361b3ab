/**
 * A container of a plugin, where a source is read: in whichever thread that is, a thread of the plugin is begun beside it, once. Pieces go
 * there, and what is to be done to the output comes back; the bytes that are copied are those that are here, so that no plugin can change,
 * repeat or lose one unseen.
 */
import { BroadcastChannel } from "node:worker_threads";
import { Failure } from "../failure/failure.js";
import type { OpenAdded } from "../input/container/added.js";
import type { Output } from "../input/container/output.js";
import type { Unwrapper } from "../input/container/unwrap.js";
import { ACT, ACT_LENGTH } from "./acts.js";
import { PluginHost } from "./host.js";
import { DISABLED_ELSEWHERE, type DisabledElsewhere, type PluginsTold, type PluginTold } from "./told.js";

/** What an added container of a plugin tells its opener: which one it is, or why there is none. */
export type ContainerTold =
  | { readonly plugin: PluginTold; readonly all: PluginsTold }
  | { readonly missing: string };

const hosts = new Map<string, Promise<PluginHost>>();

/** Throws Failure("container-failed") where the plugin is not there; so does the source when the plugin fails meanwhile. */
export const openAdded: OpenAdded = async ({ name, told }, longest) => {
  const all = told as ContainerTold;
  if ("missing" in all) throw new Failure("container-failed", `plugin:${name}: ${all.missing}`);
  const host = await hostOf(all.plugin, all.all);
  const number = await ofSource(host.call<number>("container.open", [name, longest]));
  return new PluginUnwrapper(host, number);
};

function hostOf(plugin: PluginTold, all: PluginsTold): Promise<PluginHost> {
  let host = hosts.get(plugin.module);
  if (host === undefined) {
    host = PluginHost.load(plugin, all).then((loaded) => {
      const tell = (why: string): void => tellElsewhere({ module: plugin.module, why });
      if (loaded.disabled !== undefined) tell(loaded.disabled);
      loaded.onDisabled = () => tell(loaded.disabled!);
      return loaded;
    });
    hosts.set(plugin.module, host);
  }
  return host;
}

/** Who reports on plugins has another thread of it, and hears of this one. */
function tellElsewhere(disabled: DisabledElsewhere): void {
  const channel = new BroadcastChannel(DISABLED_ELSEWHERE);
  channel.postMessage(disabled);
  channel.close();
}

class PluginUnwrapper implements Unwrapper {
  readonly #host: PluginHost;
  readonly #number: number;
  /** What is not settled yet, and where it begins in the input. */
  #held = Buffer.alloc(0);
  #base = 0;

  constructor(host: PluginHost, number: number) {
    this.#host = host;
    this.#number = number;
  }

  push(piece: Uint8Array, output: Output): Promise<void> {
    return this.#give(piece, false, output);
  }

  async end(output: Output): Promise<void> {
    await this.#give(new Uint8Array(0), true, output);
    if (this.#held.length > 0) throw this.#lies(`it leaves ${this.#held.length} bytes that it was given`);
  }

  async #give(piece: Uint8Array, ends: boolean, output: Output): Promise<void> {
    this.#held = Buffer.concat([this.#held, piece]);
    const bytes = new Uint8Array(piece);
    const acts = await ofSource(
      this.#host.call<Float64Array>("container.push", [this.#number, bytes, ends], { moved: [bytes.buffer] }),
    );
    try {
      for (let i = 0; i < acts.length; i += ACT_LENGTH) this.#do(acts.subarray(i, i + ACT_LENGTH), output);
    } catch (error) {
      throw this.#lies(error instanceof Error ? error.message : String(error));
    }
  }

  #do([kind, first = 0, second = 0, third = 0]: Float64Array, output: Output): void {
    switch (kind) {
      case ACT.copy:
        output.copy(this.#bytes(first, second), first);
        break;
      case ACT.put:
        this.#bytes(second, third);
        output.put(first, second, third);
        break;
      case ACT.open:
        output.open(first, second);
        break;
      case ACT.close:
        output.close(first);
        break;
      case ACT.endLine:
        output.endLine(first, second);
        break;
      case ACT.settle:
        output.settle(first, second === 1);
        this.#held = this.#held.subarray(this.#bytes(this.#base, first - this.#base).length);
        this.#base = first;
        break;
      default:
        throw new Error(`it does ${kind}, which is nothing`);
    }
  }

  #bytes(at: number, length: number): Uint8Array {
    const from = at - this.#base;
    if (from < 0 || length < 0 || from + length > this.#held.length)
      throw new Error(`it speaks of bytes ${at} to ${at + length}, which it was not given`);
    return this.#held.subarray(from, from + length);
  }

  #lies(what: string): Failure {
    this.#host.disable(what);
    return new Failure("container-failed", this.#host.failure.message);
  }
}

/** What a plugin fails with is a source that cannot be read: others of the run are. */
const ofSource = <Value>(answer: Promise<Value>): Promise<Value> =>
  answer.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw new Failure("container-failed", message, { cause: error });
  });
