/** What PostgreSQL refuses, by SQLSTATE. https://www.postgresql.org/docs/15/errcodes-appendix.html */
import { Failure } from "../../../../failure/failure.js";
import { postgresFailure, stateOf } from "../../../../output/sql/postgres/connection.js";
import { said } from "../../../words/refusal.js";
import { Refusal, taken } from "../../refusal.js";
import { LOCKED_STATE } from "../../schema/lock.js";

/** What the server tells beside the message. */
interface Details {
  readonly table?: string;
  readonly constraint?: string;
  readonly column?: string;
  readonly detail?: string;
}

/** A refusal or a failure; one that is known already, and a fault of ours, are passed on. */
export function refused(error: unknown, shown: string): unknown {
  if (error instanceof Refusal || error instanceof Failure || !(error instanceof Error)) return error;
  const { table = "", constraint = "", column = "", detail = "" } = error as Details;
  const cause = { cause: error };
  switch (stateOf(error)) {
    case LOCKED_STATE:
      return new Refusal("locked", said("in-its-words", { words: error.message }), "", cause);
    case "23505":
      return taken(table, (/^Key \((.*?)\)=/.exec(detail)?.[1] ?? constraint).split(", "), error);
    case "23503":
      return new Refusal("reference-missing", said("named-or-missing"), constraint, cause);
    case "23514":
    case "23502":
      return new Refusal(
        "not-valid",
        said("not-storable", { what: constraint || column }),
        constraint || column,
        cause,
      );
  }
  return isOfMachine(error) ? postgresFailure(error, shown) : error;
}

/** Those of the driver and of the system have no name of their own; what has one was thrown by who asked, and is for them. */
const OF_DRIVER = ["error", "Error", "AggregateError"];

/** Connections, rights, resources, somebody who ends the server; what is wrong with our SQL is not. */
function isOfMachine(error: Error): boolean {
  if (!OF_DRIVER.includes(error.name)) return false;
  const state = stateOf(error);
  if (state !== undefined) return /^(08|25006|28|3D|40|42501|53|54|55|57|58|XX)/.test(state);
  return (
    "code" in error ||
    /terminat|timeout|timed out|closed|ended|not queryable|SSL|password|certificate/i.test(error.message)
  );
}
