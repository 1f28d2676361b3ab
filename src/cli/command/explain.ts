/** `witskit explain`: what a failure's code means, and what to do about it. */
import { type FailureCode, failureCodes } from "../../failure/codes.js";
import { Failure } from "../../failure/failure.js";
import { nearest } from "../../failure/nearest.js";
import type { Command, Invocation } from "../command.js";
import { exitCodeOfKind, exitMeaningOfKind } from "../failure.js";
import { print, printJson } from "../page/print.js";
import { formatTable } from "../page/table.js";

const codes = Object.keys(failureCodes) as FailureCode[];

export const explainCommand: Command = {
  name: "explain",
  summary: "Tell what the code of a failure means, and what to do about it.",
  examples: [
    { line: "witskit explain not-a-log", does: "one code, as it stands in brackets behind a message" },
    { line: "witskit explain", does: "all codes" },
    { line: "witskit explain --json", does: "for programs" },
  ],
  arguments: [{ name: "CODE", description: "the code of a failure", optional: true }],
  flags: ["json"],
  run: explain,
};

async function explain({ arguments: [word], flags }: Invocation): Promise<undefined> {
  const shown = word === undefined ? codes : [codeNamed(word)];
  if (flags.json) await printJson(shown.map(documentOf));
  else if (word === undefined) await print(listing());
  else await print(page(shown[0]!));
}

function codeNamed(word: string): FailureCode {
  const code = codes.find((one) => one === word.toLowerCase());
  if (code !== undefined) return code;
  const near = nearest(word, codes);
  const hint = near === undefined ? "`witskit explain` lists them" : `did you mean ${near}?`;
  throw new Failure("unknown-name", `no failure has the code ${word}; ${hint}`);
}

const documentOf = (code: FailureCode) => ({
  code,
  exit: exitCodeOfKind(failureCodes[code].kind),
  ...failureCodes[code],
});

function page(code: FailureCode): string {
  const { kind, meaning, advice } = failureCodes[code];
  return [
    `${code}: ${meaning}.`,
    "",
    advice,
    "",
    `The program ends with ${exitCodeOfKind(kind)}: ${exitMeaningOfKind(kind)}.`,
  ].join("\n");
}

const listing = (): string =>
  formatTable(
    codes.map((code) => [code, String(exitCodeOfKind(failureCodes[code].kind)), failureCodes[code].meaning]),
    { head: ["CODE", "EXIT", "MEANING"] },
  );
