/** What a file of a report is to programs that are sent it, by its ending. */
import { extname } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".pdf": "application/pdf",
  ".json": "application/json",
  ".html": "text/html; charset=utf-8",
  ".xml": "application/xml",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export const mediaType = (path: string): string => TYPES[extname(path)] ?? "application/octet-stream";
