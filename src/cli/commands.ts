/** All commands, by name. Each is loaded when it is asked for: `--version` needs none. */
import type { Command } from "./command.js";

/** In the order of the help. The first is what is meant when none is named. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  convert: async () => (await import("./convert.js")).convertCommand,
  stream: async () => (await import("./stream.js")).streamCommand,
  demo: async () => (await import("./demo.js")).demoCommand,
  quickstart: async () => (await import("./quickstart.js")).quickstartCommand,
  dashboard: async () => (await import("./dashboard.js")).dashboardCommand,
  decode: async () => (await import("./decode.js")).decodeCommand,
  info: async () => (await import("./info.js")).infoCommand,
  "merge-manifest": async () => (await import("./merge-manifest.js")).mergeManifestCommand,
  export: async () => (await import("./export.js")).exportCommand,
  plot: async () => (await import("./plot.js")).plotCommand,
  query: async () => (await import("./query.js")).queryCommand,
  qc: async () => (await import("./qc.js")).qcCommand,
  "mock-server": async () => (await import("./mock-server.js")).mockServerCommand,
  samples: async () => (await import("./samples.js")).samplesCommand,
  sniff: async () => (await import("./sniff.js")).sniffCommand,
  symbols: async () => (await import("./symbols.js")).symbolsCommand,
  units: async () => (await import("./units.js")).unitsCommand,
  validate: async () => (await import("./validate.js")).validateCommand,
  config: async () => (await import("./config.js")).configCommand,
  completions: async () => (await import("./completions.js")).completionsCommand,
  man: async () => (await import("./man.js")).manCommand,
};

export const commandNames = Object.keys(commands);

export const isCommand = (word: string | undefined): word is string =>
  word !== undefined && Object.hasOwn(commands, word);

/** All of them, in the order of the help. */
export const allCommands = (): Promise<Command[]> =>
  Promise.all(Object.values(commands).map((load) => load()));
