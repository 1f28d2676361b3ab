/** `witskit plot`: a strip chart. */
import { basename } from "node:path";
import type { OpenDataset } from "../../bulk/open.js";
import { countParts } from "../../dataset/broken-parts.js";
import type { TableReader } from "../../dataset/read.js";
import type { DatasetTable } from "../../dataset/tables.js";
import { Failure } from "../../failure/failure.js";
import type { ChartRequest } from "../../view/plot/compose.js";
import type { Chart } from "../../view/plot/page/chart.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { dialectFlags, type FlagValues } from "../flags/flags.js";
import { refuseUnkept } from "../flags/kept.js";
import { tellBroken } from "../page/broken-parts.js";
import { say } from "../page/say.js";
import { settingsOf } from "./analyze/settings.js";
import { type Choice, chosenFormat } from "./chosen-format.js";

export const plotCommand: Command = {
  name: "plot",
  stores: "read",
  summary: "Draw a log or a dataset as a strip chart.",
  examples: [
    {
      line: "witskit plot log.wits -o log.html",
      does: "a page for any browser: zoom, values under the cursor",
    },
    { line: "witskit plot dataset/ -o log.svg --index depth", does: "by hole depth, for paper" },
    {
      line: "witskit plot log.wits -o day.png --from 2024-03-01 --until 2024-03-02",
      does: "a picture of one day",
    },
    {
      line: "witskit plot log.wits -o log.html --analyze --units metric",
      does: "with lanes of what the rig did and what stood out",
    },
    {
      line: 'witskit plot log.wits -o log.html --tracks "DMEA,ROPA:0-50|HKLA,WOBA|GASA:log"',
      does: "own tracks and scales",
    },
  ],
  arguments: [{ name: "INPUT", description: "a log, a dataset, or a Parquet file that convert has made" }],
  flags: [
    "output",
    "format",
    "index",
    "tracks",
    "well",
    "title",
    "analyze",
    "rig",
    "records",
    "from",
    "until",
    "units",
    "to",
    "map",
    "tz",
    "noJournal",
    "force",
    "quiet",
    "verbose",
    ...dialectFlags,
  ],
  keeps: {
    dataset: ["records", "from", "until", "units", "to", "tz"],
    parquet: ["from", "until", "units", "to", "tz"],
  },
  perSource: true,
  run: plot,
};

const formats = ["html", "svg", "png"] as const;
type PlotFormat = (typeof formats)[number];
const choice: Choice<PlotFormat> = {
  formats,
  aliases: { htm: "html" },
  endings: ".html, .svg, .png",
  what: "a chart",
};

async function plot({ arguments: [input], flags, typed, signal }: Invocation): Promise<ExitCode> {
  const { output, force, quiet, index: kind = "time", from, until, records, tracks, well, title } = flags;
  if (output === undefined) {
    throw new Failure(
      "missing-option",
      `nothing says where to; give -o FILE with an ending of ${formats.join(", ")}`,
    );
  }
  const format = chosenFormat(flags.format, output, choice);
  const [{ openAny }, { readTable }, { retold, selectionOf }, { retellingOf }, { composeChart }] =
    await Promise.all([
      import("../../live/open-dataset.js"),
      import("../../dataset/read.js"),
      import("../../dataset/retold.js"),
      import("./retelling.js"),
      import("../../view/plot/compose.js"),
    ]);
  // All of a log is converted, whatever is drawn of it: so curves of other records are there, and what there is instead.
  const all = { records: undefined, from: undefined, until: undefined };
  const dataset = await openAny(input!, { ...flags, ...all, signal });
  try {
    const { kind: opened } = dataset;
    refuseUnkept(plotCommand, opened, { typed, path: input! });
    const { retelling, timezone } = retellingOf(flags, typed, opened);
    const tables: TableReader[] = [];
    for (const table of drawable(dataset.tables, records)) {
      tables.push(retold(await readTable(table, dataset.broken), retelling));
    }
    const retells = opened !== "log" && typed.find(({ flag }) => flag === "tz" || flag === "to");
    if (flags.analyze && retells) {
      throw new Failure(
        "conflicting-options",
        `--${retells.flag} and --analyze: the dataset is analysed as it is. Give --${retells.flag} when the log is converted, or draw the log`,
      );
    }
    const found = flags.analyze ? await lanesOf(input!, { dataset, flags, signal, kind }) : undefined;
    const chart = await composeChart({
      ...found,
      tables,
      kind,
      tracks,
      well,
      title,
      selection: selectionOf(tables[0]!, { from, until }, timezone),
      input: basename(input!),
      closer: format === "html",
      detail: await detailOf(format),
    });
    await write(chart, format, output, force);
    if (!quiet) {
      for (const note of chart.notes) say(`note     ${note}`);
      say(`wrote ${output}: ${chart.subtitle}`);
    }
    return tellBroken(dataset.broken, { path: input!, parts: countParts(dataset.tables) }) ?? ExitCode.done;
  } finally {
    await dataset.close();
  }
}

