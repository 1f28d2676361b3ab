/** What frames are written by, beside the rows: the dialect that is asked for, and where each item stands in it. */
import type { DateOrder } from "../../wits/dialect/dialect.js";
import type { Recoding } from "../../wits/writing/recode.js";
import type { Writing } from "../../wits/writing/writing.js";

export interface WitsOptions {
  readonly writing: Writing;
  readonly recoding: Recoding;
  /** Of the parts of dates in the rows. */
  readonly dateOrder: DateOrder;
}
