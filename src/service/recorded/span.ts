/** The times between which rows are asked for, looked at before a dataset is: which of them is none, or is out of order. */
import { Failure } from "../../failure/failure.js";
import { type Moment, parseMoment } from "../../wits/catalog/moment.js";

/** ISO 8601. */
export interface AskedSpan {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface Lacking {
  readonly at: "from" | "until";
  /** What is no time; undefined where it is one that is not after the other. */
  readonly text: string | undefined;
}

/** Undefined where both can be meant. Of two that are on different clocks a dataset must tell the zone first. */
export function lacksSpan({ from, until }: AskedSpan): Lacking | undefined {
  const [start, end] = [momentIn(from), momentIn(until)];
  if (start === "none") return { at: "from", text: from };
  if (end === "none") return { at: "until", text: until };
  if (start === undefined || end === undefined || start.zoned !== end.zoned) return undefined;
  return start.milliseconds < end.milliseconds ? undefined : { at: "until", text: undefined };
}

function momentIn(text: string | undefined): Moment | "none" | undefined {
  if (text === undefined) return undefined;
  try {
    return parseMoment(text);
  } catch (error) {
    if (error instanceof Failure) return "none";
    throw error;
  }
}
