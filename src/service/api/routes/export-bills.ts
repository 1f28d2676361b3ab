/** A bill as a file: paper, a workbook that calculates it again, or its lines. */
import Type from "typebox";
import { billTable } from "../../export/bill-table.js";
import { csvOf } from "../../export/csv.js";
import { nameIn } from "../../export/names.js";
import { endOfChain, placeInChain } from "../../store/audit/place.js";
import type { Transaction } from "../../store/database.js";
import { billOfVersions, type StoredBill } from "../../store/repositories/boq.js";
import { findMaster } from "../../store/repositories/master.js";
import { namesOf } from "../../store/repositories/names.js";
import { seenVersions } from "../bills.js";
import { auditExport, FILE_TYPES, type FileType, made, nameable } from "../files.js";
import { inLanguage, languageOfFile } from "../languages.js";
import { notFound } from "../problem.js";
import { type AnyRoute, bytes, route } from "../route.js";
import { id } from "../schema/values.js";

const FILE = /^(\d{4}-(?:0[1-9]|1[0-2]))\.(pdf|xlsx|csv)$/;
const AT_ONCE = 1000;

/** Which shift of its day each shift of a bill is. */
async function slotsOf({ sql }: Transaction, bill: StoredBill): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set([...bill.lines, ...bill.adjustments].flatMap(({ shift }) => shift ?? []))];
  const slots = new Map<string, string>();
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const rows = await sql
      .selectFrom("shift")
      .select(["id", "slot"])
      .where("id", "in", ids.slice(i, i + AT_ONCE))
      .execute();
    for (const row of rows) slots.set(row.id, row.slot);
  }
  return slots;
}

export const billExportRoutes: readonly AnyRoute[] = [
  route({
    tag: "exports",
    method: "GET",
    path: "/exports/boq/{contract}/{file}",
    permission: "price:read",
    summary: "The bill of a contract and month as a file: 2026-03.pdf, 2026-03.xlsx or 2026-03.csv.",
    params: Type.Object({ contract: id, file: Type.String({ pattern: FILE.source }) }),
    query: Type.Object(inLanguage, { additionalProperties: false }),
    answer: bytes(FILE_TYPES.pdf, FILE_TYPES.xlsx, FILE_TYPES.csv),
    async handle(call) {
      const { who, params: at, query, service, asked } = call;
      call.need("export:run");
      const [, period, format] = FILE.exec(at.file) ?? [];
      if (period === undefined) throw notFound("file");
      const found = await service.store.read(who.tenant, async (transaction) => {
        const versions = await seenVersions(transaction, who, at.contract);
        const bill = await billOfVersions(transaction, versions, period);
        return {
          ...{ bill, first: versions.first, names: await namesOf(transaction) },
          client: await findMaster(transaction, "client", versions.first.client),
          slots: await slotsOf(transaction, bill),
          auditHead:
            bill.state === "issued"
              ? await placeInChain(transaction, "boq", [bill.boq!])
              : await endOfChain(transaction),
        };
      });
      const { bill, first, client, names, slots, auditHead } = found;
      // A bill is for its client, whoever takes it out.
      const language = query.language ?? client?.language ?? languageOfFile(asked, who);
      const after = { format: format!, state: bill.state, total_minor: bill.totalMinor };
      await auditExport(call, { entity: "boq", entityId: `${bill.contract} ${period}`, after });
      const type = FILE_TYPES[format as FileType];
      const name = `${nameable(first.code)}-${period}.${format}`;
      if (format === "csv")
        return {
          bytes: new TextEncoder().encode(csvOf(billTable(bill, names, slots, query.language))),
          type,
          name,
        };
      if (format === "xlsx")
        return { bytes: await made(call, "billWorkbook", bill, names, slots, language), type, name };
      const { issuedAt, hash } = bill;
      const whose = { client: nameIn(names.clients, first.client), contract: first.code, language };
      return {
        bytes: await made(call, "billPdf", { bill, ...whose, names, slots, issuedAt, hash, auditHead }),
        type,
        name,
      };
    },
  }),
];
