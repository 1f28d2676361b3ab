/** `[plugins]`: modules that are plugins, how long is waited for them, and a table of settings for each by its name. */
import { dirname, resolve } from "node:path";
import { PATIENCE, type PluginsTold } from "../../plugin/told.js";
import { durationIn } from "../../text/duration.js";
import { isTable, type Section } from "./section.js";

export const PLUGINS = "plugins";

export function pluginsIn(table: unknown, section: Section): PluginsTold | undefined {
  if (!isTable(table)) {
    section.refuse([PLUGINS], `${PLUGINS} is to be a table: [${PLUGINS}], and its modules below`);
    return undefined;
  }
  const { modules = [], patience, ...settings } = table;
  const place = section.placeOf(PLUGINS, "modules");
  if (!Array.isArray(modules) || !modules.every((one) => typeof one === "string" && one !== "")) {
    section.refuse(
      [PLUGINS, "modules"],
      'modules is to be a list of paths and packages, such as ["./plugins/modem.mjs", "witskit-plugin-kafka"]',
    );
    return undefined;
  }
  const known: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const [name, own] of Object.entries(settings)) {
    if (isTable(own)) known[name] = own;
    else section.refuse([PLUGINS, name], `there is no setting ${name} of plugins`, ["modules", "patience"]);
  }
  const texts = modules as readonly string[];
  const twice = texts.find((one, i) => texts.indexOf(one) !== i);
  if (twice !== undefined) section.refuse([PLUGINS, "modules"], `${twice} is listed twice`);
  return {
    modules: texts.map((module) => ({ module, place })),
    folder: dirname(resolve(section.file)),
    patience: patienceIn(patience, section),
    settings: known,
  };
}

function patienceIn(given: unknown, section: Section): number {
  if (given === undefined) return PATIENCE;
  try {
    const milliseconds = durationIn(String(given));
    if (milliseconds > 0) return milliseconds;
  } catch {
    // Said below, as what is no length of time at all.
  }
  section.refuse(
    [PLUGINS, "patience"],
    `patience is ${String(given)}, and must be a length of time such as 10s`,
  );
  return PATIENCE;
}
