/**
 * The plugins of a command: all that `[plugins]` lists, loaded side by side. What they bring is added to what there is, and handed on to
 * whoever takes it; no registry of ours changes. A name that is taken already disables the plugin that comes later.
 */
import { BroadcastChannel } from "node:worker_threads";
import type { Measure } from "../analysis/measure.js";
import { measures } from "../analysis/registry.js";
import { Failure } from "../failure/failure.js";
import { nearest } from "../failure/nearest.js";
import type { AddedContainer } from "../input/container/added.js";
import { inputKinds } from "../input/container/registry.js";
import type { AddedTransports } from "../input/link/transport/transport-options.js";
import { schemes } from "../input/link/transport/transports.js";
import { LinkUrl } from "../network/link-url.js";
import type { Notice } from "../notice.js";
import { formatBy, formatNames, type NamedFormat } from "../output/formats.js";
import { packageFile } from "../runtime/package.js";
import { pluginFormat } from "./exporter.js";
import { PluginHost, type PluginStatus } from "./host.js";
import { pluginMeasure } from "./measure.js";
import type { Described } from "./protocol.js";
import { pluginSink } from "./sink.js";
import { DISABLED_ELSEWHERE, type DisabledElsewhere, PATIENCE, type PluginsTold } from "./told.js";
import { neverOpens, pluginTransport } from "./transport.js";

export interface PluginsOptions {
  /** Names of commands that plugins may not have. */
  readonly commands: readonly string[];
  /** Called once for each plugin that is disabled, with a sentence. */
  readonly onDisabled: (why: string) => void;
}

export class Plugins {
  readonly #hosts: readonly PluginHost[];
  readonly #told: PluginsTold;
  /** Where other threads say that a plugin is disabled there. */
  readonly #elsewhere = new BroadcastChannel(DISABLED_ELSEWHERE);

  /** Never throws for what a plugin does. */
  static async load(told: PluginsTold | undefined, options: PluginsOptions): Promise<Plugins> {
    const hosts = await Promise.all((told?.modules ?? []).map((one) => PluginHost.load(one, told!)));
    refuseTaken(hosts, options.commands);
    for (const host of hosts) {
      host.onDisabled = options.onDisabled;
      if (host.disabled !== undefined) options.onDisabled(host.failure.message);
    }
    return new Plugins(hosts, told ?? { modules: [], folder: ".", patience: PATIENCE, settings: {} });
  }

