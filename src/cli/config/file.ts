/**
 * `witskit.toml`: flags that need not be given again. At its top stand those that describe a feed or a habit, for all
 * commands; in a table of a command's name any flag of that command; in `links` a table for each link, with its URL.
 */
import { existsSync } from "node:fs";
import { Failure } from "../../failure/failure.js";
import { nearest } from "../../failure/nearest.js";
import type { NoticesTold } from "../../live/notices/told.js";
import type { PluginsTold } from "../../plugin/told.js";
import { readToml, type TomlDocument } from "../../text/toml.js";
import type { Flag } from "../flags/flag.js";
import { type FlagName, flags, linkFlags, longName, parseFlag } from "../flags/flags.js";
import { sourceFlags } from "../flags/per-source.js";
import { PLUGINS, pluginsIn } from "./plugins.js";
import { isTable, type Section } from "./section.js";
import type { Setting, Settings } from "./settings.js";
import { tomlText } from "./toml-text.js";

/** Read when it stands in the working directory and `WITS_CONFIG` names no other. */
export const CONFIG_FILE = "witskit.toml";

export interface ConfigProblem {
  readonly place: string;
  /** From 1, where it is known. */
  readonly line?: number | undefined;
  readonly reason: string;
}

/** A link with a name of its own: flags that are about links hold for it alone. */
export interface ConfiguredLink {
  readonly name: string;
  readonly url: string;
  /** Where the URL stands. */
  readonly place: string;
  readonly settings: Settings;
}

/** A `[[source]]`: flags that hold for the sources that its pattern names. */
export interface ConfiguredSources {
  readonly match: string;
  readonly settings: Settings;
}

export interface Config {
  readonly path: string;
  /** For every command that takes them. */
  readonly common: Settings;
  readonly commands: Readonly<Record<string, Settings>>;
  readonly links: readonly ConfiguredLink[];
  /** What is told of some sources alone, in the order of the file. */
  readonly sources: readonly ConfiguredSources[];
  /** Undefined where none is listed. */
  readonly plugins?: PluginsTold | undefined;
  /** Undefined where no rule and no way is told. */
  readonly notices?: NoticesTold | undefined;
  /** In the order of the file; empty when all of it can be used. */
  readonly problems: readonly ConfigProblem[];
}

/** The file to read; undefined when there is none. One that `WITS_CONFIG` names has to be there. */
export function configPath(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return environment["WITS_CONFIG"] || (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined);
}

/** `commands` has the flags of those whose tables are to be read, and undefined for other commands' names. */
export async function readConfig(
  path: string,
  commands: Readonly<Record<string, readonly FlagName[] | undefined>>,
): Promise<Config> {
  const document = await readToml(tomlText(path, "the configuration "));
  const nothing = { path, common: {}, commands: {}, links: [], sources: [] };
  if (!("values" in document)) {
    return {
      ...nothing,
      problems: [{ place: `${path}:${document.line}`, line: document.line, reason: document.reason }],
    };
  }
  const { [NOTICE]: notice, [NOTIFY]: notify } = document.values;
  // Few have rules, and nobody else waits for what reads them.
  const module = (notice ?? notify) === undefined ? undefined : await import("./notices.js");
  return new ConfigReader(path, document, commands).read((section) =>
    module?.noticesIn(notice, notify, section),
  );
}

const byLongName = new Map(Object.keys(flags).map((name) => [longName(name as FlagName), name as FlagName]));
const LINKS = "links";
const SOURCE = "source";
const NOTICE = "notice";
const NOTIFY = "notify";
const isHabit = (name: FlagName): boolean => (flags[name] as Flag<unknown>).environment === true;

const habits = [...byLongName].filter(([, name]) => isHabit(name)).map(([long]) => long);

class ConfigReader {
  readonly #path: string;
  readonly #document: TomlDocument;
  readonly #commands: Readonly<Record<string, readonly FlagName[] | undefined>>;
  readonly #problems: ConfigProblem[] = [];

  constructor(
    path: string,
    document: TomlDocument,
    commands: Readonly<Record<string, readonly FlagName[] | undefined>>,
  ) {
    this.#path = path;
    this.#document = document;
    this.#commands = commands;
  }

