/** The parts of `--help`. Examples come first: they are what people look for. */
import type { Example } from "../command.js";
import { formatTable } from "./table.js";

export const examplesText = (examples: readonly Example[]): string =>
  indented(examples.map(({ line, does }) => [line, does]));

export function indented(rows: readonly [string, string][]): string {
  const [first, ...rest] = rows;
  if (first === undefined) return "";
  return formatTable(
    rest.map(([left, right]) => [`  ${left}`, right]),
    { head: [`  ${first[0]}`, first[1]] },
  );
}
