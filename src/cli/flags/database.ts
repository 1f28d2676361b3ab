/** Flags of databases. */
import { engineWithLedger, knownEngine } from "../../output/sql/address.js";
import { flag } from "./flag.js";

export const databaseTable = {
  database: flag({
    value: "URL",
    description:
      "a database: postgres://, mariadb://, mysql://, sqlite:///path/file.db, influx:// or rows.lp; for the service postgres:// alone. Its password is better in WITS_DATABASE_PASSWORD_FILE",
    environment: true,
    parse: (text): string => {
      knownEngine(text);
      return text;
    },
    check: async (url, command) => (command === "stream" ? engineWithLedger(url) : knownEngine(url)),
  }),
} as const;
