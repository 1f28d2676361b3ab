/** Flags of databases. */
import { knownEngine } from "../../output/sql/address.js";
import { flag } from "./flag.js";

export const databaseTable = {
  database: flag({
    value: "URL",
    description:
      "the database: postgres://, mariadb://, mysql://, sqlite:///path/file.db, influx:// or rows.lp; --to URL is the same. For the service postgres:// alone. Its password is better in WITS_DATABASE_PASSWORD_FILE",
    environment: true,
    parse: (text): string => {
      knownEngine(text);
      return text;
    },
  }),
} as const;
