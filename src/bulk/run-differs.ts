/** Why a run cannot go on with the dataset that is there. */
import { Failure } from "../failure/failure.js";

export const differs = (path: string, changes: readonly string[]): Failure =>
  new Failure(
    "output-differs",
    `${path} was begun by another run, and cannot be continued by this one: ${changes.slice(0, 5).join("; ")}` +
      `${changes.length > 5 ? `; and ${changes.length - 5} more changes` : ""}. Give --force to make it anew, or name another folder`,
  );