  read(noticesIn: (section: Section) => NoticesTold | undefined): Config {
    const common: Settings = {};
    const commands: Record<string, Settings> = {};
    const links: ConfiguredLink[] = [];
    const sources: ConfiguredSources[] = [];
    let plugins: PluginsTold | undefined;
    for (const [key, value] of Object.entries(this.#document.values)) {
      if (key === LINKS) links.push(...this.#links(value));
      else if (key === SOURCE) sources.push(...this.#sources(value));
      else if (key === NOTICE || key === NOTIFY) continue;
      else if (key === PLUGINS) plugins = pluginsIn(value, this.#section);
      else if (isTable(value)) {
        if (Object.hasOwn(this.#commands, key)) commands[key] = this.#table(key, value);
        else
          this.#refuse([key], `there is no command ${key}`, [
            ...Object.keys(this.#commands),
            LINKS,
            SOURCE,
            PLUGINS,
            NOTICE,
            NOTIFY,
          ]);
      } else {
        const name = this.#named([key], habits, "for all commands");
        if (name !== undefined) this.#set(common, name, [key], value);
      }
    }
    const notices = noticesIn(this.#section);
    return { path: this.#path, common, commands, links, sources, plugins, notices, problems: this.#problems };
  }

  /** For parts of the file that have a grammar of their own. */
  get #section(): Section {
    return {
      file: this.#path,
      placeOf: (...path) => this.#placeOf(path),
      refuse: (path, reason, known) =>
        known === undefined ? this.#problem(path, reason) : this.#refuse(path, reason, known),
    };
  }

  /** The table of a command; empty when that command's flags are not known here. */
  #table(command: string, table: Readonly<Record<string, unknown>>): Settings {
    const settings: Settings = {};
    const names = this.#commands[command];
    if (names === undefined) return settings;
    for (const [key, value] of Object.entries(table)) {
      const name = this.#named([command, key], names.map(longName), `of ${command}`);
      if (name !== undefined) this.#set(settings, name, [command, key], value);
    }
    return settings;
  }

  #links(tables: unknown): ConfiguredLink[] {
    if (!isTable(tables)) {
      const reason = `${LINKS} is to have a table for each link: [${LINKS}.rig-7], and its url below`;
      this.#problem([LINKS], reason);
      return [];
    }
    return Object.entries(tables).flatMap(([name, table]) => {
      const path = [LINKS, name];
      const { url, ...rest } = isTable(table) ? table : {};
      if (typeof url !== "string" || url === "") {
        this.#problem(path, `the link ${name} has no url`);
        return [];
      }
      const settings: Settings = {};
      for (const [key, value] of Object.entries(rest)) {
        const flag = this.#named([...path, key], ["url", ...linkFlags.map(longName)], "of a link");
        if (flag !== undefined) this.#set(settings, flag, [...path, key], value);
      }
      return [{ name, url, place: this.#placeOf([...path, "url"]), settings }];
    });
  }

  #sources(tables: unknown): ConfiguredSources[] {
    if (!Array.isArray(tables)) {
      const reason = `${SOURCE} is to be written [[${SOURCE}]], once for each pattern, and its match below`;
      this.#problem([SOURCE], reason);
      return [];
    }
    return tables.flatMap((table: unknown, i) => {
      const path = [SOURCE, String(i)];
      const { match, ...rest } = isTable(table) ? table : {};
      if (typeof match !== "string" || match === "") {
        this.#problem(path, `${SOURCE} ${i + 1} has no match`);
        return [];
      }
      const settings: Settings = {};
      for (const [key, value] of Object.entries(rest)) {
        const flag = this.#named([...path, key], ["match", ...sourceFlags.map(longName)], "of a source");
        if (flag !== undefined) this.#set(settings, flag, [...path, key], value);
      }
      return [{ match, settings }];
    });
  }

  #named(path: readonly string[], known: readonly string[], whose: string): FlagName | undefined {
    const key = path.at(-1)!;
    if (known.includes(key)) return byLongName.get(key);
    this.#refuse(path, `there is no setting ${key} ${whose}`, known);
    return undefined;
  }

  #set(settings: Settings, name: FlagName, path: readonly string[], value: unknown): void {
    const place = this.#placeOf(path);
    const text = textIn(value);
    if (text === undefined) {
      this.#problem(path, `${path.at(-1)} is to be a text, a number, true, false or a list`);
      return;
    }
    try {
      const setting: Setting = { text, place, value: parseFlag(name, text, path.at(-1)!) };
      settings[name] = setting;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#problem(path, error.message);
    }
  }

  #refuse(path: readonly string[], reason: string, known: readonly string[]): void {
    const near = nearest(path.at(-1)!, known);
    const hint = near === undefined ? `there are ${known.join(", ")}` : `did you mean ${near}?`;
    this.#problem(path, `${reason}; ${hint}`);
  }

  #problem(path: readonly string[], reason: string): void {
    this.#problems.push({ place: this.#placeOf(path), line: this.#document.lineOf(...path), reason });
  }

  #placeOf(path: readonly string[]): string {
    const line = this.#document.lineOf(...path);
    return line === undefined ? `${this.#path} [${path.join(".")}]` : `${this.#path}:${line}`;
  }
}

/** As it would stand on the command line; a list's parts parted by commas. */
function textIn(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const parts = value.map(textIn);
    return parts.includes(undefined) ? undefined : parts.join(",");
  }
  if (value instanceof Date) return value.toISOString();
  return ["string", "number", "bigint", "boolean"].includes(typeof value) ? String(value) : undefined;
}

/** What the file sets of a command's flags: its own table goes before what stands for all. */
export function settingsFor(
  { name, flags: taken }: { readonly name: string; readonly flags: readonly FlagName[] },
  config: Config,
): Settings {
  const common = Object.entries(config.common).filter(([flag]) => taken.includes(flag as FlagName));
  return { ...Object.fromEntries(common), ...config.commands[name] };
}

/** Throws Failure("usage") that names the first problems, when there are any. */
export function usable(config: Config): Config {
  const { problems, path } = config;
  if (problems.length === 0) return config;
  const shown = problems.slice(0, 3).map(({ place, reason }) => `${place}: ${reason}`);
  const rest = problems.length > 3 ? `; and ${problems.length - 3} more` : "";
  throw new Failure("bad-config", `${shown.join("; ")}${rest} (\`witskit config check ${path}\` lists all)`, {
    place: { file: path, line: problems[0]!.line },
  });
}
