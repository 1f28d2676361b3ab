/** Recorded data: which there are, their rows, what the rig did, the report of a day, and the links that streams record. */
import Type, { type TObject } from "typebox";
import { analysisTableNames } from "../../../analysis/table-columns.js";
import { fingerprintOf } from "../../prefill/fingerprint.js";
import type { AllowedDataset } from "../../recorded/allowed.js";
import { isLive } from "../../recorded/allowed.js";
import { analysed } from "../../recorded/analysed.js";
import { dayFormats, dayReport } from "../../recorded/day-report.js";
import { described } from "../../recorded/described.js";
import { linksOf } from "../../recorded/links.js";
import { openRows, type RowFormat, rowFormats } from "../../recorded/rows.js";
import { isGone, streamed } from "../../recorded/streamed.js";
import { said } from "../../words/refusal.js";
import type { Call } from "../call.js";
import { checkSpan, reading, seenDataset, seenDatasets } from "../dataset-access.js";
import { Problem } from "../problem.js";
import { type AnyRoute, bytes, json, route } from "../route.js";
import { count, date, instant, orNull, pageOf, told, word } from "../schema/values.js";

const tagged = { tag: "recorded data" } as const;

const name = Type.String({ pattern: "^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$" });
const moment = Type.String({ minLength: 1, maxLength: 40 });
const units = word("metric", "fps", "fps-uk");
const formats = word(...(Object.keys(rowFormats) as RowFormat[]));
const strict = <Properties extends TObject["properties"]>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

const summary = told({ id: name, live: Type.Boolean() });

/** `format` before what `Accept` says; JSON where neither tells one of ours. */
function formatOf<Format extends string>(
  types: Readonly<Record<Format | "json", string>>,
  format: Format | undefined,
  accept: string | undefined,
): Format | "json" {
  if (format !== undefined) return format;
  const accepted = (accept ?? "").split(",").map((one) => one.split(";", 1)[0]!.trim().toLowerCase());
  const known = Object.keys(types) as Format[];
  for (const type of accepted) {
    const found = known.find((one) => types[one].split(";", 1)[0] === type);
    if (found !== undefined) return found;
  }
  if (accepted.every((type) => type === "" || type === "*/*" || type === "application/*")) return "json";
  throw new Problem(
    "not-acceptable",
    said("not-acceptable", { asked: accept ?? "", known: known.map((one) => types[one].split(";", 1)[0]!) }),
  );
}

/** What can be given is looked at before the first byte; what then fails breaks the answer off. */
async function streamedRows(
  { service, asked }: Pick<Call<unknown, unknown, unknown>, "service" | "asked">,
  dataset: AllowedDataset,
  {
    format,
    file,
    open,
  }: { readonly format: RowFormat; readonly file: string; readonly open: () => ReturnType<typeof openRows> },
) {
  const done = service.streams.begin();
  const rows = await reading(service, dataset, open).catch((error: unknown) => {
    done();
    throw error;
  });
  const end = async (): Promise<void> => {
    done();
    await rows.close().catch((error: unknown) => {
      service.log.warn("a dataset that was read leaves something behind", { dataset: dataset.id, error });
    });
  };
  const ending = format === "arrow" ? "arrows" : format;
  return {
    bytes: streamed(
      (output) =>
        rows.write(output).catch((error: unknown) => {
          if (!asked.signal.aborted && !isGone(error))
            service.log.warn("an answer broke off", { dataset: dataset.id, error });
          throw error;
        }),
      end,
      asked.signal,
    ),
    type: rowFormats[format],
    headers: { vary: "accept" },
    ...(format !== "json" && { name: `${file}.${ending}` }),
  };
}

