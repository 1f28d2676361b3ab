/** The migrations, in their order. */
import { wholeSchema } from "./0001/whole-schema.js";
import type { Migration } from "./migration.js";

export const migrations: readonly Migration[] = [wholeSchema];

/** The schema that this program was made for. */
export const newest = migrations.at(-1)!.number;
