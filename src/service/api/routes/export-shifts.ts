/** Many reports as files: what a list shows, a day on paper, and the star schema for those who join tables. */
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import Type from "typebox";
import { csvOf } from "../../export/csv.js";
import type { DayPaper } from "../../export/day-pdf.js";
import { namedIn } from "../../export/lengths.js";
import { type ExportedShift, tablesOfShifts } from "../../export/shift-tables.js";
import { inScope, reachFor, scopeOf } from "../../identity/principal.js";
import { isDate } from "../../shift/clock.js";
import type { ShiftDocument } from "../../shift/document.js";
import type { LengthUnit } from "../../shift/length.js";
import { expectedShifts } from "../../shift/slots.js";
import { placeInChain } from "../../store/audit/place.js";
import type { Transaction } from "../../store/database.js";
import { billOfVersions } from "../../store/repositories/boq.js";
import { datesOf } from "../../store/repositories/boq-rows.js";
import { finalShifts } from "../../store/repositories/counted-shifts.js";
import { namesOf } from "../../store/repositories/names.js";
import { rigPatterns } from "../../store/repositories/rig-patterns.js";
import {
  countShifts,
  listShifts,
  type ShiftFilter,
  type ShiftSort,
} from "../../store/repositories/shift-list.js";
import type { Language } from "../../words/language.js";
import { said } from "../../words/refusal.js";
import { versionsOfMonth } from "../bills.js";
import type { Call } from "../call.js";
import { auditExport, FILE_TYPES, made } from "../files.js";
import { inLanguage, languageOfFile } from "../languages.js";
import { paperUnit, unitAsked } from "../paper-unit.js";
import { notFound, Problem, wrong, wrongIn } from "../problem.js";
import { type AnyRoute, bytes, route } from "../route.js";
import { period } from "../schema/bill.js";
import { word } from "../schema/values.js";
import { seenShifts } from "../shift-access.js";
import { filterOf, type ShiftQuery, shiftQuery } from "../shift-query.js";
import { spooled } from "../spooled.js";
import { settingsOf } from "../tenant-settings.js";

const tagged = { tag: "exports" } as const;

/** More than these are asked for in parts: papers and the star schema are made whole, in memory. */
const MOST_SHIFTS = 20_000;
/**
 * So is a workbook, cell by cell: measured of reports of ten rows each, 7,900 took 290 MB more while they were made, and 19,900 took 800. These are a year of
 * ten rigs.
 */
const MOST_IN_WORKBOOK = 8000;
/** Few enough that nobody waits long between one page and the next. */
const AT_ONCE = 100;

const exported = (document: ShiftDocument): ExportedShift => ({
  ...{ id: document.id, state: document.state, revision: document.revision, content: document },
});

const tooMany = (count: number, most: number, more = false): Problem =>
  wrong("?from", "too-many-reports", { count, more, most });

/** All that a filter leaves of what who asks may see, a page at a time, in the order of the list. Others are answered between two pages. */
async function* pagesOf(
  transaction: Transaction,
  { who, asked }: Pick<Call<unknown, unknown, unknown>, "who" | "asked">,
  filter: ShiftFilter,
  sort: ShiftSort,
): AsyncGenerator<ExportedShift[]> {
  let cursor: string | null = null;
  do {
    asked.signal.throwIfAborted();
    const page: Awaited<ReturnType<typeof listShifts>> = await listShifts(transaction, filter, {
      ...{ sort, limit: AT_ONCE },
      ...(cursor !== null && { cursor }),
    });
    const ids = page.rows.map(({ id }) => id);
    yield (await seenShifts(transaction, who, ids)).map(exported);
    await setImmediate();
    cursor = page.next;
  } while (cursor !== null);
}

/** The same in memory. Throws Problem where they are too many for that. */
async function shiftsOf(
  transaction: Transaction,
  call: Call<unknown, unknown, unknown>,
  filter: ShiftFilter,
  { sort, most = MOST_SHIFTS }: { readonly sort: ShiftSort; readonly most?: number },
): Promise<ExportedShift[]> {
  const count = await countShifts(transaction, filter);
  if (count > most) throw tooMany(count, most);
  const shifts: ExportedShift[] = [];
  for await (const page of pagesOf(transaction, call, filter, sort)) shifts.push(...page);
  return shifts;
}

type TableName = keyof typeof tablesOfShifts;
const TABLES = Object.keys(tablesOfShifts) as [TableName, ...TableName[]];