export const datasetRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/datasets",
    permission: "data:read",
    summary: "List the recorded data that the service gives.",
    answer: json(pageOf(summary)),
    async handle({ who, service }) {
      const seen = await seenDatasets(service, who);
      const items = await Promise.all(seen.map(async ({ id, path }) => ({ id, live: await isLive(path) })));
      return { body: { items, next: null } };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/datasets/{id}",
    permission: "data:read",
    summary: "What a dataset has: tables, columns with units and meanings, rows, and of which times it is.",
    params: strict({ id: name }),
    answer: json(
      told({
        id: name,
        live: Type.Boolean(),
        timezone: orNull(Type.String()),
        first: orNull(Type.String()),
        last: orNull(Type.String()),
        tables: Type.Array(
          told({
            record: Type.String(),
            meaning: Type.String(),
            rows: orNull(count),
            columns: Type.Array(
              told({
                name: Type.String(),
                type: Type.String(),
                meaning: Type.String(),
                unit: orNull(Type.String()),
                code: orNull(Type.String()),
              }),
            ),
          }),
        ),
      }),
    ),
    async handle({ who, params, service }) {
      const dataset = await seenDataset(service, who, params.id);
      const found = await reading(service, dataset, () => described(dataset));
      // On the rig's clock, where nothing tells its zone.
      const time = (at: number | undefined): string | null =>
        at === undefined
          ? null
          : new Date(at).toISOString().slice(0, found.timezone === undefined ? -1 : undefined);
      return {
        body: {
          ...found,
          timezone: found.timezone ?? null,
          first: time(found.first),
          last: time(found.last),
          tables: found.tables.map((table) => ({
            ...table,
            rows: table.rows ?? null,
            columns: table.columns.map((column) => ({
              ...column,
              unit: column.unit ?? null,
              code: column.code ?? null,
            })),
          })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/datasets/{id}/records/{record}",
    permission: "data:read",
    summary:
      "Rows of a record, as they come: JSON, CSV, NDJSON, an Arrow stream or Parquet, by Accept or format.",
    params: strict({ id: name, record: Type.String({ pattern: "^(\\d\\d|unmapped|rejects|frame|long)$" }) }),
    query: strict({
      columns: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 1000, uniqueItems: true }),
      ),
      from: Type.Optional(moment),
      until: Type.Optional(moment),
      limit: Type.Optional(Type.Integer({ minimum: 1 })),
      format: Type.Optional(formats),
    }),
    answer: bytes(...Object.values(rowFormats)),
    async handle(call) {
      const { who, params, query, service, asked } = call;
      const format = formatOf(rowFormats, query.format, asked.header("accept"));
      checkSpan(query);
      const dataset = await seenDataset(service, who, params.id);
      const table = /^\d/.test(params.record) ? `record=${params.record}` : params.record;
      const { columns, from, until, limit } = query;
      return streamedRows(call, dataset, {
        format,
        file: `${params.id}-${params.record}`,
        open: () => openRows(dataset, { table, columns, from, until, limit, format }, asked.signal),
      });
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/datasets/{id}/analysis/{table}",
    permission: "data:read",
    summary:
      "What the rig did, by its own data: states, connections, trips, events, key figures, between two moments.",
    params: strict({ id: name, table: word(...analysisTableNames) }),
    query: strict({
      from: Type.Optional(moment),
      until: Type.Optional(moment),
      units: Type.Optional(units),
      format: Type.Optional(formats),
    }),
    answer: bytes(...Object.values(rowFormats)),
    async handle(call) {
      const { who, params, query, service, asked } = call;
      const format = formatOf(rowFormats, query.format, asked.header("accept"));
      checkSpan(query);
      const dataset = await seenDataset(service, who, params.id);
      const { from, until, units: feed } = query;
      return streamedRows(call, dataset, {
        format,
        file: `${params.id}-${params.table}`,
        open: () =>
          service.readings.take(asked.signal, async () => ({
            ...(await analysed(
              dataset,
              { table: params.table, units: feed, from, until, format },
              asked.signal,
            )),
            async close() {},
          })),
      });
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/datasets/{id}/report/{date}",
    permission: "data:read",
    summary: "The report of a day at the rig, from its own data: JSON, PDF, a page, Excel or text.",
    params: strict({ id: name, date }),
    query: strict({
      well: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      units: Type.Optional(units),
      day_start: Type.Optional(Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" })),
      format: Type.Optional(word(...(Object.keys(dayFormats) as (keyof typeof dayFormats)[]))),
    }),
    answer: bytes(...Object.values(dayFormats)),
    async handle({ who, params, query, service, asked }) {
      const format = formatOf(dayFormats, query.format, asked.header("accept"));
      const dataset = await seenDataset(service, who, params.id);
      const [hours = 0, minutes = 0] = (query.day_start ?? "").split(":").map(Number);
      const how = {
        date: params.date,
        well: query.well,
        units: query.units,
        dayStart: hours * 60 + minutes,
        format,
      };
      const made = await reading(service, dataset, () =>
        service.readings.take(asked.signal, async () => {
          const sha256 = await fingerprintOf(dataset.path);
          return dayReport(dataset, how, { sha256, signal: asked.signal });
        }),
      );
      return {
        bytes: made,
        type: dayFormats[format],
        headers: { vary: "accept" },
        ...(format !== "json" && { name: `${params.id}-${params.date}.${format}` }),
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/links",
    permission: "data:read",
    summary: "Links that streams record into these datasets: whether they do now, and how far each has come.",
    answer: json(
      pageOf(
        told({
          dataset: name,
          link: Type.String(),
          recording: Type.Boolean(),
          bytes: count,
          last_arrival: orNull(instant),
        }),
      ),
    ),
    async handle({ who, service }) {
      const seen = await seenDatasets(service, who);
      const links = (
        await Promise.all(seen.map((dataset) => reading(service, dataset, () => linksOf(dataset))))
      ).flat();
      const items = links.map(({ lastArrival, ...link }) => ({
        ...link,
        last_arrival: lastArrival === undefined ? null : new Date(lastArrival).toISOString(),
      }));
      return { body: { items, next: null } };
    },
  }),
];
