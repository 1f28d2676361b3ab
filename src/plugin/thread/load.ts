/** Loads the module of a plugin, and looks whether it is one. What is wrong is thrown, a sentence that ends in what it should be. */
import { pathToFileURL } from "node:url";
import { PLUGIN_API, type Plugin } from "../contract.js";
import type { Described, ThreadData } from "../protocol.js";

let plugin: Plugin | undefined;

/** The plugin, once it is loaded. */
export const loaded = (): Plugin => plugin!;

export async function load({ module, from, settings }: ThreadData): Promise<Described> {
  const { plugin: found } = (await import(addressOf(module, from)).catch(inWords)) as {
    readonly plugin?: unknown;
  };
  if (!isTable(found)) throw new TypeError("it does not export `plugin`");
  const described = describe(found);
  plugin = found as unknown as Plugin;
  await plugin.start?.(settings[described.name] ?? {});
  return described;
}

/** `plugins new` makes a folder with the module in it, and people name the folder. */
function inWords(error: unknown): never {
  if (!isTable(error) || error["code"] !== "ERR_UNSUPPORTED_DIR_IMPORT") throw error;
  throw new TypeError("it is a folder; name the module in it, such as ./NAME/NAME.mjs", { cause: error });
}

/** A path as its URL; a package as Node finds it from the file that lists it. */
function addressOf(module: string, from: string): string {
  if (/^(\.\.?\/|file:)/.test(module)) return new URL(module, from).href;
  if (/^([a-z]:)?[\\/]/i.test(module)) return pathToFileURL(module).href;
  try {
    return import.meta.resolve(module, from);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${why}; a path begins with ./`, { cause: error });
  }
}

function describe(found: Readonly<Record<string, unknown>>): Described {
  const { api, name, version } = found;
  if (api !== PLUGIN_API)
    throw new TypeError(
      `its api is ${JSON.stringify(api) ?? "not told"}, and this program has ${PLUGIN_API}`,
    );
  if (typeof name !== "string" || !/^[a-z][a-z0-9-]*$/.test(name))
    throw new TypeError(
      `its name is ${JSON.stringify(name) ?? "not told"}, and must be of a-z, 0-9 and hyphens`,
    );
  if (typeof version !== "string") throw new TypeError("its version is no text");
  if (found["start"] !== undefined && typeof found["start"] !== "function")
    throw new TypeError("its start is no function");
  return {
    name,
    version,
    transports: functionsIn(found, "transports", SCHEME),
    containers: tableIn(found, "containers", NAME).map(([container, told]) => {
      const { words, cuts = "nowhere", reader } = isTable(told) ? told : {};
      if (typeof words !== "string" || typeof reader !== "function")
        throw new TypeError(`containers.${container} has no words, or no function reader`);
      const cut = CUTS.find((one) => one === cuts);
      if (cut === undefined)
        throw new TypeError(`containers.${container}.cuts is none of ${CUTS.join(", ")}`);
      return { name: container, words, cuts: cut };
    }),
    sinks: functionsIn(found, "sinks", SCHEME),
    exporters: tableIn(found, "exporters", NAME).map(([format, exporter]) => {
      const { endings, oneWell = false, open } = isTable(exporter) ? exporter : {};
      if (
        !Array.isArray(endings) ||
        !endings.every((one) => /^\.[a-z0-9]+$/.test(String(one))) ||
        endings.length === 0
      )
        throw new TypeError(`exporters.${format}.endings is no list of endings such as ".md"`);
      if (typeof open !== "function") throw new TypeError(`exporters.${format}.open is no function`);
      return { name: format, endings: endings.map(String), oneWell: oneWell === true };
    }),
    measures: functionsIn(found, "measures", NAME),
    commands: tableIn(found, "commands", NAME).map(([command, told]) => {
      const { summary, run } = isTable(told) ? told : {};
      if (typeof summary !== "string" || typeof run !== "function")
        throw new TypeError(`commands.${command} has no summary, or no function run`);
      return { name: command, summary };
    }),
    notifiers: functionsIn(found, "notifiers", NAME),
  };
}

const NAME = /^[a-z][a-z0-9-]*$/;
const CUTS = ["line", "frame", "nowhere"] as const;
const SCHEME = /^[a-z][a-z0-9+-]+$/;

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function tableIn(found: Readonly<Record<string, unknown>>, key: string, name: RegExp): [string, unknown][] {
  const table = found[key] ?? {};
  if (!isTable(table)) throw new TypeError(`its ${key} are no object`);
  const entries = Object.entries(table);
  const wrong = entries.find(([one]) => !name.test(one));
  if (wrong !== undefined)
    throw new TypeError(`${key} has the name ${JSON.stringify(wrong[0])}, which cannot be typed`);
  return entries;
}

const functionsIn = (found: Readonly<Record<string, unknown>>, key: string, name: RegExp): string[] =>
  tableIn(found, key, name).map(([one, value]) => {
    if (typeof value !== "function") throw new TypeError(`${key}.${one} is no function`);
    return one;
  });