type Found = Pick<ChartRequest, "lanes" | "marks">;

/** What an analysis of the rows that are drawn finds, for the well that is drawn. */
async function lanesOf(
  input: string,
  {
    dataset,
    flags,
    signal,
    kind,
  }: {
    readonly dataset: OpenDataset;
    readonly flags: FlagValues;
    readonly signal: AbortSignal;
    readonly kind: "time" | "depth";
  },
): Promise<Found> {
  const [{ analyze }, { eventsLane, statesLane, topMarks }] = await Promise.all([
    import("../../bulk/analysis/analyze.js"),
    import("../../view/plot/rig-lanes.js"),
  ]);
  const { from, until, units, map } = flags;
  const { states, events, formations } = await analyze(input, {
    ...(dataset.kind === "log" ? {} : { units }),
    map,
    from,
    until,
    settings: await settingsOf(flags),
    signal,
    opened: () => dataset,
  });
  const of =
    <Row extends { readonly well: string | undefined }>(rows: readonly Row[]) =>
    (well: string | undefined): readonly Row[] =>
      rows.filter((row) => well === undefined || row.well === undefined || row.well === well);
  if (kind === "depth") return { marks: (well) => topMarks(of(formations)(well)) };
  return {
    lanes: (well) =>
      [statesLane(of(states)(well)), eventsLane(of(events)(well))].filter((lane) => lane !== undefined),
  };
}

/** What has columns to draw, the record that runs down first: the first of those asked for, else 01, else the first there is. */
function drawable(tables: readonly DatasetTable[], records: readonly number[] | undefined): DatasetTable[] {
  const recordNames = records?.map((record) => `record=${String(record).padStart(2, "0")}`);
  const some = tables.filter(({ name }) => !["rejects", "unmapped", "long"].includes(name));
  const first =
    recordNames === undefined
      ? (some.find(({ name }) => name === "record=01") ?? some[0])
      : some.find(({ name }) => recordNames.includes(name));
  if (first !== undefined) return [first, ...some.filter((table) => table !== first)];
  const there = tables.map(({ name, meaning }) => `${name.replace("record=", "record ")} (${meaning})`);
  throw new Failure(
    "nothing-there",
    records === undefined
      ? `there is no table of records here to draw; there are ${there.join(", ")}`
      : `there is no record ${records.join(", ")} here; there are ${there.join(", ")}`,
  );
}

async function detailOf(format: PlotFormat): Promise<ChartRequest["detail"]> {
  if (format === "html") {
    const { PAGE_VALUES } = await import("../../view/plot/html.js");
    // The index of a table is twice as wide as a curve, and a bucket has two values.
    return (curves) => ({
      rows: Math.floor(PAGE_VALUES / (curves + 2)),
      buckets: Math.floor(PAGE_VALUES / (2 * curves + 2)),
    });
  }
  const { BODY } = await import("../../view/plot/svg.js");
  return () => ({ rows: 2 * BODY, buckets: BODY });
}

async function write(
  chart: Chart,
  format: PlotFormat,
  output: string,
  force: boolean | undefined,
): Promise<void> {
  const { writeOutput } = await import("../../durable/open-output.js");
  await writeOutput(output, { force }, async (file) => {
    for await (const piece of piecesOf(chart, format)) await file.write(piece);
  });
}

async function* piecesOf(chart: Chart, format: PlotFormat): AsyncGenerator<Uint8Array> {
  if (format === "html") {
    const { htmlOf } = await import("../../view/plot/html.js");
    for await (const text of htmlOf(chart)) yield Buffer.from(text);
    return;
  }
  const { svgOf } = await import("../../view/plot/svg.js");
  const svg = svgOf(chart);
  if (format === "svg") yield Buffer.from(svg);
  else {
    const { pngOf } = await import("../../view/plot/png.js");
    yield await pngOf(svg);
  }
}
