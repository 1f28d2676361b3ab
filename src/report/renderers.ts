/** What reports can be laid out as, a line each. What makes one is loaded when it is asked for. */
import { Failure } from "../failure/failure.js";
import type { Render } from "./renderer.js";

export interface Renderer {
  /** Endings of names that mean it, the usual one first. The longest that fits a name is meant: `.ops.xml` goes before `.xml`. */
  readonly endings: readonly string[];
  /** In words, for help and refusals. */
  readonly what: string;
  /** One file holds one day of one well alone; else a file holds any number of them. */
  readonly oneDay?: true;
  load(): Promise<Render>;
}

export const renderers = {
  json: {
    endings: [".json"],
    what: "the document itself",
    load: async () => (await import("./json/json.js")).json,
  },
  pdf: {
    endings: [".pdf"],
    what: "paper, A4 or letter",
    load: async () => (await import("./pdf/pdf.js")).pdf,
  },
  html: {
    endings: [".html", ".htm"],
    what: "a page for the browser, which prints well",
    load: async () => (await import("./html/html.js")).html,
  },
  excel: {
    endings: [".xlsx"],
    what: "a workbook of Excel",
    load: async () => (await import("./excel/excel.js")).excel,
  },
  "drill-report": {
    endings: [".xml"],
    what: "drillReport of WITSML 1.4.1.1",
    load: async () => (await import("./witsml/1411.js")).drillReports,
  },
  "ops-report": {
    endings: [".ops.xml"],
    what: "opsReport of WITSML 1.4.1.1",
    load: async () => (await import("./witsml/1411.js")).opsReports,
  },
  "drill-report-2.0": {
    endings: [".witsml20.xml"],
    what: "DrillReport of WITSML 2.0",
    oneDay: true,
    load: async () => (await import("./witsml/2.js")).drillReport20,
  },
  "ops-report-2.0": {
    endings: [".ops.witsml20.xml"],
    what: "OpsReport of WITSML 2.0",
    oneDay: true,
    load: async () => (await import("./witsml/2.js")).opsReport20,
  },
  "drill-report-2.1": {
    endings: [".witsml21.xml"],
    what: "DrillReport of WITSML 2.1",
    oneDay: true,
    load: async () => (await import("./witsml/2.js")).drillReport21,
  },
  "ops-report-2.1": {
    endings: [".ops.witsml21.xml"],
    what: "OpsReport of WITSML 2.1",
    oneDay: true,
    load: async () => (await import("./witsml/2.js")).opsReport21,
  },
  text: {
    endings: [".txt"],
    what: "plain text",
    load: async () => (await import("./text/text.js")).text,
  },
} as const satisfies Readonly<Record<string, Renderer>>;

export type RendererName = keyof typeof renderers;

export const rendererNames = Object.keys(renderers) as readonly RendererName[];

/** By its name, or an ending without its point: `xlsx`. Throws a `Failure`. */
export function rendererMeant(word: string): Renderer {
  const meant = rendererNames.find(
    (name) => name === word || renderers[name].endings.some((ending) => ending === `.${word}`),
  );
  if (meant !== undefined) return renderers[meant];
  throw new Failure(
    "unknown-format",
    `there is no ${word} to lay a report out as; there are ${rendererNames.join(", ")}`,
  );
}

export const rendererBy = (name: RendererName): Renderer => renderers[name];

/** By the ending of a file's name. Throws a `Failure` where it means none. */
export function rendererOf(path: string): Renderer {
  const endings = rendererNames.flatMap((name) =>
    renderers[name].endings.map((ending) => ({ ending, name })),
  );
  const [meant] = endings
    .filter(({ ending }) => path.toLowerCase().endsWith(ending))
    .sort((one, other) => other.ending.length - one.ending.length);
  if (meant !== undefined) return renderers[meant.name];
  throw new Failure(
    "unknown-format",
    `${path}: its ending does not say what a report is laid out as; there are ${endings.map(({ ending }) => ending).join(", ")}`,
  );
}
