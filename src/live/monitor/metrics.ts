/** A run in numbers, as Prometheus reads them. They are looked up when somebody asks, and cost nothing in between. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { linkStates } from "../../input/link/link-status.js";
import { shownText } from "../../text/shown-text.js";
import type { Monitored } from "./readiness.js";

/** Names of labels and their values, and the number they tell. */
type Samples = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

/** One registry a run: the metrics of two runs of a process are kept apart. */
export function metricsOf(run: Monitored): Registry {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, labels: readonly string[], samples: () => Samples): void => {
    new Counter({
      ...{ name, help, registers },
      labelNames: labels,
      collect() {
        this.reset();
        for (const [given, value] of samples()) this.inc(shownLabels(given), value);
      },
    });
  };
  const gauge = (name: string, help: string, labels: readonly string[], samples: () => Samples): void => {
    new Gauge({
      ...{ name, help, registers },
      labelNames: labels,
      collect() {
        this.reset();
        for (const [given, value] of samples()) this.set(shownLabels(given), value);
      },
    });
  };
  addLinks(run, counter, gauge);
  addJournal(run, counter, gauge);
  addDeliveries(run, counter, gauge);
  addCompacting(run, counter, gauge);
  addReports(run, counter, gauge);
  addNotices(run, counter, gauge);
  addPlugins(run, gauge);
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  return registry;
}

/** Names of links and streams are seen on boards, and in a terminal by whoever asks for the page. */
const shownLabels = (labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, shownText(value)]));

/** Gauges of prom-client with the names of counters. */
const MISNAMED = ["handles", "requests", "resources"].map((what) => `nodejs_active_${what}_total`);

type Add = (name: string, help: string, labels: readonly string[], samples: () => Samples) => void;

function addLinks(run: Monitored, counter: Add, gauge: Add): void {
  const each = (value: (link: Monitored["links"][number]) => number | undefined) => (): Samples =>
    run.links.flatMap((link) => {
      const number = value(link);
      return number === undefined ? [] : [[{ link: link.name }, number]];
    });
  const perLink = ["link"];
  counter(
    "witskit_link_bytes_total",
    "Bytes that arrived.",
    perLink,
    each(({ bytes }) => bytes),
  );
  counter(
    "witskit_link_lost_bytes_total",
    "Bytes that the transport lost before they came here.",
    perLink,
    each(({ lost }) => lost),
  );
  counter(
    "witskit_link_echoed_bytes_total",
    "Bytes of our own frames that a half-duplex line gave back.",
    perLink,
    each(({ echoed }) => echoed),
  );
  counter(
    "witskit_link_connections_total",
    "Connections that were made, the first one included.",
    perLink,
    each(({ connections }) => connections),
  );
  counter(
    "witskit_link_failures_total",
    "Attempts to connect that failed.",
    perLink,
    each(({ failures }) => failures),
  );
  gauge(
    "witskit_link_senders",
    "Senders that are connected now.",
    perLink,
    each(({ senders }) => senders),
  );
  gauge(
    "witskit_link_last_arrival_timestamp_seconds",
    "When the last bytes arrived; missing before the first.",
    perLink,
    each(({ lastArrival }) => lastArrival && lastArrival / 1000),
  );
  gauge("witskit_link_state", "1 for the state that the link is in.", ["link", "state"], () =>
    run.links.flatMap(({ name, state }) =>
      linkStates.map((one) => [{ link: name, state: one }, one === state ? 1 : 0] as const),
    ),
  );
}

function addJournal(run: Monitored, counter: Add, gauge: Add): void {
  type Journal = NonNullable<Monitored["journal"]>;
  const one = (value: (journal: Journal) => number) => (): Samples =>
    run.journal === undefined ? [] : [[{}, value(run.journal)]];
  const each =
    (label: string, values: (journal: Journal) => Readonly<Record<string, number | undefined>>) =>
    (): Samples =>
      run.journal === undefined
        ? []
        : Object.entries(values(run.journal)).map(([name, value = 0]) => [{ [label]: name }, value]);
  gauge(
    "witskit_journal_pending_bytes",
    "Bytes that have arrived and are not in the dataset yet.",
    [],
    one(({ pendingBytes }) => pendingBytes),
  );
  gauge(
    "witskit_journal_queued_bytes",
    "Bytes that have arrived and are in memory alone.",
    [],
    one(({ queuedBytes }) => queuedBytes),
  );
  gauge(
    "witskit_journal_lag_seconds",
    "Time since the oldest byte arrived that is not durable.",
    [],
    one(({ lag }) => lag / 1000),
  );
  gauge(
    "witskit_journal_segments",
    "Segments that wait to be converted.",
    [],
    one(({ segments }) => segments),
  );
  gauge(
    "witskit_journal_trouble",
    "1 while something stands in the way of writing or converting.",
    [],
    one(({ trouble }) => (trouble === undefined ? 0 : 1)),
  );
  gauge(
    "witskit_journal_held_bytes",
    "Bytes that wait behind a segment that cannot be read, by stream; missing where there is none.",
    ["stream"],
    each("stream", ({ held }) => Object.fromEntries(held.map(({ stream, bytes }) => [stream, bytes]))),
  );
  counter(
    "witskit_decode_seconds_total",
    "Seconds that it took this run to make parts of what arrived.",
    [],
    one(({ convertSeconds }) => convertSeconds),
  );
  counter("witskit_dataset_frames_total", "Frames in the dataset, by stream.", ["stream"], () =>
    (run.journal?.streams ?? []).map(({ name, frames }) => [{ stream: name }, frames]),
  );
  counter(
    "witskit_dataset_parts_total",
    "Parquet files of the dataset.",
    [],
    one(({ parts }) => parts),
  );
  counter(
    "witskit_dataset_bytes_total",
    "Bytes of WITS text in the dataset, by stream and by what they were.",
    ["stream", "kind"],
    () =>
      (run.journal?.streams ?? []).flatMap(({ name, bytes: { total: _, ...kinds } }) =>
        Object.entries(kinds).map(([kind, bytes]) => [{ stream: name, kind }, bytes] as const),
      ),
  );
  counter(
    "witskit_dataset_rows_total",
    "Rows of the dataset, by table.",
    ["table"],
    each("table", ({ counters }) => counters.rows),
  );
  counter(
    "witskit_dataset_rejects_total",
    "What could not become a value, by reason.",
    ["reason"],
    each("reason", ({ counters }) => counters.rejects),
  );
}

