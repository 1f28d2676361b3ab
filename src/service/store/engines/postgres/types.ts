/** What values of PostgreSQL become: whole numbers stay exact, JSON stays text. */
import type { CustomTypesConfig } from "pg";
import { safeInteger } from "../../storable.js";

/** https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat */
const INT8 = 20;
const NUMERIC = 1700;
const JSON_TEXT = [114, 3802];

export async function ownTypes(): Promise<CustomTypesConfig> {
  const { default: pg } = await import("pg");
  const asText = (text: string): string => text;
  return {
    getTypeParser: ((id: number, format?: "text" | "binary") => {
      if (id === INT8 || id === NUMERIC) return safeInteger;
      if (JSON_TEXT.includes(id)) return asText;
      return pg.types.getTypeParser(id, format);
    }) as CustomTypesConfig["getTypeParser"],
  };
}