const listed = {
  ...shiftQuery,
  sort: Type.Optional(word("date", "-date", "updated", "-updated")),
};

interface Listed extends ShiftQuery {
  readonly sort?: ShiftSort;
  readonly units?: LengthUnit;
}

const tellList = (
  call: Call<unknown, unknown, unknown>,
  { sort: _, ...filter }: Listed,
  what: { readonly format: string; readonly table?: string; readonly reports: number },
): Promise<void> =>
  auditExport(call, { entity: "shifts", entityId: "list", after: { ...what, filter } as never });

const DAY = /^(\d{4}-\d{2}-\d{2})\.pdf$/;

/** The months up to and with another one. */
function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  for (let at = Date.parse(`${from}-01T00:00:00Z`), month = from; month <= to; ) {
    months.push(month);
    at = new Date(at).setUTCMonth(new Date(at).getUTCMonth() + 1);
    month = new Date(at).toISOString().slice(0, 7);
  }
  return months;
}

const MOST_MONTHS = 60;

export const shiftExportRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/exports/shifts.csv",
    permission: "export:run",
    summary:
      "Exactly what the list shows by these filters, as CSV: a row a report, or a row of one of its tables.",
    query: Type.Object(
      {
        ...listed,
        table: Type.Optional(word(...TABLES)),
        /** For programs, which read metres unless they ask for feet. */
        ...unitAsked,
        /** For spreadsheets that take a file without one for Latin-1. */
        bom: Type.Optional(Type.Boolean()),
        /** Texts as they are, even where a spreadsheet would run them as formulas. */
        raw: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
    answer: bytes(FILE_TYPES.csv),
    async handle(call) {
      const { table = "shifts", bom = false, raw = false, units: lengthUnit = "m", ...query } = call.query;
      const { who, service, asked } = call;
      const { sort = "-date", ...listed } = query as Listed;
      const write = async (put: (text: string) => Promise<void>): Promise<void> => {
        let reports = 0;
        await service.store.readLong(who.tenant, async (transaction) => {
          const names = { ...(await namesOf(transaction)), lengthUnit };
          let goesOn = false;
          for await (const shifts of pagesOf(transaction, call, filterOf(who, listed), sort)) {
            const rows = namedIn(lengthUnit, tablesOfShifts[table](shifts, names));
            await put(csvOf(rows, { byteOrderMark: bom && !goesOn, forPrograms: raw, goesOn }));
            reports += shifts.length;
            goesOn = true;
          }
        });
        await tellList(call, { ...query, units: lengthUnit } as Listed, { format: "csv", table, reports });
      };
      const folder = join(service.settings.data, "spool");
      const { bytes, length } = await service.lists.take(asked.signal, () => spooled(folder, write));
      return {
        ...{ bytes, type: FILE_TYPES.csv, name: `${table}.csv` },
        headers: { "content-length": String(length) },
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/exports/shifts.xlsx",
    permission: "export:run",
    summary: "Exactly what the list shows by these filters, as a workbook with a sheet a table.",
    query: Type.Object({ ...listed, ...unitAsked, ...inLanguage }, { additionalProperties: false }),
    answer: bytes(FILE_TYPES.xlsx),
    async handle(call) {
      const { who, service, asked } = call;
      const {
        sort = "-date",
        units,
        language,
        ...listed
      } = call.query as Listed & { readonly language?: Language };
      const settings = await settingsOf(service, who.tenant);
      const { shifts, names } = await service.lists.take(asked.signal, () =>
        service.store.readLong(who.tenant, async (transaction) => ({
          shifts: await shiftsOf(transaction, call, filterOf(who, listed), { sort, most: MOST_IN_WORKBOOK }),
          names: {
            ...(await namesOf(transaction)),
            lengthUnit: await paperUnit(transaction, { units }, scopeOf(who).client, settings),
          },
        })),
      );
      await tellList(call, listed, { format: "xlsx", reports: shifts.length });
      return {
        bytes: await made(
          call,
          "shiftsWorkbook",
          shifts,
          [],
          names,
          language ?? languageOfFile(call.asked, call.who),
        ),
        ...{ type: FILE_TYPES.xlsx, name: "shifts.xlsx" },
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/exports/day/{file}",
    permission: "export:run",
    summary:
      "A day on paper, DATE.pdf: of the rigs that are named, or of all that worked or were expected to.",
    params: Type.Object({ file: Type.String({ pattern: DAY.source }) }),
    query: Type.Object({ rig: shiftQuery.rig, ...unitAsked, ...inLanguage }, { additionalProperties: false }),
    answer: bytes(FILE_TYPES.pdf),
    async handle(call) {
      const { who, params: at, query, service, now } = call;
      const [, date = ""] = DAY.exec(at.file) ?? [];
      if (!isDate(date)) throw notFound("day");
      const settings = await settingsOf(service, who.tenant);
      const papers = await service.store.read(who.tenant, async (transaction): Promise<DayPaper[]> => {
        const filter = filterOf(who, {
          ...{ from: date, to: date },
          ...(query.rig !== undefined && { rig: query.rig as readonly string[] }),
        });
        const shifts = await shiftsOf(transaction, call, filter, { sort: "date" });
        const lengthUnit = await paperUnit(transaction, query, scopeOf(who).client, settings);
        const names = { ...(await namesOf(transaction)), lengthUnit };
        const rigs = (await rigPatterns(transaction, query.rig ?? null)).filter((rig) =>
          inScope({ ...scopeOf(who), client: null }, { rig: rig.id }),
        );
        const days: DayPaper[] = [];
        for (const rig of rigs) {
          const own = shifts.filter(({ content }) => content.rig === rig.id);
          const isWaitedFor =
            rig.since !== null && rig.since <= date && (rig.archivedAt ?? now) > Date.parse(date);
          // Another client's shifts are not this one's to miss.
          const expected =
            who.role === "client"
              ? expectedShifts(rig, date, date).filter(({ slot }) =>
                  own.some(({ content }) => content.slot === slot),
                )
              : expectedShifts(rig, date, date);
          if (own.length === 0 && (who.role === "client" || !isWaitedFor)) continue;
          const ids = own.map(({ id }) => id);
          const auditHead = await placeInChain(transaction, "shift", ids);
          days.push({ date, rig: rig.id, expected, shifts: own, names, auditHead });
        }
        return days;
      });
      if (papers.length === 0) throw new Problem("not-found", said("nothing-of-day"));
      const after = { format: "pdf", rigs: papers.map(({ rig }) => rig) };
      await auditExport(call, { entity: "day", entityId: date, after });
      const language = query.language ?? languageOfFile(call.asked, who);
      return {
        bytes: await made(call, "daysPdf", papers, language),
        type: FILE_TYPES.pdf,
        name: `${date}.pdf`,
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/exports/star.zip",
    permission: "export:run",
    summary:
      "Months as a star schema in Parquet: what is final, and for those who see prices its bills. Of the last year where none is named.",
    query: Type.Object(
      { from: Type.Optional(period), to: Type.Optional(period) },
      { additionalProperties: false },
    ),
    answer: bytes(FILE_TYPES.zip),
    async handle(call) {
      const { who, query, service, now } = call;
      const to = query.to ?? new Date(now).toISOString().slice(0, 7);
      const from = query.from ?? `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`;
      if (from > to || monthsOf(from, to).length > MOST_MONTHS)
        throw wrongIn("bad-request", "?from", "too-many-months", { most: MOST_MONTHS });
      const dates = { from: datesOf(from)[0], to: datesOf(to)[1] };
      const found = await service.store.readLong(who.tenant, async (transaction) => {
        const { rigs, client } = scopeOf(who);
        // A report that is being amended counts by its last final revision, as it does in bills.
        const counted = await finalShifts(transaction, {
          ...{ ...dates, rigs, most: MOST_SHIFTS },
          ...(client !== null && { client }),
        });
        if (counted === "too-many") throw tooMany(MOST_SHIFTS, MOST_SHIFTS, true);
        const shifts = counted.map((one): ExportedShift => ({ ...one, state: "final" }));
        const bills = [];
        if (reachFor(who, "price:read") !== undefined)
          for (const month of monthsOf(from, to))
            for (const versions of await versionsOfMonth(transaction, who, month, {}))
              bills.push({
                bill: await billOfVersions(transaction, versions, month),
                client: versions.first.client,
              });
        return { shifts, bills, names: await namesOf(transaction) };
      });
      const counts = { reports: found.shifts.length, bills: found.bills.length };
      await auditExport(call, { entity: "star", entityId: `${from} ${to}`, after: counts });
      const { shifts, bills, names } = found;
      return {
        bytes: await made(call, "starArchive", shifts, bills, names),
        type: FILE_TYPES.zip,
        name: `star-${from}-${to}.zip`,
      };
    },
  }),
];
