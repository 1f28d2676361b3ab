/** What SQLite refuses, by the words in which it says so. https://sqlite.org/rescode.html */
import { Failure } from "../../../../failure/failure.js";
import { sqliteFailure } from "../../../../output/sql/sqlite/database.js";
import { said } from "../../../words/refusal.js";
import { Refusal, taken } from "../../refusal.js";
import { LOCKED } from "../../schema/lock.js";

/** A refusal or a failure; one that is known already, and a fault of ours, are passed on. */
export function refused(error: unknown, shown: string): unknown {
  if (error instanceof Refusal || error instanceof Failure || !(error instanceof Error)) return error;
  const { message } = error;
  const cause = { cause: error };
  const locked = message.indexOf(LOCKED);
  if (locked >= 0)
    return new Refusal(
      "locked",
      said("in-its-words", { words: message.slice(locked + LOCKED.length) }),
      "",
      cause,
    );
  const [, unique] = /UNIQUE constraint failed: (.*)/.exec(message) ?? [];
  if (unique !== undefined)
    return taken(
      unique.split(".")[0]!,
      unique.split(", ").map((one) => one.replace(/^\w+\./, "")),
      error,
    );
  if (/FOREIGN KEY constraint failed/.test(message))
    return new Refusal("reference-missing", said("named-or-missing"), "", cause);
  const [, check] = /(?:CHECK|NOT NULL) constraint failed: (.*)/.exec(message) ?? [];
  if (check !== undefined)
    return new Refusal("not-valid", said("not-storable", { what: check }), check, cause);
  return isOfMachine(error) ? sqliteFailure(error, shown) : error;
}

/** Result codes of what the machine below does not give: locked, read-only, broken, full, not there, not ours. */
const OF_MACHINE = [5, 6, 8, 10, 11, 13, 14, 26];

function isOfMachine(error: Error): boolean {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === "number" && OF_MACHINE.includes(errcode & 0xff);
}