function addDeliveries(run: Monitored, counter: Add, gauge: Add): void {
  type Status = NonNullable<Monitored["journal"]>["deliveries"][number];
  const each = (value: (status: Status) => number) => (): Samples =>
    (run.journal?.deliveries ?? []).map((status) => [{ target: status.target }, value(status)]);
  const perTarget = ["target"];
  counter(
    "witskit_delivery_bytes_total",
    "Bytes that a target has taken in this run.",
    perTarget,
    each(({ delivered }) => delivered),
  );
  counter(
    "witskit_delivery_skipped_bytes_total",
    "Bytes that a target never gets, for they were gone from the disk.",
    perTarget,
    each(({ skipped }) => skipped),
  );
  gauge(
    "witskit_delivery_pending_bytes",
    "Bytes that are durable here and that a target does not have.",
    perTarget,
    each(({ pendingBytes }) => pendingBytes),
  );
  gauge(
    "witskit_delivery_lag_seconds",
    "Time since a target had all that there was for it.",
    perTarget,
    each(({ lag }) => lag / 1000),
  );
  gauge(
    "witskit_delivery_trouble",
    "1 while a target takes nothing.",
    perTarget,
    each(({ trouble }) => (trouble === undefined ? 0 : 1)),
  );
}

function addCompacting(run: Monitored, counter: Add, gauge: Add): void {
  counter(
    "witskit_compactions_total",
    "Compactions of the dataset that have ended, by how.",
    ["outcome"],
    () =>
      run.compacting === undefined
        ? []
        : [
            [{ outcome: "done" }, run.compacting.done],
            [{ outcome: "failed" }, run.compacting.failed],
          ],
  );
  gauge("witskit_compaction_trouble", "1 while the last compaction is one that failed.", [], () =>
    run.compacting === undefined ? [] : [[{}, run.compacting.trouble === undefined ? 0 : 1]],
  );
}

function addReports(run: Monitored, counter: Add, gauge: Add): void {
  const one = (value: (reports: NonNullable<Monitored["reports"]>) => number) => (): Samples =>
    run.reports === undefined ? [] : [[{}, value(run.reports)]];
  counter(
    "witskit_reports_total",
    "Days whose report was made in this run.",
    [],
    one(({ made }) => made),
  );
  gauge(
    "witskit_reports_trouble",
    "1 while a report of a day cannot be made or sent.",
    [],
    one(({ trouble }) => (trouble === undefined ? 0 : 1)),
  );
}

function addPlugins(run: Monitored, gauge: Add): void {
  gauge(
    "witskit_plugin_disabled",
    "1 for a plugin that has failed and takes no part any more, 0 for one that works.",
    ["plugin"],
    () =>
      (run.plugins ?? []).map(
        ({ name, disabled }) => [{ plugin: name }, disabled === undefined ? 0 : 1] as const,
      ),
  );
}

function addNotices(run: Monitored, counter: Add, gauge: Add): void {
  type Ways = NonNullable<Monitored["notices"]>["ways"];
  const each = (value: (way: Ways[number]) => number) => (): Samples =>
    (run.notices?.ways ?? []).map((way) => [{ way: way.name }, value(way)] as const);
  gauge("witskit_notices_open", "Notices that are open, by rule.", ["rule"], () =>
    [...(run.notices?.open ?? [])].map(([rule, open]) => [{ rule }, open] as const),
  );
  counter(
    "witskit_notices_sent_total",
    "Notices that were told, by way.",
    ["way"],
    each(({ sent }) => sent),
  );
  counter(
    "witskit_notices_dropped_total",
    "Notices that were never told, because they were refused or too many waited, by way.",
    ["way"],
    each(({ dropped }) => dropped),
  );
  gauge(
    "witskit_notices_waiting",
    "Notices that are still to be told, by way.",
    ["way"],
    each(({ waiting }) => waiting),
  );
  gauge(
    "witskit_notices_trouble",
    "1 while notices cannot be told by a way.",
    ["way"],
    each(({ trouble }) => (trouble === undefined ? 0 : 1)),
  );
}
