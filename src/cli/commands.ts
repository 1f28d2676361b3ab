/** All commands, by name. Each is loaded when it is asked for: `--version` needs none. */
import type { Command, Commands } from "./command.js";

/** In the order of the help. The first is what is meant when none is named. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  convert: async () => (await import("./command/convert.js")).convertCommand,
  stream: async () => (await import("./command/stream.js")).streamCommand,
  demo: async () => (await import("./command/demo.js")).demoCommand,
  quickstart: async () => (await import("./command/quickstart.js")).quickstartCommand,
  dashboard: async () => (await import("./command/dashboard.js")).dashboardCommand,
  serve: async () => (await import("./command/serve.js")).serveCommand,
  decode: async () => (await import("./command/decode.js")).decodeCommand,
  info: async () => (await import("./command/info.js")).infoCommand,
  compact: async () => (await import("./command/compact.js")).compactCommand,
  repair: async () => (await import("./command/repair.js")).repairCommand,
  "merge-manifest": async () => (await import("./command/merge-manifest.js")).mergeManifestCommand,
  export: async () => (await import("./command/export.js")).exportCommand,
  push: async () => (await import("./command/push.js")).pushCommand,
  load: async () => (await import("./command/load.js")).loadCommand,
  plot: async () => (await import("./command/plot.js")).plotCommand,
  query: async () => (await import("./command/query.js")).queryCommand,
  analyze: async () => (await import("./command/analyze.js")).analyzeCommand,
  report: async () => (await import("./command/report.js")).reportCommand,
  measure: async () => (await import("./command/measure.js")).measureCommand,
  qc: async () => (await import("./command/qc.js")).qcCommand,
  "mock-server": async () => (await import("./command/mock-server.js")).mockServerCommand,
  samples: async () => (await import("./command/samples.js")).samplesCommand,
  sniff: async () => (await import("./command/sniff.js")).sniffCommand,
  symbols: async () => (await import("./command/symbols.js")).symbolsCommand,
  units: async () => (await import("./command/units.js")).unitsCommand,
  validate: async () => (await import("./command/validate.js")).validateCommand,
  explain: async () => (await import("./command/explain.js")).explainCommand,
  config: async () => (await import("./command/config.js")).configCommand,
  plugins: async () => (await import("./command/plugins.js")).pluginsCommand,
  completions: async () => (await import("./command/completions.js")).completionsCommand,
  man: async () => (await import("./command/man.js")).manCommand,
};

export const commands: Commands = {
  names: Object.keys(loaders),
  has: (word): word is string => word !== undefined && Object.hasOwn(loaders, word),
  load: (name) => loaders[name]!(),
  all: () => Promise.all(Object.values(loaders).map((load) => load())),
};