  private constructor(hosts: readonly PluginHost[], told: PluginsTold) {
    this.#hosts = hosts;
    this.#told = told;
    this.#elsewhere.onmessage = ({ data }) => {
      const { module, why } = data as DisabledElsewhere;
      this.#hosts.find((host) => host.module === module)?.disable(why);
    };
    this.#elsewhere.unref();
  }

  get status(): readonly PluginStatus[] {
    return this.#hosts.map(({ status }) => status);
  }

  get transports(): AddedTransports {
    return {
      schemes: this.#all(({ transports }) => transports),
      transportOf: (url, options) => {
        const host = this.#with(({ transports }) => transports.includes(url.scheme));
        if (host !== undefined) return pluginTransport(host, url, options);
        // Which schemes they would have brought nobody knows.
        const broken = this.#hosts.filter(({ described }) => described === undefined);
        if (broken.length === 0) return undefined;
        const why = broken.map(({ failure }) => failure.message).join("; ");
        return Promise.resolve(
          neverOpens(url, () => `there is no ${url.scheme}:// without a plugin that is not there: ${why}`),
        );
      },
    };
  }

  get formats(): readonly NamedFormat[] {
    return this.#hosts.flatMap((host) =>
      (host.disabled === undefined ? (host.described?.exporters ?? []) : []).map((one) =>
        pluginFormat(host, one),
      ),
    );
  }

  /** What `export` writes to at a URL; undefined where no plugin has its scheme. */
  sink(address: string): NamedFormat | undefined {
    const url = new LinkUrl(address);
    const host = this.#with(({ sinks }) => sinks.includes(url.scheme));
    return host && pluginSink(host, url);
  }

  get sinks(): readonly string[] {
    return this.#all(({ sinks }) => sinks);
  }

  /** For those who open sources: see `addContainers`. */
  get containers(): readonly AddedContainer[] {
    return this.#hosts.flatMap((host) =>
      (host.disabled === undefined ? (host.described?.containers ?? []) : []).map(
        (one): AddedContainer => ({ ...one, opener: OPENER, told: { plugin: host.told, all: this.#told } }),
      ),
    );
  }

  get measures(): readonly string[] {
    return this.#all((described) => described.measures);
  }

  /** Throws Failure("unknown-name") where no plugin has such a measure. */
  measure(name: string): Measure<unknown> {
    return pluginMeasure(
      this.#having(name, "measure", (described) => described.measures),
      name,
    );
  }

  /** Undefined where a plugin could not be loaded, which may have brought others. */
  get notifiers(): readonly string[] | undefined {
    if (this.#hosts.some(({ described }) => described === undefined)) return undefined;
    return this.#all(({ notifiers }) => notifiers);
  }

  /** Throws what the plugin throws. */
  async notify(name: string, notice: Notice): Promise<void> {
    await this.#having(name, "notifier", ({ notifiers }) => notifiers).call("notify", [name, notice]);
  }

  /** Undefined where no plugin has such a command. Answers the exit code. */
  command(
    name: string,
  ):
    | ((words: readonly string[], print: (text: string) => void, signal: AbortSignal) => Promise<number>)
    | undefined {
    const host = this.#with(({ commands }) => commands.some((one) => one.name === name));
    if (host === undefined) return undefined;
    return async (words, print, signal) => {
      host.onPrint = print;
      const stop = (): void => void host.call("command.stop", []).catch(() => {});
      signal.addEventListener("abort", stop, { once: true });
      try {
        const within = Number.POSITIVE_INFINITY;
        return (await host.call<number | undefined>("command.run", [name, words], { within })) ?? 0;
      } finally {
        signal.removeEventListener("abort", stop);
      }
    };
  }

  async close(): Promise<void> {
    this.#elsewhere.close();
    await Promise.all(this.#hosts.map((host) => host.close()));
  }

  #all(names: (described: Described) => readonly string[]): string[] {
    return this.#hosts.flatMap(({ described }) => (described === undefined ? [] : names(described)));
  }

  #with(holds: (described: Described) => boolean): PluginHost | undefined {
    return this.#hosts.find(({ described }) => described !== undefined && holds(described));
  }

  #having(name: string, what: string, names: (described: Described) => readonly string[]): PluginHost {
    const host = this.#with((described) => names(described).includes(name));
    if (host !== undefined) return host;
    const all = this.#all(names);
    const near = nearest(name, all);
    const broken = this.#hosts
      .filter(({ disabled }) => disabled !== undefined)
      .map(({ failure }) => failure.message);
    throw new Failure(
      "unknown-name",
      [
        `no plugin has a ${what} ${name}; there ${all.length === 0 ? "is none" : `are ${all.join(", ")}`}`,
        ...(near === undefined ? [] : [`did you mean ${near}?`]),
        ...broken,
      ].join("; "),
    );
  }
}

/** Named by its address: it is loaded where sources are read. */
const OPENER = packageFile("dist/plugin/container.js").href;

/** What the program has itself, and what a plugin before has brought, nobody may bring again. */
function refuseTaken(hosts: readonly PluginHost[], commands: readonly string[]): void {
  const taken = new Map<string, string>();
  const own = (kind: string, names: readonly string[]): void => {
    for (const name of names) taken.set(`${kind} ${name}`, "witskit itself");
  };
  own("scheme", schemes);
  own("format", formatNames);
  own(
    "ending",
    formatNames.flatMap((name) => formatBy(name).endings),
  );
  own("container", inputKinds);
  own("sink", [...schemes, "s3", "postgres", "postgresql", "mysql", "mariadb", "sqlite", "influx"]);
  own("measure", Object.keys(measures));
  own("command", commands);
  own("notifier", ["webhook", "mail", "mqtt", "command"]);
  for (const host of hosts) {
    if (host.described === undefined) continue;
    const brought = namesOf(host.described);
    const twice = brought.find((name) => taken.has(name));
    if (twice !== undefined) host.disable(`its ${twice} is there already, of ${taken.get(twice)}`);
    else for (const name of brought) taken.set(name, `the plugin ${host.name}`);
  }
}

const namesOf = ({
  name,
  transports,
  containers,
  sinks,
  exporters,
  measures,
  commands,
  notifiers,
}: Described): string[] => [
  `name ${name}`,
  ...transports.map((one) => `scheme ${one}`),
  ...containers.map((one) => `container ${one.name}`),
  ...sinks.map((one) => `sink ${one}`),
  ...exporters.flatMap((one) => [`format ${one.name}`, ...one.endings.map((ending) => `ending ${ending}`)]),
  ...measures.map((one) => `measure ${one}`),
  ...commands.map((one) => `command ${one.name}`),
  ...notifiers.map((one) => `notifier ${one}`),
];
