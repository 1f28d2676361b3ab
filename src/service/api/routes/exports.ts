/** One report as a file: paper, a workbook, or the document itself. Whoever sees a report gets the revision that they see. */
import Type from "typebox";
import type { Signature } from "../../export/shift-pdf.js";
import type { ExportedShift } from "../../export/shift-tables.js";
import type { ShiftDocument } from "../../shift/document.js";
import { documentToWire } from "../../shift/wire.js";
import { isOpen } from "../../shift/workflow.js";
import { placeInChain } from "../../store/audit/place.js";
import type { Transaction } from "../../store/database.js";
import { namesOf } from "../../store/repositories/names.js";
import { type DecisionMade, listDecisions } from "../../store/repositories/revisions.js";
import { actorOf } from "../acting.js";
import { FILE_TYPES, made } from "../files.js";
import { inLanguage, languageOfFile } from "../languages.js";
import { accountNames } from "../names.js";
import { paperUnit, unitAsked } from "../paper-unit.js";
import { paperPictures } from "../photos/on-paper.js";
import { notFound } from "../problem.js";
import { type AnyRoute, bytes, route } from "../route.js";
import type { Service } from "../service.js";
import { seenShift } from "../shift-access.js";
import { settingsOf } from "../tenant-settings.js";

const FILE = /^([0-9A-Za-z][0-9A-Za-z_-]{0,63})\.(pdf|xlsx|json)$/;

const TYPES = { pdf: FILE_TYPES.pdf, xlsx: FILE_TYPES.xlsx, json: FILE_TYPES.json } as const;

const SIGNING = { submit: "supervisor", approve: "manager", accept: "client" } as const;

/** Whose hands a revision went through since it was submitted last: what was sent back is not signed any more. */
async function signingOf(
  transaction: Transaction,
  { id, revision, state }: ShiftDocument,
): Promise<DecisionMade[]> {
  if (isOpen(state)) return [];
  const made = (await listDecisions(transaction, id)).filter(
    // The first submit is of a report that had no revision yet.
    (one) => one.revision === revision || (one.revision === 0 && revision === 1),
  );
  return made.slice(made.findLastIndex(({ event }) => event === "submit"));
}

/** Names are in a place of their own, which is asked when the transaction is over. */
async function signaturesOf(service: Service, since: readonly DecisionMade[]): Promise<Signature[]> {
  const nameOf = await accountNames(
    service,
    since.map(({ actor }) => actor),
  );
  return (Object.keys(SIGNING) as (keyof typeof SIGNING)[]).flatMap((event) => {
    const one = since.findLast((decision) => decision.event === event);
    return one === undefined ? [] : [{ name: nameOf(one.actor), role: SIGNING[event], at: one.at }];
  });
}

export const exportRoutes: readonly AnyRoute[] = [
  route({
    tag: "exports",
    method: "GET",
    path: "/exports/shift/{file}",
    permission: "export:run",
    summary: "A report as a file: ID.pdf, ID.xlsx or ID.json.",
    params: Type.Object({ file: Type.String({ pattern: FILE.source }) }),
    /** The document is in metres and in no language, whatever is asked. */
    query: Type.Object({ ...unitAsked, ...inLanguage }, { additionalProperties: false }),
    answer: bytes(...Object.values(TYPES)),
    async handle(call) {
      const { who, params: at, query, service, asked } = call;
      const language = query.language ?? languageOfFile(asked, who);
      const [, id, format] = FILE.exec(at.file) ?? [];
      if (id === undefined) throw notFound("file");
      const settings = await settingsOf(service, who.tenant);
      const { document, names, since, auditHead } = await service.store.transaction(
        who.tenant,
        async (transaction) => {
          const seen = await seenShift(transaction, who, id);
          transaction.audit({
            by: actorOf(who, asked),
            action: "export.shift",
            entity: "shift",
            entityId: id,
            after: { format: format!, revision: seen.document.revision },
          });
          return {
            document: seen.document,
            names: {
              ...(await namesOf(transaction)),
              lengthUnit: await paperUnit(transaction, query, seen.document.client, settings),
            },
            since: await signingOf(transaction, seen.document),
            auditHead: await placeInChain(transaction, "shift", [id]),
          };
        },
      );
      const signatures = await signaturesOf(service, since);
      const { state, revision } = document;
      const shift: ExportedShift = { id, state, revision, content: document };
      const type = TYPES[format as keyof typeof TYPES];
      const name = `${document.date}-${document.slot.replaceAll(/[^\w-]/g, "_")}.${format}`;
      if (format === "json")
        return { bytes: new TextEncoder().encode(JSON.stringify(documentToWire(document))), type, name };
      if (format === "xlsx")
        return { bytes: await made(call, "shiftsWorkbook", [shift], [], names, language), type, name };
      const thumbnails = await paperPictures(service.settings.data, who.tenant, document.photos);
      return {
        bytes: await made(call, "shiftPdf", { shift, names, signatures, auditHead, thumbnails, language }),
        ...{ type, name },
      };
    },
  }),
];
