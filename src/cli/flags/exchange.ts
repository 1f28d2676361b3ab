/** Flags of what goes to other people's programs: what the head of a log file says. */
import { flag } from "./flag.js";
import { some } from "./values.js";

export const exchangeTable = {
  company: flag({
    value: "TEXT",
    description: "the company, in the head of a LAS file",
    environment: true,
    parse: some,
  }),
  field: flag({
    value: "TEXT",
    description: "the field, in the head of a LAS file",
    environment: true,
    parse: some,
  }),
  serviceCompany: flag({
    value: "TEXT",
    description: "the service company, in the head of a LAS file",
    environment: true,
    parse: some,
  }),
  logDate: flag({
    value: "TEXT",
    description: "the date, in the head of a LAS file",
    usual: "the day of its first row",
    parse: some,
  }),
} as const;
