/** Flags of what goes to other people's programs: fewer rows, and what the head of a log file says. */
import { durationIn } from "../../duration.js";
import { flag } from "./flag.js";
import { some } from "./values.js";

export const exchangeTable = {
  every: flag({
    value: "STEP",
    description:
      "one row for each step of time, such as 10s or 1m; with --index depth, of depth, such as 1m or 1ft",
    usual: "every row",
    parse: stepText,
  }),
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

/** A length of time or of hole; which, tells what the rows go by. */
function stepText(text: string): string {
  if (!/^\d+(\.\d+)?\s*(ft|f)?$/i.test(text.trim())) durationIn(text);
  return text;
}
