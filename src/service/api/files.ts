/** Files that people take along: their types, their names, and that each is told to the audit chain before it goes out. */
import type { Json } from "../store/audit/event.js";
import { inThread } from "../thread/in-thread.js";
import type { Works } from "../thread/works.js";
import { actorOf, audited } from "./acting.js";
import type { Call } from "./call.js";

export const FILE_TYPES = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  zip: "application/zip",
} as const;
export type FileType = keyof typeof FILE_TYPES;

type Papers = Omit<Works, "backUp">;

/** The bytes of a paper or a workbook, made when it is its turn, in a thread: others are answered meanwhile. */
export const made = <Name extends keyof Papers>(
  { service, asked }: Pick<Call<unknown, unknown, unknown>, "service" | "asked">,
  name: Name,
  ...words: Parameters<Papers[Name]>
): Promise<Uint8Array> => service.papers.take(asked.signal, () => inThread(name, ...words));

/** A part of a file's name: what stands in it may be anything that a person typed. */
export const nameable = (text: string): string => text.replaceAll(/[^\p{L}\p{N}_.-]+/gu, "_");

/** A file without its event would be one that nobody knows of. */
export const auditExport = (
  { service, who, asked }: Call<unknown, unknown, unknown>,
  { entity, entityId, after }: { readonly entity: string; readonly entityId: string; readonly after: Json },
): Promise<void> =>
  audited(service, who.tenant, actorOf(who, asked), {
    ...{ action: `export.${entity}`, entity, entityId, after },
  });
